import type { StaffVisitView } from 'shared-types/staffHomeVisit';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { HomeVisitEntity } from './homevisit.entity.js';
import { maySetOut } from './homevisit.rules.js';

type Seen = Pick<HomeVisitEntity, 'houseId' | 'accountId'>;

/** Owners and family see what is booked for their house; tenants what they booked themselves. */
export const maySee = (actor: OwnerActor, visit: Seen): boolean =>
  actor.houses.some(
    ({ houseId, role }) => houseId === visit.houseId && (role !== 'tenant' || visit.accountId === actor.id),
  );

/** What was paid in it. */
export const seesMoney = (actor: OwnerActor, { houseId }: Pick<HomeVisitEntity, 'houseId'>): boolean =>
  actor.houses.some((house) => house.houseId === houseId && house.role !== 'tenant');

type Handled = Pick<HomeVisitEntity, 'status' | 'staffId' | 'day' | 'phoneEncrypted' | 'rebookedAs'>;
type Staff = Pick<StaffActor, 'id' | 'permissions'>;

export const isTheirs = (actor: Pick<StaffActor, 'id'>, { staffId }: Pick<HomeVisitEntity, 'staffId'>): boolean =>
  staffId === actor.id;

/** Whoever goes there; the desk while nobody does, or to agree on another day. */
export const seesPhone = (actor: Staff, visit: Handled): boolean => {
  if (visit.phoneEncrypted === null) return false;
  if (visit.status === 'given' || visit.status === 'coming') return isTheirs(actor, visit);
  const asks = visit.status === 'booked' || (visit.status === 'missed' && visit.rebookedAs === null);
  return asks && actor.permissions.has('homevisit.manage');
};

export const staffActionsOf = (actor: Staff, visit: Handled, now: Date): StaffVisitView['actions'] => {
  const { permissions } = actor;
  const manages = permissions.has('homevisit.manage');
  const waits = visit.status === 'booked' || visit.status === 'given';
  const goes = permissions.has('homevisit.work') && isTheirs(actor, visit);
  const there = goes && visit.status === 'coming';
  return [
    ...(goes && maySetOut(visit, now) ? (['set-out'] as const) : []),
    ...(there && permissions.has('payment.collect') ? (['collect'] as const) : []),
    ...(there && permissions.has('request.create') ? (['report'] as const) : []),
    ...(there ? (['done', 'missed'] as const) : []),
    ...(manages && waits ? (['give', 'cancel'] as const) : []),
    ...(manages && visit.status === 'missed' && visit.rebookedAs === null ? (['rebook'] as const) : []),
    ...(seesPhone(actor, visit) ? (['phone'] as const) : []),
  ];
};
