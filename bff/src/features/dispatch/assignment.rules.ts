/** Who may take an order, and what each further one costs. */
export interface Option {
  workerId: string;
  /**
   * costs[k]: 0..1000, when they are given k others in the same breath. It never falls with k, and the k-th step is the
   * same for every order of a batch, which is what makes the exact answer possible: a place of a worker is a column.
   */
  costs: readonly number[];
}

export interface Task {
  id: string;
  urgent: boolean;
  createdAt: Date;
  /** One for each worker who breaks no hard rule; of equals the first one gets it. */
  options: readonly Option[];
}

/** Orders that are weighed in one breath. */
export const mostAtOnce = 16;

const highestCost = 1000;
/** Leaving an order out costs more than everything that could be saved elsewhere; of two, the later is left out. */
export const leftOutCost = (place: number, tasks: number): number => 200_000 + highestCost * (tasks - 1 - place);
/** All general orders together weigh less than one step of an emergency: 16 × (200,000 + 15,000) < 4,000,000. */
const urgentFactor = 4_000_000;
const never = 1e14;

/** Emergencies first, then who has waited the longest. */
export const inOrder = <T extends Pick<Task, 'id' | 'urgent' | 'createdAt'>>(tasks: readonly T[]): T[] =>
  [...tasks].sort(
    (a, b) =>
      Number(b.urgent) - Number(a.urgent) || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );

interface Column {
  workerId: string;
  place: number;
}

const columnsOf = (tasks: readonly Task[]): Column[] => {
  const places = new Map<string, number>();
  for (const { options } of tasks)
    for (const { workerId, costs } of options)
      places.set(workerId, Math.max(places.get(workerId) ?? 0, Math.min(costs.length, tasks.length)));
  return [...places].flatMap(([workerId, count]) => Array.from({ length: count }, (_, place) => ({ workerId, place })));
};

/**
 * The columns of a least-cost assignment, by row: the Hungarian method with potentials, O(rows² × columns). Every row
 * gets a column; there are at least as many columns as rows.
 */
const hungarian = (costs: readonly (readonly number[])[], width: number): number[] => {
  const rowPotential = new Float64Array(costs.length + 1);
  const columnPotential = new Float64Array(width + 1);
  const rowOf = new Int32Array(width + 1);
  const at = (list: Float64Array | Int32Array, index: number): number => list[index] ?? 0;
  for (let row = 1; row <= costs.length; row++) {
    const least = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(width + 1);
    const seen = new Uint8Array(width + 1);
    rowOf[0] = row;
    let column = 0;
    do {
      seen[column] = 1;
      const current = at(rowOf, column);
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= width; j++) {
        if (seen[j]) continue;
        const reduced = (costs[current - 1]?.[j - 1] ?? never) - at(rowPotential, current) - at(columnPotential, j);
        if (reduced < at(least, j)) {
          least[j] = reduced;
          before[j] = column;
        }
        if (at(least, j) < delta) {
          delta = at(least, j);
          next = j;
        }
      }
      for (let j = 0; j <= width; j++) {
        if (seen[j]) {
          rowPotential[at(rowOf, j)] = at(rowPotential, at(rowOf, j)) + delta;
          columnPotential[j] = at(columnPotential, j) - delta;
        } else least[j] = at(least, j) - delta;
      }
      column = next;
    } while (at(rowOf, column) !== 0);
    while (column !== 0) {
      const previous = at(before, column);
      rowOf[column] = at(rowOf, previous);
      column = previous;
    }
  }
  const columnOf = new Array<number>(costs.length).fill(-1);
  for (let j = 1; j <= width; j++) if (at(rowOf, j) > 0) columnOf[at(rowOf, j) - 1] = j - 1;
  return columnOf;
};

/**
 * Gives up to sixteen orders to workers so that as many emergencies as possible are served, at the least cost, and then
 * the same for all others. Exact: each place that a worker has left is a column of its own, dearer than the one before.
 * Task id -> worker id; who is not in the map finds nobody.
 */
export const assign = (given: readonly Task[]): Map<string, string> => {
  if (given.length > mostAtOnce) throw new Error(`at most ${mostAtOnce} orders at once`);
  const tasks = inOrder(given);
  const columns = columnsOf(tasks);
  const costs = tasks.map((task, row) => {
    const factor = task.urgent ? urgentFactor : 1;
    const options = new Map(task.options.map((option) => [option.workerId, option.costs]));
    const served = columns.map(({ workerId, place }) => (options.get(workerId)?.[place] ?? never / factor) * factor);
    // One way out for each order, open to it alone.
    const out = tasks.map((_, other) => (other === row ? leftOutCost(row, tasks.length) * factor : never));
    return [...served, ...out];
  });
  const chosen = hungarian(costs, columns.length + tasks.length);
  const result = new Map<string, string>();
  for (const [row, task] of tasks.entries()) {
    const column = columns[chosen[row] ?? -1];
    if (column) result.set(task.id, column.workerId);
  }
  return result;
};
