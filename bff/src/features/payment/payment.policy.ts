import { toDay } from 'shared-types/time';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { PaymentEntity } from './payment.entity.js';

/** Owners and family see what was paid for their house; a tenant, and whoever paid for others, what they paid themselves. */
export const maySee = (actor: OwnerActor, payment: Pick<PaymentEntity, 'houseId' | 'payerId'>): boolean =>
  isPayer(actor, payment) || actor.houses.some(({ houseId, role }) => houseId === payment.houseId && role !== 'tenant');

/** To check it, to cancel it: only whoever makes it. */
export const isPayer = (actor: OwnerActor, payment: Pick<PaymentEntity, 'payerId'>): boolean =>
  payment.payerId === actor.id;

/** Whether the reader may know which house it was for, and how its bills came about. */
export const knowsHouse = (actor: OwnerActor, payment: Pick<PaymentEntity, 'houseId'>): boolean =>
  actor.houses.some(({ houseId }) => houseId === payment.houseId);

/** On the same day whoever took it; a manager also later. */
export const mayReverse = (
  actor: Pick<StaffActor, 'id' | 'roles'>,
  payment: Pick<PaymentEntity, 'collectorId' | 'settledAt'>,
  now: Date,
): boolean =>
  actor.roles.includes('manager') ||
  (payment.collectorId === actor.id && payment.settledAt !== null && toDay(payment.settledAt) === toDay(now));
