import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { makeKeys } from '../secrets/keys.js';
import { openStorage } from './openStorage.js';
import { readSignedFile, signAddress } from './signedAddress.js';
import type { Storage } from './storage.port.js';

interface S3rver {
  configureBuckets(): Promise<void>;
  getMiddleware(): Parameters<typeof createServer>[1];
}
type S3rverClass = new (options: object) => S3rver;

const require = createRequire(import.meta.url);

/** An S3 store on a port of its own. */
const startS3 = async (directory: string): Promise<{ url: string; server: Server }> => {
  const S3rverServer = require('s3rver') as S3rverClass;
  const store = new S3rverServer({ directory, silent: true, configureBuckets: [{ name: 'anju', configs: [] }] });
  await store.configureBuckets();
  const server = createServer(store.getMiddleware() as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `s3://S3RVER:S3RVER@127.0.0.1:${port}/anju?region=us-east-1&tls=0`, server };
};

const key = 'media/2026-11/01JDX8.mp3';
const bytes = randomBytes(300_000);
const read = async (storage: Storage, name: string, range?: { from: number; to: number }): Promise<Buffer | null> => {
  const file = await storage.get(name, range);
  return file && buffer(file.body);
};

describe.each(['file', 's3'])('%s storage', (kind) => {
  let folder: string;
  let storage: Storage;
  let server: Server | null = null;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anju-storage-'));
    if (kind === 'file') storage = await openStorage(`file:${folder}`);
    else {
      const s3 = await startS3(folder);
      server = s3.server;
      storage = await openStorage(s3.url);
    }
    await storage.put(key, bytes, 'audio/mpeg');
  });
  afterAll(async () => {
    server?.closeAllConnections();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('gives back what was put, with its type and size', async () => {
    expect(await storage.stat(key)).toEqual({ bytes: bytes.length, contentType: 'audio/mpeg' });
    expect((await read(storage, key))?.equals(bytes)).toBe(true);
  });

  test('gives a range, first and last byte included', async () => {
    const part = await read(storage, key, { from: 1000, to: 1999 });
    expect(part?.equals(bytes.subarray(1000, 2000))).toBe(true);
  });

  test('says null of what is not there, and deletes without complaint', async () => {
    expect(await storage.get('media/absent.jpg')).toBeNull();
    expect(await storage.stat('media/absent.jpg')).toBeNull();
    await storage.put('media/gone.jpg', bytes, 'image/jpeg');
    await storage.delete('media/gone.jpg');
    await storage.delete('media/gone.jpg');
    expect(await storage.stat('media/gone.jpg')).toBeNull();
  });

  test.each([
    '../outside.jpg',
    '/etc/passwd',
    'a/../../b.jpg',
    'a//b.jpg',
    '.hidden',
    'a\0.jpg',
    'a b.jpg',
    '',
    '票.jpg',
  ])('refuses the key %j', async (bad) => {
    await expect(storage.put(bad, bytes, 'image/jpeg')).rejects.toThrow('not a storage key');
  });

  test('is there', async () => {
    await expect(storage.ping()).resolves.toBeUndefined();
  });

  describe('by signed address', () => {
    let now = new Date('2026-11-24T02:00:00Z');
    const keys = makeKeys();
    const realNow = (): Date => now;
    const fetchSigned = (address: string, range: string | null = null) => {
      const [path = '', query = ''] = address.split('?');
      return readSignedFile({ storage, keys, realNow }, path, query, range);
    };
    beforeEach(() => {
      now = new Date('2026-11-24T02:00:00Z');
    });

    test('answers the file with safe headers', async () => {
      const answer = await fetchSigned(signAddress({ keys, realNow }, key, 600));
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'Content-Type': 'audio/mpeg',
        'Content-Length': '300000',
        'X-Content-Type-Options': 'nosniff',
        'Content-Disposition': 'inline; filename="01JDX8.mp3"',
        'Cache-Control': expect.stringContaining('private') as string,
      });
      const got = answer.body && (await buffer(answer.body));
      expect(
        createHash('sha256')
          .update(got ?? '')
          .digest(),
      ).toEqual(createHash('sha256').update(bytes).digest());
    });

    test.each([
      ['bytes=0-99', 206, 'bytes 0-99/300000', 0, 100],
      ['bytes=299900-', 206, 'bytes 299900-299999/300000', 299_900, 300_000],
      ['bytes=-10', 206, 'bytes 299990-299999/300000', 299_990, 300_000],
      ['bytes=299990-400000', 206, 'bytes 299990-299999/300000', 299_990, 300_000],
      ['bytes=300000-', 416, 'bytes */300000', 0, 0],
      ['bytes=9-3', 416, 'bytes */300000', 0, 0],
      ['pages=1-2', 200, undefined, 0, 300_000],
    ])('range %s is %i', async (range, status, contentRange, from, to) => {
      const answer = await fetchSigned(signAddress({ keys, realNow }, key, 600), range);
      expect([answer.status, answer.headers['Content-Range']]).toEqual([status, contentRange]);
      const got = answer.body ? await buffer(answer.body) : Buffer.alloc(0);
      expect(got.equals(bytes.subarray(from, to))).toBe(true);
    });

    test('is dead after its time', async () => {
      const address = signAddress({ keys, realNow }, key, 600);
      now = new Date(now.getTime() + 599_000);
      const inTime = await fetchSigned(address);
      inTime.body?.destroy();
      now = new Date(now.getTime() + 62_000);
      const late = await fetchSigned(address);
      expect([inTime.status, late.status, late.body]).toEqual([200, 403, null]);
    });

    test('is refused with another key, another end, another signature, or none', async () => {
      await storage.put('media/2026-11/other.mp3', bytes, 'audio/mpeg');
      const address = signAddress({ keys, realNow }, key, 600);
      const forged = [
        address.replace('01JDX8', 'other'),
        address.replace(/e=(\d+)/, (_, e: string) => `e=${Number(e) + 60}`),
        address.replace(/s=./, (s) => (s === 's=A' ? 's=B' : 's=A')),
        address.replace(/&s=.*/, ''),
        signAddress({ keys: makeKeys(), realNow }, key, 600),
      ];
      for (const one of forged) expect((await fetchSigned(one)).status).toBe(403);
    });

    test('of a file that is gone is 404', async () => {
      expect((await fetchSigned(signAddress({ keys, realNow }, 'media/absent.jpg', 600))).status).toBe(404);
    });
  });
});

test('a write on disk leaves nothing beside the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-storage-'));
  const storage = await openStorage(`file:${folder}`);
  await Promise.all(Array.from({ length: 8 }, () => storage.put('a/one.jpg', bytes, 'image/jpeg')));
  expect(await readdir(join(folder, 'a'))).toEqual(['one.jpg']);
  expect((await read(storage, 'a/one.jpg'))?.equals(bytes)).toBe(true);
  await rm(folder, { recursive: true });
  await expect(storage.ping()).rejects.toThrow();
});
