import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalJson,
  genesisHash,
  type Json,
  leafHash,
  merkleProof,
  merkleRoot,
  sealHash,
  verifyProof,
} from './hashChain.js';

const hex = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const bytes = (text: string): Buffer => Buffer.from(text, 'hex');

/** RFC 6962's own definition, by recursion on the largest power of two below the number of leaves. */
const rootByDefinition = (leaves: string[]): string => {
  if (leaves.length === 1) return leaves[0] as string;
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  const parts = [leaves.slice(0, left), leaves.slice(left)].map((part) => bytes(rootByDefinition(part)));
  return hex(Buffer.from([1]), ...parts);
};

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 6 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const leaves = fc.array(fc.string().map(leafHash), { minLength: 1, maxLength: 70 });

describe('canonical JSON', () => {
  it('sorts keys, writes no blanks, and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, 1, { 金: '收"入"', a: null }], a: true, Z: -250_60 })).toBe(
      '{"Z":-25060,"a":true,"b":[2,1,{"a":null,"金":"收\\"入\\""}]}',
    );
    expect(canonicalJson(-0)).toBe('0');
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))),
    );
  });

  it('is the same whatever the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const other = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(other)).toBe(canonicalJson(value));
      }),
    );
  });

  it.each([1.5, Number.NaN, 2 ** 53])('refuses %p', (value) => {
    expect(() => canonicalJson({ value })).toThrow('no whole number');
  });

  it('refuses a key without a value', () => {
    expect(() => canonicalJson({ a: undefined } as unknown as Json)).toThrow('a is undefined');
  });
});

describe('the tree', () => {
  it('is computed by hand for three leaves', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((text) => hex(Buffer.from([0]), text)) as [string, string, string];
    expect(['a', 'b', 'c'].map(leafHash)).toEqual([a, b, c]);
    const ab = hex(Buffer.from([1]), bytes(a), bytes(b));
    expect(merkleRoot([a, b, c])).toBe(hex(Buffer.from([1]), bytes(ab), bytes(c)));
    expect(merkleProof([a, b, c], 1)).toEqual([
      { side: 'left', hash: a },
      { side: 'right', hash: c },
    ]);
    expect(merkleProof([a, b, c], 2)).toEqual([{ side: 'left', hash: ab }]);
  });

  it('has the root of RFC 6962', () => {
    fc.assert(fc.property(leaves, (list) => expect(merkleRoot(list)).toBe(rootByDefinition(list))));
  });

  it('proves every leaf, and nothing but it in its place', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.string().map(leafHash), (list, at, other) => {
        const index = at % list.length;
        const proof = merkleProof(list, index);
        const root = merkleRoot(list);
        expect(verifyProof(list[index] as string, proof, root)).toBe(true);
        if (other !== list[index]) expect(verifyProof(other, proof, root)).toBe(false);
      }),
    );
  });

  it('fails for any changed step, and for a root that is another', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (list, at, step) => {
        const index = at % list.length;
        const proof = merkleProof(list, index);
        const leaf = list[index] as string;
        expect(verifyProof(leaf, proof, leafHash('another'))).toBe(false);
        if (proof.length === 0) return;
        const changed = proof.map((one, n) => (n === step % proof.length ? { ...one, hash: leafHash(one.hash) } : one));
        expect(verifyProof(leaf, changed, merkleRoot(list))).toBe(false);
      }),
    );
  });

  it('changes when a leaf is changed, taken away, added or moved', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string().map(leafHash), { minLength: 2, maxLength: 40 }), fc.nat(), (list, at) => {
        const index = at % (list.length - 1);
        const swapped = [...list];
        [swapped[index], swapped[index + 1]] = [list[index + 1] as string, list[index] as string];
        const others = [
          list.map((leaf, n) => (n === index ? leafHash(leaf) : leaf)),
          list.filter((_leaf, n) => n !== index),
          [...list, list.at(-1) as string],
          swapped,
        ];
        for (const other of others) expect(merkleRoot(other)).not.toBe(merkleRoot(list));
      }),
    );
  });

  it('takes no node for a leaf', () => {
    const [a, b] = [leafHash('a'), leafHash('b')];
    // The bytes of a node, written down as if they were a row.
    expect(hex(Buffer.from([0]), bytes(a), bytes(b))).not.toBe(merkleRoot([a, b]));
  });

  it('has no root without leaves, and no proof of a leaf that is not there', () => {
    expect(() => merkleRoot([])).toThrow('without leaves');
    for (const index of [-1, 1, 0.5]) expect(() => merkleProof([leafHash('a')], index)).toThrow(`no leaf ${index}`);
  });

  it('says no to what is no proof, without throwing', () => {
    const leaf = leafHash('a');
    expect(verifyProof(leaf, [{ side: 'left', hash: 'zz' }], leaf)).toBe(false);
    expect(verifyProof('', [], '')).toBe(false);
  });
});

describe('seals', () => {
  const seal = {
    prevHash: genesisHash('C'),
    seq: 1,
    root: leafHash('a'),
    count: 1,
    sealedAt: new Date('2026-11-23T02:54:00.123Z'),
  };

  it('are hashed as documented', () => {
    expect(genesisHash('C')).toBe(hex('anju-ledger-chain\nC'));
    expect(sealHash(seal)).toBe(hex([seal.prevHash, '1', seal.root, '1', '2026-11-23T02:54:00.123Z'].join('\n')));
  });

  it('are other ones when anything of them is', () => {
    const others = [
      { ...seal, prevHash: genesisHash('D') },
      { ...seal, seq: 2 },
      { ...seal, root: leafHash('b') },
      { ...seal, count: 2 },
      { ...seal, sealedAt: new Date('2026-11-23T02:54:00.124Z') },
    ];
    expect(new Set([seal, ...others].map(sealHash)).size).toBe(6);
  });
});
