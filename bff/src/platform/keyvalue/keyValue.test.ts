import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { KeyValue } from './keyValue.js';
import { openKeyValue } from './openKeyValue.js';
import { createRateLimit } from './rateLimit.js';

const redisUrl = process.env.TEST_REDIS_URL;
const variants: [string, string | null][] = [['in process', null]];
if (redisUrl) variants.push(['Redis', redisUrl]);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let made = 0;
const freshPrefix = (): string => `anju-test:kv:${process.pid}:${Date.now()}:${++made}:`;

describe.each(variants)('key-value %s', (_name, url) => {
  let keyValue: KeyValue;
  beforeAll(async () => {
    keyValue = await openKeyValue(url, freshPrefix());
  });
  afterAll(() => keyValue.close());

  test('keeps, replaces and deletes a value', async () => {
    expect(await keyValue.get('name')).toBeNull();
    await keyValue.set('name', '王先生');
    await keyValue.set('name', '李女士 🏠');
    expect(await keyValue.get('name')).toBe('李女士 🏠');
    await keyValue.delete('name');
    expect(await keyValue.get('name')).toBeNull();
  });

  test('forgets a value when its time is over', async () => {
    await keyValue.set('brief', 'x', 1000);
    expect(await keyValue.get('brief')).toBe('x');
    await sleep(1100);
    expect(await keyValue.get('brief')).toBeNull();
  });

  test('concurrent increments each count once, and later ones do not prolong the window', async () => {
    const sums = await Promise.all(Array.from({ length: 20 }, () => keyValue.increment('sum', 3000)));
    expect(sums.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    await sleep(600);
    expect(await keyValue.increment('sum', 3000)).toBe(21);
    await sleep(2600);
    expect(await keyValue.increment('sum', 3000)).toBe(1);
  });

  test('a message reaches every subscriber of its channel until it ends, and no other', async () => {
    const heard: string[] = [];
    const endFirst = await keyValue.subscribe('news', (message) => heard.push(`first ${message}`));
    const endSecond = await keyValue.subscribe('news', (message) => heard.push(`second ${message}`));
    const endOther = await keyValue.subscribe('other', (message) => heard.push(`other ${message}`));
    const until = async (isSo: () => boolean): Promise<void> => {
      for (let tries = 0; tries < 500 && !isSo(); tries++) await sleep(10);
    };
    await keyValue.publish('news', 'a');
    await until(() => heard.length === 2);
    await endFirst();
    await keyValue.publish('news', 'b');
    await until(() => heard.length === 3);
    await endSecond();
    await keyValue.publish('news', 'c');
    await sleep(60);
    await endOther();
    expect(heard).toEqual(['first a', 'second a', 'second b']);
  });

  test('two prefixes on one store do not meet', async () => {
    const other = await openKeyValue(url, freshPrefix());
    await other.set('shared', 'theirs');
    expect(await keyValue.get('shared')).toBeNull();
    await other.close();
  });

  test('a rate limit allows its points in a window, by key, and then says when to come back', async () => {
    const limit = createRateLimit(keyValue, { name: 'sign-in', points: 2, windowMs: 60_000 });
    const answers = [await limit('a'), await limit('a'), await limit('a'), await limit('b')];
    expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false, true]);
    expect(answers[2]?.retryAfterMs).toBeGreaterThan(0);
    expect(answers[2]?.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe('a Redis that is away', () => {
  let keyValue: KeyValue;
  beforeAll(async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    keyValue = await openKeyValue(`redis://127.0.0.1:${port}`, 'x:');
  });
  afterAll(() => keyValue.close());

  test('refuses at once instead of hanging its callers', async () => {
    const startedAt = performance.now();
    await expect(keyValue.get('a')).rejects.toThrow();
    await expect(keyValue.publish('a', 'b')).rejects.toThrow();
    await expect(keyValue.subscribe('a', () => undefined)).rejects.toThrow();
    await expect(keyValue.ping()).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  test('closes a limit of sign-in and opens the others', async () => {
    const terms = { name: 'x', points: 5, windowMs: 1000 };
    expect(await createRateLimit(keyValue, { ...terms, failClosed: true })('a')).toMatchObject({ allowed: false });
    expect(await createRateLimit(keyValue, terms)('a')).toMatchObject({ allowed: true });
  });
});
