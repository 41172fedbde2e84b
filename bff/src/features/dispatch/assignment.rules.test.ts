import fc from 'fast-check';
import { bruteForce, compare, costOf, greedy } from './assignment.fixture.js';
import { assign, leftOutCost, mostAtOnce, type Option, type Task } from './assignment.rules.js';

const runs = { numRuns: 1000 };
const at = new Date('2026-11-23T02:42:00Z').getTime();

/** Workers with some places left, whose further orders cost more and more; each order may be done by some of them. */
const batch = (mostTasks: number, mostWorkers: number): fc.Arbitrary<Task[]> =>
  fc
    .array(
      fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 4 }).map((steps) => steps.sort((a, b) => a - b)),
      { minLength: 1, maxLength: mostWorkers },
    )
    .chain((loads) =>
      fc
        .array(
          fc.record({
            urgent: fc.boolean(),
            waited: fc.integer({ min: 0, max: 5 }),
            bases: fc.array(fc.option(fc.integer({ min: 0, max: 880 }), { nil: null }), {
              minLength: loads.length,
              maxLength: loads.length,
            }),
          }),
          { maxLength: mostTasks },
        )
        .map((tasks) =>
          tasks.map(({ urgent, waited, bases }, index) => ({
            id: `o${String(index).padStart(2, '0')}`,
            urgent,
            createdAt: new Date(at - waited * 60_000),
            options: loads.flatMap((steps, worker): Option[] => {
              const base = bases[worker] ?? null;
              return base === null ? [] : [{ workerId: `w${worker}`, costs: steps.map((step) => base + step) }];
            }),
          })),
        ),
    );

const countBy = (chosen: ReadonlyMap<string, string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const workerId of chosen.values()) counts.set(workerId, (counts.get(workerId) ?? 0) + 1);
  return counts;
};

describe('an assignment', () => {
  test('gives orders only to those who may do them, and nobody more than their places', () => {
    fc.assert(
      fc.property(batch(mostAtOnce, 8), (tasks) => {
        const chosen = assign(tasks);
        for (const [taskId, workerId] of chosen) {
          const options = tasks.find(({ id }) => id === taskId)?.options ?? [];
          expect(options.some((option) => option.workerId === workerId && option.costs.length > 0)).toBe(true);
        }
        for (const [workerId, count] of countBy(chosen)) {
          const places = tasks.flatMap(({ options }) => options).find((option) => option.workerId === workerId);
          expect(count).toBeLessThanOrEqual(places?.costs.length ?? 0);
        }
      }),
      runs,
    );
  });

  test('costs exactly what the best of all possibilities costs', () => {
    fc.assert(
      fc.property(batch(6, 4), (tasks) => {
        expect(costOf(tasks, assign(tasks))).toEqual(bruteForce(tasks));
      }),
      runs,
    );
  });

  test('costs the same as the best of all possibilities with eight orders, too', () => {
    fc.assert(
      fc.property(batch(8, 3), (tasks) => {
        expect(costOf(tasks, assign(tasks))).toEqual(bruteForce(tasks));
      }),
      { numRuns: 100 },
    );
  });

  test('is never dearer than giving one order after another to its best', () => {
    fc.assert(
      fc.property(batch(mostAtOnce, 8), (tasks) => {
        expect(compare(costOf(tasks, assign(tasks)), costOf(tasks, greedy(tasks)))).toBeLessThanOrEqual(0);
      }),
      runs,
    );
  });

  test('serves emergencies as if there were nothing else', () => {
    fc.assert(
      fc.property(batch(8, 5), (tasks) => {
        const urgent = tasks.filter((task) => task.urgent);
        const chosen = assign(tasks);
        const alone = assign(urgent);
        expect(urgent.filter(({ id }) => chosen.has(id)).length).toBe(alone.size);
        const base = (task: Task, workers: ReadonlyMap<string, string>): number =>
          task.options.find(({ workerId }) => workerId === workers.get(task.id))?.costs[0] ?? 0;
        // What the places cost beyond the first is the same for every order, so bases may be compared where all are served.
        if (alone.size === urgent.length && countBy(alone).size === alone.size && countBy(chosen).size === chosen.size)
          expect(urgent.reduce((sum, task) => sum + base(task, chosen), 0)).toBe(
            urgent.reduce((sum, task) => sum + base(task, alone), 0),
          );
      }),
      runs,
    );
  });

  test('is the same whatever order the orders come in', () => {
    fc.assert(
      fc.property(
        batch(10, 6).chain((tasks) =>
          fc.tuple(fc.constant(tasks), fc.shuffledSubarray(tasks, { minLength: tasks.length })),
        ),
        ([tasks, shuffled]) => {
          expect([...assign(shuffled)].sort()).toEqual([...assign(tasks)].sort());
        },
      ),
      runs,
    );
  });
});

const option = (workerId: string, ...costs: number[]): Option => ({ workerId, costs });
const task = (id: string, options: Option[], more: Partial<Task> = {}): Task => ({
  id,
  urgent: false,
  createdAt: new Date(at),
  options,
  ...more,
});

test('of two orders for one place the one that has waited longer gets it, although the other would cost less', () => {
  const chosen = assign([
    task('new', [option('w', 100)]),
    task('old', [option('w', 900)], { createdAt: new Date(at - 60_000) }),
  ]);
  expect([...chosen]).toEqual([['old', 'w']]);
});

test('an emergency takes the only place from an older general order', () => {
  const chosen = assign([
    task('old', [option('w', 0)], { createdAt: new Date(at - 3_600_000) }),
    task('urgent', [option('w', 1000)], { urgent: true }),
  ]);
  expect([...chosen]).toEqual([['urgent', 'w']]);
});

test('the first order steps aside when both are served only so', () => {
  const chosen = assign([task('a', [option('w', 100), option('v', 300)]), task('b', [option('w', 200)])]);
  expect(Object.fromEntries(chosen)).toEqual({ a: 'v', b: 'w' });
});

test('a second order goes to somebody else when the load would cost more than the way', () => {
  const chosen = assign([
    task('a', [option('w', 100, 400), option('v', 350)]),
    task('b', [option('w', 100, 400), option('v', 350)]),
  ]);
  expect(new Set(chosen.values())).toEqual(new Set(['w', 'v']));
});

test('of equals the first that is named gets a single order', () => {
  expect(assign([task('a', [option('z', 5), option('b', 5)])]).get('a')).toBe('z');
});

test('leaving one more out is never worth what could be saved on the others', () => {
  expect(leftOutCost(mostAtOnce - 1, mostAtOnce)).toBeGreaterThan(
    mostAtOnce * 1000 + leftOutCost(0, mostAtOnce) - leftOutCost(15, mostAtOnce),
  );
});

test('more than sixteen at once are refused', () => {
  const tasks = Array.from({ length: mostAtOnce + 1 }, (_, index) => task(`o${index}`, []));
  expect(() => assign(tasks)).toThrow('at most 16');
  expect(assign(tasks.slice(1)).size).toBe(0);
});
