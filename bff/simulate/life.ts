import type { Random } from '../seed/random.js';
import { handlers } from '../src/app.js';
import { RepairEntity, WorkOrderEntity } from '../src/features/repair/repair.entity.js';
import { toDateOrNull } from '../src/platform/database/rows.js';
import { selectAll, selectRows } from '../src/platform/database/select.js';
import type { Deps } from '../src/platform/deps.js';
import { type HandlerEntry, startWorker } from '../src/platform/queue/worker.js';
import { type Acts, actsOf } from './acts.js';
import { type LivingCommunity, rosterWeek } from './community.js';
import { loopFaults } from './invariants.js';
import { moneyFaults, settledFaults } from './moneyFaults.js';
import { stepFaults } from './stepFaults.js';

export interface LifeOptions {
  days: number;
  random: Random;
  /** Reports a day. */
  reports: number;
  onDay?: (day: number) => void;
}

export interface LifeReport {
  steps: number;
  reports: number;
  refusals: number;
  repeats: number;
  deaths: number;
  jumps: number;
  outages: number;
}

/** A broken invariant, with where: the same seed comes to it again. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

interface Planned {
  at: number;
  act: () => Promise<void>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Handlers that die now and then: before they acted, or between the act and its mark. Nothing may be lost or doubled. */
const mortal = (random: Random, died: () => void): HandlerEntry<Deps>[] =>
  handlers.map((entry) => ({
    ...entry,
    maxAttempts: 50,
    handle: async (deps, job) => {
      if (random.chance(0.01)) {
        died();
        throw new Error('died before the act');
      }
      const write = await entry.handle(deps, job);
      if (!random.chance(0.01)) return write;
      return async (tx) => {
        if (typeof write === 'function') await write(tx);
        else await write?.write(tx, [write.item]);
        died();
        throw new Error('died before the mark');
      };
    },
  }));

/** When the next timer or held row wants to be looked at; null: nothing waits. */
const nextWake = async (deps: Deps): Promise<Date | null> => {
  const [row] = await selectRows(
    deps.db.reader,
    `SELECT MIN(at) AS at FROM (
       SELECT MIN(CASE WHEN hold_until > due_at THEN hold_until ELSE due_at END) AS at FROM timer WHERE state = 'waiting'
       UNION ALL SELECT MIN(CASE WHEN hold_until > due_at THEN hold_until ELSE due_at END) FROM outbox WHERE state = 'waiting'
     ) waits`,
  );
  return toDateOrNull(row?.at);
};

/** A community lives so many days: people act, forget, refuse and repeat themselves; processes die; the clock jumps. */
export const live = async (life: LivingCommunity, options: LifeOptions): Promise<LifeReport> => {
  const { deps, communityId } = life;
  const { random, days } = options;
  const { clock } = deps;
  const acts = actsOf(life, random);
  const report: LifeReport = { steps: 0, reports: 0, refusals: 0, repeats: 0, deaths: 0, jumps: 0, outages: 0 };
  const worker = startWorker({
    deps,
    handlers: mortal(random, () => {
      report.deaths += 1;
    }),
    polling: false,
    // One after the other: the same seed lives the same days.
    concurrency: 1,
  });
  const begin = clock.now().getTime();
  const end = begin + days * dayMs;
  const plan: Planned[] = [];
  const seen = new Set<string>();
  const at = (minutes: number, act: () => Promise<void>): void => {
    plan.push({ at: clock.now().getTime() + minutes * minuteMs, act });
  };
  const soon = (from: number, to: number): number => from + random.below(Math.max(1, to - from));
  planDays(life, options, plan, begin, acts, report);

  let nextFull = begin + 30 * dayMs;
  let nextCount = begin + dayMs;
  while (clock.now().getTime() < end) {
    const wake = (await nextWake(deps))?.getTime() ?? end;
    plan.sort((a, b) => a.at - b.at);
    const next = Math.min(plan[0]?.at ?? end, wake, end);
    const jump = random.chance(0.002) ? soon(1, 24) * hourMs : 0;
    if (jump > 0) report.jumps += 1;
    // Ten minutes' worth at once: timers may be late, and everything must come out the same.
    clock.set(new Date(Math.max(clock.now().getTime(), next) + jump + soon(0, 10) * minuteMs));
    while (plan[0] && plan[0].at <= clock.now().getTime()) await plan.shift()?.act();
    await worker.drain();
    await watchPeople(life, acts, random, seen, at, soon);
    report.steps += 1;
    await check(await stepFaults(deps, communityId), report, clock.now());
    // Every day, and whole each month: the sums are over all that was ever booked.
    if (clock.now().getTime() >= nextCount) {
      nextCount += dayMs;
      await check(await moneyFaults(deps, communityId), report, clock.now());
    }
    if (clock.now().getTime() < nextFull) continue;
    nextFull += 30 * dayMs;
    await check(await loopFaults(deps, communityId), report, clock.now());
    options.onDay?.(Math.round((clock.now().getTime() - begin) / dayMs));
  }
  await check(await loopFaults(deps, communityId), report, clock.now());
  // What is still under way comes to its end: notices are over, and the active queries have had their time.
  for (let hour = 0; hour < 3; hour++) {
    clock.set(new Date(clock.now().getTime() + hourMs));
    await acts.hear();
    await worker.drain();
  }
  await check([...(await moneyFaults(deps, communityId)), ...(await settledFaults(life))], report, clock.now());
  await worker.stop();
  return { ...report, refusals: acts.refusals, repeats: acts.repeats };
};

const check = async (faults: string[], report: LifeReport, now: Date): Promise<void> => {
  if (faults.length > 0)
    throw new Broken(`step ${report.steps}, ${now.toISOString()}:\n${faults.slice(0, 10).join('\n')}`);
};

/** What comes by the calendar: reports by the hour of the day, the roster each week, and what goes wrong outside. */
const planDays = (
  life: LivingCommunity,
  { days, random, reports }: LifeOptions,
  plan: Planned[],
  begin: number,
  acts: Acts,
  report: LifeReport,
): void => {
  const { wechat } = life.simulators.control;
  for (let day = 0; day < days; day++) {
    const midnight = begin - 6 * hourMs + day * dayMs;
    if (day % 7 === 0)
      plan.push({
        at: midnight + hourMs,
        act: () => rosterWeek(life, new Date(midnight), () => random.chance(0.12)),
      });
    // On average so many, more by day than by night, and a storm now and then.
    const storm = random.chance(0.01) ? 8 : 1;
    const count = Math.floor(reports * storm * (0.5 + random.next()));
    for (let one = 0; one < count; one++) {
      const hour = random.chance(0.85) ? 7 + random.below(15) : random.below(24);
      plan.push({
        at: midnight + hour * hourMs + random.below(60) * minuteMs,
        act: async () => {
          report.reports += 1;
          await acts.report(random.pick(life.owners));
        },
      });
    }
    planMoney(life, { random, plan, midnight, acts });
    if (random.chance(0.05))
      plan.push({
        at: midnight + random.below(24) * hourMs,
        act: async () => {
          report.outages += 1;
          wechat.faults.add({ api: '*', kind: 'bad_gateway', times: 20 });
        },
      });
  }
};

/** Money, by day: most pay by phone, some at the desk; now and then somebody wants it back. */
const planMoney = (
  life: LivingCommunity,
  { random, plan, midnight, acts }: { random: Random; plan: Planned[]; midnight: number; acts: Acts },
): void => {
  const by = (hours: number): number => midnight + (8 + random.below(hours)) * hourMs + random.below(60) * minuteMs;
  const perDay = Math.ceil(life.owners.length / 20);
  for (let one = 0; one < perDay; one++) {
    const at = by(14);
    plan.push({ at, act: () => acts.pay(random.pick(life.owners)) });
    plan.push({ at: at + (1 + random.below(20)) * minuteMs, act: () => acts.hear() });
  }
  if (random.chance(0.5)) plan.push({ at: by(9), act: () => acts.collect(random.pick(life.owners)) });
  if (random.chance(0.4)) plan.push({ at: by(9), act: () => acts.refund() });
};

/** Looks at what is open and lets people react to it, each thing once. */
const watchPeople = async (
  life: LivingCommunity,
  acts: Acts,
  random: Random,
  seen: Set<string>,
  at: (minutes: number, act: () => Promise<void>) => void,
  soon: (from: number, to: number) => number,
): Promise<void> => {
  const { reader } = life.deps.db;
  const { communityId } = life;
  const repairs = await selectAll(reader, RepairEntity, {
    where: { communityId, status: ['submitted', 'assigned', 'working', 'done'] },
    orderBy: 't.created_at, t.id',
  });
  const orders = await selectAll(reader, WorkOrderEntity, {
    where: {
      communityId,
      repairId: repairs.map(({ id }) => id),
      status: ['waiting', 'assigned', 'accepted', 'arrived'],
    },
    orderBy: 't.created_at, t.id',
  });
  const once = (key: string, minutes: number, act: () => Promise<void>): void => {
    if (seen.has(key)) return;
    seen.add(key);
    at(minutes, act);
  };
  for (const order of orders) {
    const repair = repairs.find(({ id }) => id === order.repairId);
    if (!repair) continue;
    const key = `${order.id} ${order.status} ${order.workerId} ${order.assignedAt?.getTime()}`;
    const calm = repair.urgency === 'general';
    if (order.status === 'assigned') {
      // Some forget to look: the clock of the answer takes it from them.
      if (random.chance(0.88))
        once(key, soon(1, calm ? 20 : 4), () => (random.chance(0.07) ? acts.refuse(order) : acts.accept(order)));
      else seen.add(key);
    } else if (order.status === 'accepted') {
      const leaves = random.chance(0.05);
      once(key, soon(3, calm ? 300 : 25), () => (leaves && calm ? acts.pause(order) : acts.signIn(order, repair)));
      if (procedureIsDesk(order)) once(`${key} desk`, soon(10, 300), () => acts.finish(order));
    } else if (order.status === 'arrived') once(key, soon(10, 180), () => acts.finish(order));
    else if (random.chance(0.02)) once(`${key} ${order.tries}`, soon(5, 60), () => acts.sendByHand(repair, order));
  }
  for (const repair of repairs) {
    const { id, round } = repair;
    if (repair.undecided || repair.emergencyHint) once(`${id} decide`, soon(2, 90), () => acts.classify(repair));
    if (repair.nextKind === 'callback')
      once(`${id} ${round} call ${random.below(3)}`, soon(5, 80), () => acts.callBack(repair));
    if (repair.escalationId && !repair.escalationFollower && random.chance(0.3))
      once(`${repair.escalationId} ${repair.escalationLevel}`, soon(2, 90), () => acts.follow(repair));
    if (repair.status === 'done' && !seen.has(`${id} ${round} nod`)) {
      seen.add(`${id} ${round} nod`);
      const act = random.chance(0.45) ? 'rate' : random.chance(0.4) ? 'confirm' : random.chance(0.1) ? 'reopen' : null;
      // The others say nothing: seven days later it closes by itself.
      if (act) at(soon(10, 3000), () => acts.byOwner(repair, act));
    }
    if (repair.status === 'submitted' || repair.status === 'assigned') {
      if (random.chance(0.01)) once(`${id} urge ${repair.urges}`, soon(30, 200), () => acts.byOwner(repair, 'urge'));
      if (random.chance(0.002)) once(`${id} cancel`, soon(5, 200), () => acts.byOwner(repair, 'cancel'));
    }
  }
};

const procedureIsDesk = (order: WorkOrderEntity): boolean => order.department === 'customer-service';
