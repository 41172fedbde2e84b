import { together, togetherFor } from './together.js';

/** Doubles each number, and notes what it was asked; it fails on 13. */
const doubling = () => {
  const asked: number[][] = [];
  const run = async (items: number[]): Promise<number[]> => {
    asked.push(items);
    await new Promise((go) => setTimeout(go, 5));
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => item * 2);
  };
  return { asked, run };
};

it('asks once for what is asked at the same time, and for what comes meanwhile once more', async () => {
  const { asked, run } = doubling();
  const ask = together(run, 10);
  const first = [ask(1), ask(2), ask(3)];
  await new Promise((go) => setTimeout(go, 2));
  expect(await Promise.all([...first, ask(4), ask(5)])).toEqual([2, 4, 6, 8, 10]);
  expect(asked).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(await ask(6)).toBe(12);
});

it('asks for no more than so many at once', async () => {
  const { asked, run } = doubling();
  const ask = together(run, 2);
  expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([2, 4, 6, 8, 10]);
  expect(asked.map(({ length }) => length)).toEqual([2, 2, 1]);
});

it('lets the failure of one be that one’s alone', async () => {
  const { asked, run } = doubling();
  const ask = together(run, 10);
  const outcomes = await Promise.allSettled([ask(1), ask(13), ask(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(asked).toEqual([[1, 13, 2], [1], [13], [2]]);
  expect(await ask(3)).toBe(6);
});

it('mixes nothing of one owner with another’s', async () => {
  const asked: [object, string[]][] = [];
  const ask = togetherFor(async (owner: object, items: string[]) => {
    asked.push([owner, items]);
    return items;
  }, 10);
  const [a, b] = [{}, {}];
  expect(await Promise.all([ask(a, 'x'), ask(b, 'y'), ask(a, 'z')])).toEqual(['x', 'y', 'z']);
  expect(asked).toEqual([
    [a, ['x', 'z']],
    [b, ['y']],
  ]);
});
