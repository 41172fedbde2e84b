import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { complaintMark, repairWords } from '../../../locales/repair.js';
import type { Actor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import * as rules from '../complaint.rules.js';
import { type Change, type Changed, changeLoop, type LoopContext } from '../loop.js';
import { isUnderWay, type Loop, mainOrder } from '../loop.rules.js';
import { partProcedure, problemType } from '../procedures.js';
import type { EventInput } from '../record.js';
import type { RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { freshOrder, urge } from '../repair.rules.js';
import { climbNow } from './climb.js';
import { push } from './ownerActs.js';
import { answerOrder, chainOf } from './report.js';

export interface CaseKey {
  communityId: string;
  id: string;
}

const onCase = async (
  deps: Deps,
  tx: Tx,
  key: CaseKey,
  actor: Actor | null,
  decide: (loop: Loop, context: LoopContext) => Promise<Change> | Change,
): Promise<Changed> => {
  const changed = await changeLoop(deps, tx, key, actor, (loop, context) =>
    loop.repair.kind === 'complaint' ? decide(loop, context) : null,
  );
  if (!changed) throw new AppError('complaint.not_found');
  return changed;
};

/** The department that it is about, and those that the chain rules name: they begin when it is taken (C8). */
const departmentsOf = (
  repair: RepairEntity,
  { inForce, now }: LoopContext,
): { order: WorkOrderEntity; rule: string | null }[] => {
  if (repair.chained) return [];
  const type = problemType(repair.problemTypeId);
  const chained = chainOf(repair, null, inForce.policy, now).filter(
    ({ order }) => order.department !== type?.department && order.department !== 'customer-service',
  );
  if (!type || type.department === 'customer-service') return chained;
  const order = freshOrder({
    communityId: repair.communityId,
    id: newId(now),
    repairId: repair.id,
    department: type.department,
    task: repairWords.handleTask(type.name),
    main: false,
    skill: type.skill,
    procedureId: partProcedure(repair),
    round: repair.round,
    createdAt: now,
  });
  return [{ order, rule: null }, ...chained];
};

/** 受理 */
export const takeCase = async (deps: Deps, tx: Tx, key: CaseKey, by: StaffActor): Promise<void> => {
  const ready = await onCase(deps, tx, key, by, (loop, { now }) => ({
    loop: rules.mayTake(loop, by) ? rules.give(loop, by, now) : loop,
    events: [],
    quiet: true,
  }));
  if (!rules.mayTake(ready.after, by)) throw new AppError('complaint.illegal_transition');
  await onCase(deps, tx, key, by, (loop, context) => {
    const joining = departmentsOf(loop.repair, context);
    const orders = joining.map(({ order }) => order);
    const events: EventInput[] = joining.map(({ order, rule }) => ({
      kind: 'add-order',
      orderId: order.id,
      detail: repairWords.joined(order, rule),
    }));
    return {
      loop: unwrap(rules.take(loop, by, orders, context.now)),
      events: [...events, { kind: 'take', detail: complaintMark }],
    };
  });
};

/** The written answer; the whole is done when the departments have finished too. */
export const answerCase = (deps: Deps, tx: Tx, key: CaseKey, by: StaffActor, text: string): Promise<Changed> =>
  onCase(deps, tx, key, by, (loop, { now }) => ({
    loop: unwrap(rules.answer(loop, text, now)),
    events: [{ kind: 'answer', orderId: rules.answerOf(loop)?.id ?? null }],
  }));

/** Doubtful words make the whole wait for a person, as with every request. */
const withHeld = (loop: Loop, held: boolean): Loop =>
  held && loop.repair.moderation === 'passed' ? { ...loop, repair: { ...loop.repair, moderation: 'review' } } : loop;

const alertSteward = async (deps: Deps, tx: Tx, repair: RepairEntity, detail: string): Promise<void> => {
  const { communityId, id: repairId, stewardId } = repair;
  if (!stewardId) return;
  const about = { communityId, repairId, staffIds: [stewardId], link: `/complaints/${repairId}` };
  await alertStaff(tx, deps.clock, { ...about, kind: 'complaint', detail });
};

/** What a household adds. Its words are its own: no line of the request says who it was. Returns the line's id. */
export const addToCase = async (
  deps: Deps,
  tx: Tx,
  key: CaseKey,
  input: { text: string | null; held: boolean },
): Promise<string> => {
  const { eventIds, after } = await onCase(deps, tx, key, null, (loop) => {
    if (!isUnderWay(loop.repair) && loop.repair.status !== 'done') throw new AppError('complaint.illegal_transition');
    const events: EventInput[] = [{ kind: 'add', body: input.text, toOwner: false, held: input.held }];
    return { loop: withHeld(loop, input.held), events, quiet: true };
  });
  await alertSteward(deps, tx, after.repair, repairWords.complaintAdded);
  return eventIds[0] ?? '';
};

/** Returns the line's id. */
export const objectToCase = async (
  deps: Deps,
  tx: Tx,
  key: CaseKey,
  input: { text: string; held: boolean },
): Promise<string> => {
  const { eventIds, after } = await onCase(deps, tx, key, null, (loop, { inForce, now }) => {
    const order = (repair: RepairEntity): WorkOrderEntity => answerOrder(repair, newId(now), now);
    const again = unwrap(rules.object(loop, { policy: inForce.policy, now, order }));
    return {
      loop: withHeld({ ...again, repair: { ...again.repair, policyVersion: inForce.version } }, input.held),
      events: [{ kind: 'add', body: input.text, toOwner: false, held: input.held }, { kind: 'object' }],
    };
  });
  await alertSteward(deps, tx, after.repair, repairWords.complaintObjected);
  return eventIds[0] ?? '';
};

/** Every household has accepted the answer. */
export const agreeToCase = async (deps: Deps, tx: Tx, key: CaseKey): Promise<void> => {
  await onCase(deps, tx, key, null, (loop, { now }) => ({
    loop: unwrap(rules.agree(loop, now)),
    events: [{ kind: 'agree' }],
  }));
};

export const rateCase = async (deps: Deps, tx: Tx, key: CaseKey, stars: number): Promise<void> => {
  await onCase(deps, tx, key, null, (loop, { now }) => ({
    loop: rules.rated(loop, stars, now),
    events: [{ kind: 'rate', detail: String(stars), toOwner: false }],
    quiet: true,
  }));
};

/** 催一下 (limited by policy): tells who can move it, and the supervisor from some urge on. */
export const urgeCase = async (deps: Deps, tx: Tx, key: CaseKey): Promise<void> => {
  await onCase(deps, tx, key, null, async (loop, context) => {
    const urged = unwrap(urge(loop, context.inForce.policy, context.now));
    for (const one of urged.pushes) await push(deps, tx, urged.loop, one);
    const events: EventInput[] = [{ kind: 'urge', detail: repairWords.urgedCase(urged.escalates), toOwner: false }];
    if (!urged.escalates || urged.loop.escalation) return { loop: urged.loop, events };
    const department = mainOrder(loop)?.department ?? 'customer-service';
    const climbed = await climbNow(deps, tx, urged.loop, { cause: 'urged', department, context });
    return { loop: climbed.loop, events: [...events, ...climbed.events] };
  });
};

/** Two complaints are one event: the first ends in the second. Locked in the order of their ids, never crosswise. */
export const mergeCases = async (
  deps: Deps,
  tx: Tx,
  from: CaseKey,
  into: CaseKey,
  by: StaffActor,
  households: number,
): Promise<void> => {
  const end = (): Promise<Changed> =>
    onCase(deps, tx, from, by, (loop, { now }) => ({
      loop: unwrap(rules.absorb(loop, repairWords.mergedAway, now)),
      events: [{ kind: 'merge', detail: repairWords.mergedAway, toOwner: false }],
    }));
  const join = (): Promise<Changed> =>
    onCase(deps, tx, into, by, (loop) => {
      if (!isUnderWay(loop.repair)) throw new AppError('complaint.illegal_transition');
      return { loop, events: [{ kind: 'merge', detail: repairWords.merged(households) }] };
    });
  for (const step of from.id < into.id ? [end, join] : [join, end]) await step();
};

/** A household's report stands by itself again. */
export const leaveCase = async (deps: Deps, tx: Tx, key: CaseKey, by: StaffActor): Promise<void> => {
  await onCase(deps, tx, key, by, (loop) => {
    if (!isUnderWay(loop.repair)) throw new AppError('complaint.illegal_transition');
    return { loop, events: [{ kind: 'split', detail: repairWords.split, toOwner: false }], quiet: true };
  });
};

/** Tells whoever keeps the reports that something beside the request's own steps has happened. */
export const tellOfCase = (deps: Deps, tx: Tx, { communityId, id }: CaseKey, what: string): Promise<void> =>
  publish(tx, deps.clock, { communityId, topic: 'repair.of_complaint', payload: { repairId: id, what: [what] } });
