import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blindIndex, decryptField, encryptField } from './fieldCrypto.js';
import { createKeysFile, loadKeys, makeKeys } from './keys.js';

const phone = '13800138000';

describe('field encryption', () => {
  const keys = makeKeys();

  test('gives the text back, and writes it differently each time', () => {
    const first = encryptField(keys, phone, 'phone');
    const second = encryptField(keys, phone, 'phone');
    expect(first).toMatch(/^v1:[A-Za-z0-9+/=]+$/);
    expect(first).not.toBe(second);
    expect(Buffer.from(first.slice(3), 'base64').toString('latin1')).not.toContain(phone);
    expect([decryptField(keys, first, 'phone'), decryptField(keys, second, 'phone')]).toEqual([phone, phone]);
  });

  test('refuses a text of which any byte was changed', () => {
    const written = encryptField(keys, phone, 'phone');
    const bytes = Buffer.from(written.slice(3), 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => decryptField(keys, `v1:${changed.toString('base64')}`, 'phone')).toThrow();
    }
    expect(() => decryptField(keys, `v1:${bytes.subarray(0, 20).toString('base64')}`, 'phone')).toThrow();
  });

  test('refuses a text moved to another field, and another community’s keys', () => {
    const written = encryptField(keys, phone, 'phone');
    expect(() => decryptField(keys, written, 'idNumber')).toThrow();
    expect(() => decryptField(makeKeys(), written, 'phone')).toThrow();
  });

  test('reads what an older version wrote, and writes with the current one', () => {
    const old = encryptField(keys, phone, 'phone');
    const newer = { ...keys, current: 'v2', field: { ...keys.field, v2: makeKeys().field.v1 ?? '' } };
    expect(decryptField(newer, old, 'phone')).toBe(phone);
    expect(encryptField(newer, phone, 'phone')).toMatch(/^v2:/);
    expect(() => decryptField(keys, encryptField(newer, phone, 'phone'), 'phone')).toThrow('no field key v2');
  });

  test('a blind index is the same for the same value, and differs by kind, value and keys', () => {
    const index = blindIndex(keys, 'phone', phone);
    expect(index).toMatch(/^[0-9a-f]{64}$/);
    expect(blindIndex(keys, 'phone', phone)).toBe(index);
    const others = [
      blindIndex(keys, 'phone4', phone),
      blindIndex(keys, 'phone', '13800138001'),
      blindIndex(makeKeys(), 'phone', phone),
    ];
    expect(new Set([index, ...others]).size).toBe(4);
  });
});

describe('the keys file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anju-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is made for its owner alone, is read again, and is never written over', async () => {
    const path = join(folder, 'deep', 'keys.json');
    await createKeysFile(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = await readFile(path, 'utf8');
    expect(decryptField(loadKeys(path), encryptField(loadKeys(path), phone, 'phone'), 'phone')).toBe(phone);
    await expect(createKeysFile(path)).rejects.toThrow('EEXIST');
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('is refused when others can read it', async () => {
    const path = join(folder, 'keys.json');
    await createKeysFile(path);
    await chmod(path, 0o644);
    expect(() => loadKeys(path)).toThrow('chmod 600');
  });

  test.each([
    ['absent', null, '读不到'],
    ['no JSON', '{"field": "TOPSECRETTOPSECRET', '不是 JSON'],
    ['without a part', JSON.stringify({ ...makeKeys(), address: undefined }), 'address'],
    ['with a short key', JSON.stringify({ ...makeKeys(), blindIndex: 'c2hvcnQ=' }), 'blindIndex'],
    ['without the current version', JSON.stringify({ ...makeKeys(), current: 'v9' }), 'v9'],
  ])('says what is wrong when it is %s, without showing a key', async (_title, content, said) => {
    const path = join(folder, 'keys.json');
    if (content !== null) await writeFile(path, content, { mode: 0o600 });
    expect(() => loadKeys(path)).toThrow(said);
    expect(() => loadKeys(path)).not.toThrow('TOPSECRET');
  });
});
