import type { ServicePolicy } from 'shared-types/policy';
import type { OwnerRepairView } from 'shared-types/repair';
import type { StaffRepairView } from 'shared-types/staffRepair';
import type { OrderView } from 'shared-types/workorder';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import { isAnswer, isUnderWay, type Loop } from './loop.rules.js';
import { isOpen } from './promise.rules.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { mayCancel, mayReopen, mayUrge, pauseFault } from './repair.rules.js';

/** Sees a request: whoever reported it and still lives there, and the owner of the house. */
export const maySee = (actor: OwnerActor, repair: RepairEntity): boolean => {
  const mine = repair.reporterId === actor.id;
  if (repair.houseId === null) return mine && actor.houses.some((house) => house.communityId === repair.communityId);
  const bound = actor.houses.find((house) => house.houseId === repair.houseId);
  return bound !== undefined && (mine || bound.role === 'owner');
};

export const mayAdd = (repair: RepairEntity): boolean => isUnderWay(repair) || repair.status === 'done';

interface Seen extends Loop {
  policy: ServicePolicy;
  now: Date;
}

/** Actions whose condition holds, in the order in which they are offered. */
const holding = <A extends string>(conditions: Record<A, boolean>): A[] =>
  (Object.keys(conditions) as A[]).filter((action) => conditions[action]);

/** What an owner may do next; the front end draws its buttons from it. An urge that has to wait is offered with its time. */
export const ownerActions = ({ repair, orders, policy, now }: Seen): OwnerRepairView['actions'] =>
  holding({
    add: mayAdd(repair),
    urge: mayUrge(repair, policy, now) || (isUnderWay(repair) && !repair.pausedAt && repair.urges < policy.urge.most),
    cancel: mayCancel(repair, orders, 'owner'),
    confirm: repair.status === 'done',
    rate: (repair.status === 'done' || repair.status === 'closed') && repair.stars === null,
    reopen: mayReopen(repair, policy, now),
  });

/** What a member of staff may do next. */
export const staffActions = (
  actor: StaffActor,
  { repair, orders, promises, escalation, policy, now }: Seen,
): StaffRepairView['actions'] => {
  const may = actor.permissions;
  const open = isUnderWay(repair);
  const toModerate = repair.moderation === 'review' || repair.moderation === 'pending';
  const parts = orders.filter((order) => !isAnswer(order) && order.round === repair.round);
  const waits = parts.some((order) => order.status === 'waiting');
  // A complaint is taken, answered, objected to and joined with others on its own page.
  const mends = repair.kind === 'repair';
  return holding({
    assign: may.has('request.assign') && open && !repair.pausedAt && (mends || parts.length > 0),
    dispatch: may.has('request.assign') && open && waits && !repair.pausedAt && !repair.undecided,
    classify: may.has('request.classify') && open,
    follow:
      may.has('escalation.follow') && escalation !== null && !escalation.closedAt && escalation.followerId !== actor.id,
    take: mends && may.has('request.note') && open && repair.stewardId !== actor.id,
    pause: may.has('request.pause') && pauseFault(repair, policy, null, now) === null,
    resume: may.has('request.pause') && repair.pausedAt !== null,
    callback: may.has('request.callback') && promises.some((one) => one.kind === 'callback' && isOpen(one)),
    reopen: mends && may.has('request.assign') && mayReopen(repair, policy, now),
    'add-order': may.has('request.assign') && open,
    cancel: mends && may.has('request.cancel') && mayCancel(repair, orders, 'staff'),
    note: may.has('request.note'),
    pass: may.has('request.moderate') && (toModerate || repair.moderation === 'refused'),
    refuse: may.has('request.moderate') && toModerate,
    unmask: may.has('person.unmask') && repair.contactPhoneEncrypted !== null,
  });
};

/** What the worker of an order may do next. */
export const orderActionsOf = (
  order: WorkOrderEntity,
  needsSignIn: boolean,
  repair: RepairEntity,
  policy: ServicePolicy,
  now: Date,
): OrderView['actions'] => {
  const mayPause = pauseFault(repair, policy, null, now) === null ? (['pause'] as const) : [];
  if (order.status === 'assigned') return ['accept', 'refuse'];
  if (order.status === 'accepted')
    return needsSignIn ? ['sign-in', 'step', ...mayPause] : ['step', 'finish', ...mayPause];
  return order.status === 'arrived' ? ['step', 'finish', ...mayPause] : [];
};
