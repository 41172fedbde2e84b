import { dayTime } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { repairWords } from '../../../locales/repair.js';
import { skillTrades } from '../../../locales/staff.js';
import type { Actor, Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { keepSample, suggestionOf } from '../../recognition/recognition.door.js';
import { askForWorker, type Change, changeLoop, type LoopContext } from '../loop.js';
import { isUnderWay, type Loop } from '../loop.rules.js';
import { insertCallbackTry } from '../loop.store.js';
import { chooseSteward } from '../people.js';
import { partProcedure, problemType } from '../procedures.js';
import { isOpen, meet } from '../promise.rules.js';
import { classify, freshOrder, join, pause, reopen, resume, titleOf, titleWords } from '../repair.rules.js';
import { findOrder } from '../repair.store.js';
import { announceReopening } from './ownerActs.js';
import { chainOf } from './report.js';
import { onlyRepairs, onRepair, type StaffChange, tellOwner } from './staffActs.js';

const pauseNow = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  context: LoopContext,
  by: Actor,
  input: { until: string; reason: string },
): Promise<Change> => {
  const until = new Date(input.until);
  if (until <= context.now) throw new AppError('request.invalid', { fields: { until: '要选以后的时间' } });
  const { policy } = context.inForce;
  const stopped = unwrap(pause(loop, { policy, until, reason: input.reason, by: by.name, now: context.now }));
  for (const order of stopped.freed)
    if (order.workerId && order.workerId !== by.id)
      await alertStaff(tx, deps.clock, {
        communityId: order.communityId,
        repairId: loop.repair.id,
        staffIds: [order.workerId],
        kind: 'taken-back',
        detail: repairWords.takenBack.pause,
      });
  await tellOwner(deps, tx, loop, 'repair.paused');
  return {
    loop: stopped.loop,
    events: [{ kind: 'pause', body: input.reason, detail: dayTime(until, context.now) }],
  };
};

export const pauseRepair = (deps: Deps, call: Call<StaffActor>, input: { id: string; until: string; reason: string }) =>
  onRepair(deps, call, input.id, async (tx, loop, context) => ({
    ...(await pauseNow(deps, tx, loop, context, call.actor, input)),
    audit: { action: 'repair.paused', reason: input.reason },
  }));

/** As the desk's pause, by whoever has it in hand. */
export const pauseOrder = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; until: string; reason: string },
): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: workerId } = call.actor;
    const order = await findOrder(tx, communityId, input.id);
    if (order?.workerId !== workerId) throw new AppError('order.not_found');
    await changeLoop(deps, tx, { communityId, id: order.repairId }, call.actor, (loop, context) => {
      if (!loop.orders.some((one) => one.id === input.id && one.workerId === workerId))
        throw new AppError('order.not_found');
      return pauseNow(deps, tx, loop, context, call.actor, input);
    });
    return { done: true };
  });

export const resumeRepair = (deps: Deps, call: Call<StaffActor>, input: { id: string }) =>
  onRepair(deps, call, input.id, async (tx, loop, { made, now }) => {
    const running = unwrap(resume(loop, made, now));
    await tellOwner(deps, tx, loop, 'repair.resumed');
    return { loop: running, events: [{ kind: 'resume' }], audit: { action: 'repair.resumed' } };
  });

/** The call after an emergency (C5). Nobody answered: its clock runs on. Not mended: it begins anew. */
export const recordCallback = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; outcome: 'satisfied' | 'unsatisfied' | 'no-answer'; note?: string | undefined },
) =>
  onRepair(deps, call, input.id, async (tx, loop, context) => {
    const { repair } = loop;
    const open = loop.promises.find((one) => one.kind === 'callback' && isOpen(one));
    if (!open) throw new AppError('repair.illegal_transition');
    if (input.outcome === 'unsatisfied' && !input.note)
      throw new AppError('request.invalid', { fields: { note: '写一下哪里没修好' } });
    await insertCallbackTry(tx, {
      communityId: repair.communityId,
      id: newId(context.now),
      repairId: repair.id,
      round: repair.round,
      at: context.now,
      byId: call.actor.id,
      byName: call.actor.name,
      outcome: input.outcome,
      note: input.note || null,
    });
    const reached = input.outcome !== 'no-answer';
    const called: Loop = reached
      ? { ...loop, promises: loop.promises.map((one) => (one === open ? meet(one, context.now) : one)) }
      : loop;
    const change: StaffChange = {
      loop: called,
      events: [{ kind: 'callback', detail: input.outcome, body: input.note || null, toOwner: reached }],
      quiet: !reached,
      audit: { action: 'repair.called_back', reason: input.note ?? input.outcome },
    };
    if (input.outcome !== 'unsatisfied') return change;
    const again = await reopenNow(deps, tx, called, context, input.note ?? '');
    return { ...again, events: [...change.events, ...again.events], ...(change.audit ? { audit: change.audit } : {}) };
  });

const reopenNow = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  { inForce, now }: LoopContext,
  reason: string,
): Promise<Change> => {
  const again = unwrap(reopen(loop, { policy: inForce.policy, now, orderId: newId(now) }));
  await announceReopening(deps, tx, loop, again.loop.repair);
  return {
    loop: { ...again.loop, repair: { ...again.loop.repair, policyVersion: inForce.version } },
    events: [{ kind: 'reopen', body: reason }],
  };
};

export const reopenByStaff = (deps: Deps, call: Call<StaffActor>, input: { id: string; reason: string }) =>
  onRepair(deps, call, input.id, async (tx, loop, context) => {
    onlyRepairs(loop);
    return {
      ...(await reopenNow(deps, tx, loop, context, input.reason)),
      audit: { action: 'repair.reopened', reason: input.reason },
    };
  });

/** What the rules open for a request whose type has just been said, or which customer service has just taken (C8). */
const withChain = (loop: Loop, context: LoopContext, when: 'at-once' | 'on-take'): Change => {
  const { policy } = context.inForce;
  // A complaint's departments begin when it is taken: duplicates are looked for first.
  if (loop.repair.kind === 'complaint') return { loop, events: [] };
  if (loop.repair.chained || policy.chain.when !== when || loop.repair.undecided) return { loop, events: [] };
  const main = loop.orders.find((order) => order.main && order.round === loop.repair.round) ?? null;
  const present = new Set(loop.orders.map((order) => order.department));
  const chained = chainOf(loop.repair, main, policy, context.now).filter(({ order }) => !present.has(order.department));
  return {
    loop: {
      ...loop,
      repair: { ...loop.repair, chained: true },
      orders: [...loop.orders, ...chained.map(({ order }) => order)],
    },
    events: chained.map(({ order, rule }) => ({
      kind: 'add-order' as const,
      orderId: order.id,
      detail: repairWords.joined(order, rule),
    })),
  };
};

/** A person says what it is (C2): its clocks run from the report, its orders follow, and the recogniser learns. */
export const classifyRepair = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; problemTypeId: string; emergency: string | null; reason?: string | undefined },
) =>
  onRepair(deps, call, input.id, async (tx, loop, context) => {
    const type = problemType(input.problemTypeId);
    if (!type) throw new AppError('request.invalid', { fields: { problemTypeId: '没有这种问题类型' } });
    if (input.emergency && !type.emergency.includes(input.emergency))
      throw new AppError('request.invalid', { fields: { emergency: '不在可选的范围里' } });
    const { repair } = loop;
    if (repair.urgency === 'emergency' && !input.emergency && !input.reason)
      throw new AppError('request.invalid', { fields: { reason: '从加急改成普通，要写明原因' } });
    const to = { ...type, problemTypeId: type.id, emergency: input.emergency };
    const said = unwrap(classify(loop, to, context.made, context.now));
    const typed = said.loop.repair;
    typed.title = titleOf(
      type.name,
      typed.spot,
      typed.moderation === 'passed' ? titleWords(typed.kind, typed.body) : null,
    );
    if (typed.urgency === 'emergency' && !typed.stewardId) {
      const steward = await chooseSteward(tx, typed.communityId, 'emergency', context.now);
      typed.stewardId = steward?.id ?? null;
      typed.stewardName = steward?.name ?? null;
    }
    const main = said.loop.orders.find((order) => order.main && order.round === typed.round);
    if (main && !main.acceptedAt && typed.kind === 'repair') main.task = type.name;
    await keepSample(tx, {
      communityId: repair.communityId,
      repairId: repair.id,
      ...suggestionOf(repair.body, repair),
      chosenType: type.id,
      chosenEmergency: input.emergency,
      byKind: 'staff',
      at: context.now,
    });
    await tellOwner(deps, tx, loop, 'repair.classified');
    const chained = withChain(said.loop, context, 'at-once');
    return {
      loop: chained.loop,
      events: [
        { kind: 'classify', detail: repairWords.classified(type.name, input.emergency), body: input.reason || null },
        ...chained.events,
      ],
      audit: { action: 'repair.classified', reason: input.reason ?? type.name },
    };
  });

/** Somebody answers for the whole from now on (C8). */
export const takeRepair = (deps: Deps, call: Call<StaffActor>, input: { id: string }) =>
  onRepair(deps, call, input.id, async (_tx, loop, context) => {
    onlyRepairs(loop);
    if (!isUnderWay(loop.repair) || loop.repair.stewardId === call.actor.id)
      throw new AppError('repair.illegal_transition');
    const taken: Loop = {
      ...loop,
      repair: { ...loop.repair, stewardId: call.actor.id, stewardName: call.actor.name },
    };
    const chained = withChain(taken, context, 'on-take');
    return { loop: chained.loop, events: [{ kind: 'take' }, ...chained.events] };
  });

/** A further department joins by hand (C8). */
export const addOrder = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; department: string; skill: string; task: string },
) =>
  onRepair(deps, call, input.id, async (tx, loop, { now }) => {
    if (!Object.hasOwn(skillTrades, input.skill))
      throw new AppError('request.invalid', { fields: { skill: '没有这种手艺' } });
    const { communityId, id, round } = loop.repair;
    const order = freshOrder({
      communityId,
      id: newId(now),
      repairId: id,
      department: input.department,
      task: input.task,
      main: false,
      skill: input.skill,
      procedureId: partProcedure(loop.repair),
      round,
      createdAt: now,
    });
    await publish(tx, deps.clock, { communityId, topic: 'repair.joined', payload: { repairId: id } });
    return {
      loop: unwrap(join(loop, [order])),
      events: [{ kind: 'add-order', orderId: order.id, detail: repairWords.joined(order, null) }],
      audit: { action: 'repair.joined', reason: input.task },
    };
  });

/** The system chooses anew for an order that nobody holds; an outbox row stands behind it. Returns the order. */
export const dispatchAgain = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; orderId?: string | undefined },
): Promise<{ orderId: string }> =>
  transaction(deps, call, async (tx) => {
    let orderId = '';
    const { communityId } = call.actor;
    const changed = await changeLoop(deps, tx, { communityId, id: input.id }, call.actor, async (loop) => {
      const order = loop.orders.find(
        (one) => one.status === 'waiting' && (input.orderId === undefined || one.id === input.orderId),
      );
      if (!order || !isUnderWay(loop.repair) || loop.repair.undecided || loop.repair.pausedAt)
        throw new AppError('repair.illegal_transition');
      orderId = order.id;
      await askForWorker(deps, tx, order);
      return { loop, events: [], quiet: true };
    });
    if (!changed) throw new AppError('repair.not_found');
    return { orderId };
  });
