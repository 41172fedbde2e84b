import { generateKeyPairSync } from 'node:crypto';
import { doorTag, readDoorToken, writeDoorToken } from './doorToken.js';
import { trustedKey } from './passCode.js';

const makeKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { ...trustedKey(publicKey.export({ type: 'spki', format: 'der' }).toString('base64')), privateKey };
};
const ours = makeKey();
const accountId = '01KAXX00000000000000000003';
const asked = {
  communityId: '01KAXX00000000000000000001',
  deviceId: '01KAXX00000000000000000002',
  challenge: Buffer.alloc(16, 7),
};
const token = writeDoorToken(accountId, asked, ours);

test('a door learns from it who opens', () => {
  expect(token).toHaveLength(83);
  expect(readDoorToken(token, asked, [makeKey(), ours])).toEqual({ accountId });
});

test.each([
  ['another door', { ...asked, deviceId: '01KAXX00000000000000000009' }, [ours]],
  ['another community', { ...asked, communityId: '01KAXX00000000000000000009' }, [ours]],
  ['another challenge', { ...asked, challenge: Buffer.alloc(16, 8) }, [ours]],
  ['other keys', asked, [makeKey()]],
  ['no keys', asked, []],
] as const)('it opens nothing at or by %s', (_what, challenge, keys) => {
  expect(readDoorToken(token, challenge, keys)).toBeNull();
});

test('no byte of it can be changed, nor one be missing or too many', () => {
  for (let at = 0; at < token.length; at++) {
    const changed = Buffer.from(token);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect([at, readDoorToken(changed, asked, [ours])]).toEqual([at, null]);
  }
  expect(readDoorToken(token.subarray(1), asked, [ours])).toBeNull();
  expect(readDoorToken(Buffer.concat([token, Buffer.alloc(1)]), asked, [ours])).toBeNull();
  expect(readDoorToken(Buffer.alloc(0), asked, [ours])).toBeNull();
});

test('a tag is of one door, and is not its id', () => {
  expect(doorTag(asked.deviceId)).toMatch(/^[0-9a-f]{12}$/);
  expect(doorTag(asked.deviceId)).not.toBe(doorTag(accountId));
});
