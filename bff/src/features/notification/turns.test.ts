import { createTurns } from './turns.js';

it('runs one at a time for each key, in the order of asking, also after one that failed', async () => {
  const turns = createTurns(3);
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async (): Promise<string> => {
      seen.push(`${name} begins`);
      await new Promise((go) => setTimeout(go, 5));
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const outcomes = await Promise.allSettled([
    turns.take('a', work('a1', true)),
    turns.take('a', work('a2')),
    turns.take('b', work('b1')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(seen.slice(0, 2)).toEqual(['a1 begins', 'b1 begins']);
  expect(seen.filter((one) => one.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
});

it('lets only so many stand in line, and takes new ones when these are through', async () => {
  const turns = createTurns(2);
  const first = [turns.take('a', async () => 1), turns.take('a', async () => 2)];
  expect(turns.take('a', async () => 3)).toBeUndefined();
  expect(await Promise.all(first)).toEqual([1, 2]);
  await new Promise((go) => setImmediate(go));
  expect(await turns.take('a', async () => 4)).toBe(4);
});
