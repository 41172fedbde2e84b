import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { mayCancel } from './repair.rules.js';

/** Sees a request: whoever reported it and still lives there, and the owner of the house. */
export const maySee = (actor: OwnerActor, repair: RepairEntity): boolean => {
  const mine = repair.reporterId === actor.id;
  if (repair.houseId === null) return mine && actor.houses.some((house) => house.communityId === repair.communityId);
  const bound = actor.houses.find((house) => house.houseId === repair.houseId);
  return bound !== undefined && (mine || bound.role === 'owner');
};

const isOpen = (repair: RepairEntity): boolean => ['submitted', 'assigned', 'working'].includes(repair.status);

export const mayAdd = (repair: RepairEntity): boolean => isOpen(repair) || repair.status === 'done';

/** What an owner may do next; the front end draws its buttons from it. */
export const ownerActions = (
  repair: RepairEntity,
  orders: readonly WorkOrderEntity[],
): ('add' | 'cancel' | 'confirm' | 'rate')[] => [
  ...(mayAdd(repair) ? (['add'] as const) : []),
  ...(mayCancel(repair, orders, 'owner') ? (['cancel'] as const) : []),
  ...(repair.status === 'done' ? (['confirm'] as const) : []),
  ...((repair.status === 'done' || repair.status === 'closed') && repair.stars === null ? (['rate'] as const) : []),
];

/** What a member of staff may do next. */
export const staffActions = (
  actor: StaffActor,
  repair: RepairEntity,
  orders: readonly WorkOrderEntity[],
): ('assign' | 'cancel' | 'note' | 'pass' | 'refuse' | 'unmask')[] => {
  const may = actor.permissions;
  const toModerate = repair.moderation === 'review' || repair.moderation === 'pending';
  return [
    ...(may.has('request.assign') && isOpen(repair) ? (['assign'] as const) : []),
    ...(may.has('request.cancel') && mayCancel(repair, orders, 'staff') ? (['cancel'] as const) : []),
    ...(may.has('request.note') ? (['note'] as const) : []),
    ...(may.has('request.moderate') && (toModerate || repair.moderation === 'refused') ? (['pass'] as const) : []),
    ...(may.has('request.moderate') && toModerate ? (['refuse'] as const) : []),
    ...(may.has('person.unmask') && repair.contactPhoneEncrypted ? (['unmask'] as const) : []),
  ];
};

/** What the worker of an order may do next. */
export const orderActionsOf = (
  order: WorkOrderEntity,
  needsSignIn: boolean,
): ('accept' | 'refuse' | 'sign-in' | 'step' | 'finish')[] => {
  if (order.status === 'assigned') return ['accept', 'refuse'];
  if (order.status === 'accepted') return needsSignIn ? ['sign-in', 'step'] : ['step', 'finish'];
  return order.status === 'arrived' ? ['step', 'finish'] : [];
};
