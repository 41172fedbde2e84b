import { inOrder, leftOutCost, type Task } from './assignment.rules.js';

/** Two referees for the assignment: the plain greedy rule, and every possibility. For tests and the bench. */

/** What an assignment costs, emergencies first; a general order weighs nothing where emergencies differ. */
export interface Cost {
  urgent: number;
  general: number;
}

/** Judges an assignment by giving its orders out one after another; infinite where somebody cannot take one. */
export const costOf = (given: readonly Task[], workerOf: ReadonlyMap<string, string>): Cost => {
  const tasks = inOrder(given);
  const load = new Map<string, number>();
  const cost = { urgent: 0, general: 0 };
  for (const [place, task] of tasks.entries()) {
    const workerId = workerOf.get(task.id);
    const extra = load.get(workerId ?? '') ?? 0;
    const option = task.options.find((one) => one.workerId === workerId);
    const price =
      workerId === undefined ? leftOutCost(place, tasks.length) : (option?.costs[extra] ?? Number.POSITIVE_INFINITY);
    if (workerId !== undefined) load.set(workerId, extra + 1);
    cost[task.urgent ? 'urgent' : 'general'] += price;
  }
  return cost;
};

export const compare = (a: Cost, b: Cost): number => a.urgent - b.urgent || a.general - b.general;

/** The best for one order after another. */
export const greedy = (given: readonly Task[]): Map<string, string> => {
  const load = new Map<string, number>();
  const result = new Map<string, string>();
  for (const task of inOrder(given)) {
    let best: { workerId: string; cost: number } | null = null;
    for (const { workerId, costs } of task.options) {
      const cost = costs[load.get(workerId) ?? 0];
      if (cost !== undefined && (!best || cost < best.cost)) best = { workerId, cost };
    }
    if (!best) continue;
    result.set(task.id, best.workerId);
    load.set(best.workerId, (load.get(best.workerId) ?? 0) + 1);
  }
  return result;
};

/** The least cost of all possibilities: (workers + 1) ^ orders of them. */
export const bruteForce = (given: readonly Task[]): Cost => {
  const tasks = inOrder(given);
  const load = new Map<string, number>();
  const walk = (place: number): Cost => {
    const task = tasks[place];
    if (!task) return { urgent: 0, general: 0 };
    const adding = (cost: number, rest: Cost): Cost =>
      task.urgent ? { ...rest, urgent: rest.urgent + cost } : { ...rest, general: rest.general + cost };
    let best = adding(leftOutCost(place, tasks.length), walk(place + 1));
    for (const { workerId, costs } of task.options) {
      const extra = load.get(workerId) ?? 0;
      const cost = costs[extra];
      if (cost === undefined) continue;
      load.set(workerId, extra + 1);
      const found = adding(cost, walk(place + 1));
      load.set(workerId, extra);
      if (compare(found, best) < 0) best = found;
    }
    return best;
  };
  return walk(0);
};
