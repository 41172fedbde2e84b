import { deterministicId } from '../src/kernel/ids.js';
import { marks, toDate, toDateOrNull, toNumber } from '../src/platform/database/rows.js';
import { selectRows } from '../src/platform/database/select.js';
import type { Deps } from '../src/platform/deps.js';

const underWay = "('submitted', 'assigned', 'working')";

/**
 * What must hold after every step, by what is open alone, so that a year of steps can be afforded; `loopFaults` looks at
 * everything. Empty: it holds.
 */
export const stepFaults = async (deps: Deps, communityId: string): Promise<string[]> => [
  ...(await workers(deps, communityId)),
  ...(await deadlines(deps, communityId)),
  ...(await orders(deps, communityId)),
  ...(await letters(deps)),
];

const workers = async ({ db }: Deps, communityId: string): Promise<string[]> => {
  const rows = await selectRows(
    db.reader,
    `SELECT w.name, w.in_hand, w.order_limit, (SELECT COUNT(*) FROM work_order o WHERE o.community_id = w.community_id
       AND o.worker_id = w.worker_id AND o.status IN ('assigned', 'accepted', 'arrived')
       AND o.procedure_id <> 'answer') AS held
     FROM dispatch_worker w WHERE w.community_id = ?`,
    [communityId],
  );
  return rows.flatMap((row) => {
    const [inHand, held, limit] = [toNumber(row.in_hand), toNumber(row.held), toNumber(row.order_limit)];
    if (inHand !== held) return [`${String(row.name)} has ${held} orders, and ${inHand} written down`];
    return held > limit ? [`${String(row.name)} has ${held} of ${limit}`] : [];
  });
};

/** Every open request has exactly one next deadline: the earliest open promise, with a timer unless its clock stands. */
const deadlines = async ({ db }: Deps, communityId: string): Promise<string[]> => {
  const rows = await selectRows(
    db.reader,
    `SELECT r.id, r.number, r.next_due_at, r.paused_at, r.paused_until, p.id AS promise_id, p.due_at, p.missed_at
     FROM repair r LEFT JOIN promise p ON p.community_id = r.community_id AND p.repair_id = r.id AND p.met_at IS NULL
       AND p.state <> 'dropped'
     WHERE r.community_id = ? AND r.status IN ('submitted', 'assigned', 'working', 'done')`,
    [communityId],
  );
  const timerIds = rows.flatMap((row) => [
    deterministicId('promise.step', String(row.promise_id)),
    deterministicId('repair.resume', String(row.id)),
  ]);
  const timers = new Set(
    timerIds.length === 0
      ? []
      : (
          await selectRows(
            db.reader,
            `SELECT id FROM timer WHERE state = 'waiting' AND id IN (${marks(timerIds)})`,
            timerIds,
          )
        ).map((row) => String(row.id)),
  );
  const faults: string[] = [];
  const earliest = new Map<string, number>();
  for (const row of rows) {
    const [id, number] = [String(row.id), String(row.number)];
    if (row.promise_id === null) {
      faults.push(`${number} is open and has no promise`);
      continue;
    }
    const due = toDate(row.due_at).getTime();
    earliest.set(id, Math.min(earliest.get(id) ?? due, due));
    const stands = row.paused_at !== null;
    if (stands && !timers.has(deterministicId('repair.resume', id))) faults.push(`${number} stands for ever`);
    if (!stands && row.missed_at === null && !timers.has(deterministicId('promise.step', String(row.promise_id))))
      faults.push(`a promise of ${number} has no timer`);
  }
  for (const row of rows)
    if (toDateOrNull(row.next_due_at)?.getTime() !== earliest.get(String(row.id)))
      faults.push(`${String(row.number)} shows another deadline than its earliest`);
  return faults;
};

const orders = async ({ db }: Deps, communityId: string): Promise<string[]> => {
  const rows = await selectRows(
    db.reader,
    `SELECT r.number, r.status AS request, o.status, o.worker_id FROM repair r
     JOIN work_order o ON o.community_id = r.community_id AND o.repair_id = r.id AND o.round = r.round
     WHERE r.community_id = ? AND r.status IN ${underWay}`,
    [communityId],
  );
  return rows.flatMap((row) => {
    const held = ['assigned', 'accepted', 'arrived'].includes(String(row.status));
    const waits = row.status === 'waiting';
    if (held && row.worker_id === null) return [`${String(row.number)}: ${String(row.status)} without a worker`];
    return waits && row.worker_id !== null ? [`${String(row.number)}: waits with a worker`] : [];
  });
};

/** Work that gave up: with nothing but deaths and outages there must be none. */
const letters = async ({ db }: Deps): Promise<string[]> => {
  const rows: Record<string, unknown>[] = [];
  for (const queue of ['outbox', 'timer'])
    rows.push(...(await selectRows(db.reader, `SELECT topic, last_error FROM ${queue} WHERE state = 'dead' LIMIT 5`)));
  return rows.map((row) => `${String(row.topic)} gave up: ${String(row.last_error)}`);
};
