import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { fromHex, hex, hmacSha256, sha256, utf8 } from './sha256';

describe('SHA-256 on the phone', () => {
  // NIST's examples and the lengths around a block's edge.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('%p', (text, expected) => expect(hex(sha256(utf8(text)))).toBe(expected));

  it('is what every other implementation says, of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { numRuns: 1000 },
    );
  });

  it('keyed is HMAC, whatever the key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.uint8Array({ maxLength: 100 }), (key, bytes) => {
        expect(hex(hmacSha256(key, bytes))).toBe(createHmac('sha256', key).update(bytes).digest('hex'));
        expect(fromHex(hex(bytes))).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('writes any text as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Array.from(utf8(text))).toEqual(Array.from(new TextEncoder().encode(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it('replaces half a pair', () => expect(hex(utf8('a\ud800'))).toBe('61efbfbd'));
});
