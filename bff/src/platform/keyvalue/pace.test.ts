import { inProcessKeyValue } from './inProcess.js';
import type { KeyValue } from './keyValue.js';
import { openKeyValue } from './openKeyValue.js';
import { waitForPlace } from './pace.js';

const redisUrl = process.env.TEST_REDIS_URL;
const variants: [string, string | null][] = [['in process', null]];
if (redisUrl) variants.push(['over Redis', redisUrl]);

/** Places in a quarter of a second. */
const places = 10;
const terms = { name: 'send', perMinute: places * 240, patienceMs: 5000 };

/** So many callers at once; the windows in which they got their places. */
const rush = async (stores: KeyValue[], callers: number): Promise<number[]> => {
  const windows: number[] = [];
  await Promise.all(
    Array.from({ length: callers }, async (_none, index) => {
      const store = stores[index % stores.length];
      if (store && (await waitForPlace(store, terms))) windows.push(Math.floor(Date.now() / 250));
    }),
  );
  return windows;
};

describe.each(variants)('places %s', (_name, url) => {
  const prefix = `anju-test:pace:${process.pid}:`;
  const stores: KeyValue[] = [];
  beforeAll(async () => {
    const first = await openKeyValue(url, prefix);
    stores.push(first, url ? await openKeyValue(url, prefix) : first);
  });
  afterAll(async () => void (await Promise.all(stores.map((store) => store.close()))));

  it('go to everybody in the end, so many at a time for all processes together', async () => {
    const startedMs = Date.now();
    const windows = await rush(stores, places * 5);
    const tookMs = Date.now() - startedMs;
    expect(windows).toHaveLength(places * 5);
    // Five windows' worth: four must have passed but for the part of the first that was over.
    expect(tookMs).toBeGreaterThanOrEqual(3 * 250);
    expect(tookMs).toBeLessThan(3000);
  });

  it('are refused to whoever may not wait', async () => {
    await rush(stores, places);
    const [store] = stores;
    const answers = await Promise.all(
      Array.from({ length: places * 3 }, () => store && waitForPlace(store, { ...terms, patienceMs: 0 })),
    );
    expect(answers).toContain(false);
  });
});

it('are counted in this process while the store is away', async () => {
  const dead: KeyValue = { ...inProcessKeyValue(), increment: () => Promise.reject(new Error('away')) };
  const answers = await Promise.all(
    Array.from({ length: places * 4 }, () => waitForPlace(dead, { ...terms, name: 'away', patienceMs: 0 })),
  );
  const given = answers.filter(Boolean).length;
  expect(given).toBeGreaterThanOrEqual(places);
  // A window may end meanwhile.
  expect(given).toBeLessThanOrEqual(places * 2);
});
