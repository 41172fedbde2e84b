import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { fromBase45, toBase45 } from 'shared-types/base45';
import { newId } from './ids.js';
import { type PassCode, readPassCode, trustedKey, writePassCode } from './passCode.js';

const community = '01JZTESTC0MMVN1TY000000000';

const makeSigner = () => {
  const pair = generateKeyPairSync('ed25519');
  const trusted = trustedKey(pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));
  return { ...trusted, privateKey: pair.privateKey };
};

const signer = makeSigner();
const code: PassCode = {
  passId: newId(new Date('2026-11-23T02:54:00Z')),
  groups: [1, 300, 65_535],
  from: new Date('2026-11-23T06:00:00Z'),
  until: new Date('2026-11-23T10:00:00Z'),
  uses: 2,
};
const text = writePassCode(code, community, signer);

describe('base 45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('writes the examples of RFC 9285: %s', (plain, written) => {
    expect(toBase45(Buffer.from(plain))).toBe(written);
    expect(Buffer.from(fromBase45(written) ?? []).toString()).toBe(plain);
  });

  test.each(['GGW', ':::', 'A', 'ABCD', 'ab', '::', '的'])('reads no other text: %s', (bad) => {
    expect(fromBase45(bad)).toBeNull();
  });

  test('gives any bytes back', () => {
    for (let length = 0; length < 120; length++) {
      const bytes = randomBytes(length);
      expect(fromBase45(toBase45(bytes))).toEqual(bytes);
    }
  });
});

describe('the code of a pass', () => {
  test('says what was signed, and fits a QR code of 41 modules', () => {
    expect(readPassCode(text, community, [signer])).toEqual({ ok: true, code });
    // Version 6 with error correction M takes 154 signs.
    expect(text.length).toBeLessThanOrEqual(154);
  });

  test('is forged for another community and for other keys; of several keys any is believed', () => {
    const other = makeSigner();
    expect(readPassCode(text, `${community.slice(0, -1)}1`, [signer])).toEqual({ ok: false, reason: 'forged' });
    expect(readPassCode(text, community, [other])).toEqual({ ok: false, reason: 'forged' });
    expect(readPassCode(text, community, [])).toEqual({ ok: false, reason: 'forged' });
    expect(readPassCode(text, community, [other, signer])).toEqual({ ok: true, code });
  });

  test.each([
    ['empty', ''],
    ['an address', 'https://example.com/pay'],
    ['without its beginning', text.slice(3)],
    ['cut', text.slice(0, -3)],
    ['longer', `${text}000`],
    ['no signature', text.slice(0, 40)],
    ['very long', `AJ:${'0'.repeat(100_000)}`],
    ['of another version', `AJ:${toBase45(Buffer.concat([Buffer.from([2]), randomBytes(98)]))}`],
  ])('is no code: %s', (_what, bad) => {
    expect(readPassCode(bad, community, [signer])).toEqual({ ok: false, reason: 'unreadable' });
  });

  const bytes = fromBase45(text.slice(3)) ?? Buffer.alloc(0);
  /** A million in `npm run prove`. */
  const forgeries = Number(process.env.FORGED_CODES ?? 20_000);

  test(`${forgeries} forged codes: none is accepted`, () => {
    let accepted = 0;
    for (let n = 0; n < forgeries; n++) {
      const forged = Buffer.from(bytes);
      // Each bit in turn, then one to four random bytes; the key id stays, so that the signature itself is tried.
      if (n < bytes.length * 8) forged[n >> 3] = (forged[n >> 3] ?? 0) ^ (1 << (n & 7));
      else
        for (let change = 0; change <= n % 4; change++) {
          const at = 3 + Math.floor(Math.random() * (forged.length - 3));
          forged[at] = (forged[at] ?? 0) ^ (1 + Math.floor(Math.random() * 255));
        }
      if (!forged.equals(bytes) && readPassCode(`AJ:${toBase45(forged)}`, community, [signer]).ok) accepted++;
    }
    expect(accepted).toBe(0);
  }, 900_000);
});
