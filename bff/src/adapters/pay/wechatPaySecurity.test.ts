import { createPublicKey } from 'node:crypto';
import { Aes } from 'wechatpay-axios-plugin';
import { publishedAnswer, publishedMerchant } from '../../../test/factories/wechatPayVectors.js';
import { NotificationRefused } from './wechatPay.errors.js';
import { decryptResource, payParams, verify } from './wechatPaySecurity.js';

const key = createPublicKey(publishedAnswer.publicKey);
const { headers, body } = publishedAnswer;
const signedAtMs = Number(headers['wechatpay-timestamp']) * 1000;
const keys = new Map([[headers['wechatpay-serial'], key]]);
const check = (more: object = {}, text = body, offMs = 0): string => {
  try {
    verify({ ...headers, ...more }, Buffer.from(text), new Date(signedAtMs + offMs), (serial) => keys.get(serial));
    return 'believed';
  } catch (error) {
    if (!(error instanceof NotificationRefused)) throw error;
    return error.reason;
  }
};

test('the paySign is the published one, digit for digit', () => {
  const { appId, prepayId, paySign } = publishedMerchant.payment;
  const { timestamp, nonce, privateKey } = publishedMerchant;
  const now = new Date(Number(timestamp) * 1000 + 999);
  expect(payParams({ appId, merchantKey: privateKey, prepayId, nonceStr: nonce, now })).toEqual({
    timeStamp: timestamp,
    nonceStr: nonce,
    package: `prepay_id=${prepayId}`,
    signType: 'RSA',
    paySign,
  });
});

test('the published answer is believed', () => {
  expect(check()).toBe('believed');
});

test.each<[string, string, object?, string?]>([
  ['a body with one space more', 'signature', {}, `${body} `],
  ['another nonce', 'signature', { 'wechatpay-nonce': 'd824f2e086d3c1df967785d13fcd22ee' }],
  ['a probe', 'signature', { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}` }],
  ['a signature that is no base64', 'signature', { 'wechatpay-signature': '%%%' }],
  ['an unknown serial', 'key', { 'wechatpay-serial': 'PUB_KEY_ID_0' }],
  ['a serial that every object has', 'key', { 'wechatpay-serial': '__proto__' }],
  ['a serial that every object has a method of', 'key', { 'wechatpay-serial': 'constructor' }],
  ['no signature', 'headers', { 'wechatpay-signature': undefined }],
  ['two signatures', 'headers', { 'wechatpay-signature': ['a', 'b'] }],
  ['no serial', 'headers', { 'wechatpay-serial': '' }],
  ['a time that is no number', 'headers', { 'wechatpay-timestamp': '1722850421.5' }],
  ['a time as hexadecimal', 'headers', { 'wechatpay-timestamp': '0x66b0' }],
])('is not believed: %s', (_title, reason, more = {}, text = body) => {
  expect(check(more, text)).toBe(reason);
});

test.each([
  [299_999, 'believed'],
  [300_000, 'clock'],
  [-299_999, 'believed'],
  [-300_000, 'clock'],
])('%i ms away from our clock: %s', (offMs, expected) => {
  expect(check({}, body, offMs)).toBe(expected);
});

describe('decryption', () => {
  const apiV3Key = '0123456789abcdef0123456789abcdef';
  const nonce = 'fdasflkja484';
  const associated_data = 'transaction';
  const plaintext = '{"amount":{"total":100}}';
  // Encrypted by the independent client.
  const ciphertext = Aes.AesGcm.encrypt(plaintext, apiV3Key, nonce, associated_data);
  const resource = { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data };
  const flipped = (at: number): string => {
    const bytes = Buffer.from(ciphertext, 'base64');
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  const attempt = (more: object, with_ = apiV3Key): string => {
    try {
      return decryptResource({ ...resource, ...more }, with_);
    } catch (error) {
      return error instanceof NotificationRefused ? error.reason : String(error);
    }
  };

  test('what the platform encrypts is read', () => {
    expect(attempt({})).toBe(plaintext);
  });

  test('absent associated data counts as empty', () => {
    const bare = { ciphertext: Aes.AesGcm.encrypt(plaintext, apiV3Key, nonce, ''), associated_data: undefined };
    expect(attempt(bare)).toBe(plaintext);
  });

  test.each<[string, object, string?]>([
    ['a flipped bit of the text', { ciphertext: flipped(3) }],
    ['a flipped bit of the tag', { ciphertext: flipped(-1) }],
    ['other associated data', { associated_data: 'refund' }],
    ['another nonce', { nonce: 'fdasflkja485' }],
    ['another key', {}, 'f'.repeat(32)],
    ['a key of another length', {}, 'short'],
    ['no tag', { ciphertext: 'AAAA' }],
    ['another algorithm', { algorithm: 'AEAD_SM4_GCM' }],
  ])('is refused: %s', (_title, more, with_ = apiV3Key) => {
    expect(attempt(more, with_)).toBe('decrypt');
  });
});
