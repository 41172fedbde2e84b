import type { Department } from 'shared-types/permissions';
import type { EscalationLevel } from 'shared-types/staffRepair';
import type { EscalationCause } from 'shared-types/supervision';
import { repairWords } from '../../../locales/repair.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { climb, raise } from '../escalation.rules.js';
import { escalationId, type LoopContext } from '../loop.js';
import { type Loop, mainOrder } from '../loop.rules.js';
import { calledAt, supervisorsOf } from '../people.js';
import { isOver } from '../promise.rules.js';
import type { EventInput } from '../record.js';

interface Climbed {
  loop: Loop;
  events: EventInput[];
}

/** Calls whoever stands at a level, with sound; says whom. */
const call = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  level: EscalationLevel,
  input: { department: string; cause: EscalationCause; again: boolean; now: Date },
): Promise<EventInput> => {
  const { communityId, id: repairId } = loop.repair;
  const people = await calledAt(tx, communityId, level, input.department, input.now);
  await alertStaff(tx, deps.clock, {
    communityId,
    repairId,
    staffIds: people.map(({ id }) => id),
    kind: input.again ? 'escalated-again' : 'escalated',
    detail: repairWords.causes[input.cause],
    rings: true,
  });
  await publish(tx, deps.clock, { communityId, topic: 'repair.escalated', payload: { repairId } });
  const names = people.slice(0, 3).map(({ name }) => name);
  return { kind: 'escalate', detail: `${level}|${input.cause}|${names.join('、')}`.slice(0, 200) };
};

/** Something was missed: the request climbs (C5, C6). */
export const climbNow = async (
  deps: Deps,
  tx: Tx,
  loop: Loop,
  input: { cause: EscalationCause; department: string; context: LoopContext },
): Promise<Climbed> => {
  const { now, inForce } = input.context;
  const { communityId } = loop.repair;
  // A department that helps and has no supervisor of its own is looked after by that of the whole.
  const own = await supervisorsOf(tx, communityId, input.department, now);
  const department = own.length > 0 ? input.department : (mainOrder(loop)?.department ?? input.department);
  const supervisors = own.length > 0 ? own : await supervisorsOf(tx, communityId, department, now);
  const open = loop.escalation?.closedAt ? null : loop.escalation;
  const { escalation, call: level } = raise(open, {
    repair: loop.repair,
    department: department as Department,
    cause: input.cause,
    policy: inForce.policy,
    now,
    id: escalationId(loop.repair.id, now),
    hasSupervisor: supervisors.length > 0,
  });
  const events = level
    ? [await call(deps, tx, loop, level, { department, cause: input.cause, again: false, now })]
    : [];
  return { loop: { ...loop, escalation }, events };
};

/** The escalation's own timer: it climbs, or calls again. */
export const climbFurther = async (deps: Deps, tx: Tx, loop: Loop, context: LoopContext): Promise<Climbed | null> => {
  const open = loop.escalation;
  const { now, inForce } = context;
  if (!open || open.closedAt || !open.nextStepAt || open.nextStepAt > now) return null;
  const stillLate = loop.promises.some((one) => isOver(one, now) && one.kind !== 'confirm');
  const again = open.level === 'manager';
  const { escalation, call: level } = climb(open, {
    urgency: loop.repair.urgency,
    policy: inForce.policy,
    now,
    stillLate: stillLate || open.cause === 'nobody-fits' || open.cause === 'unheld',
  });
  const events = level
    ? [await call(deps, tx, loop, level, { department: open.department, cause: open.cause, again, now })]
    : [];
  return { loop: { ...loop, escalation }, events };
};
