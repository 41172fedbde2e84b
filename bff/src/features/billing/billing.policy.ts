import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { BillEntity } from './bill.entity.js';
import { findBill } from './bill.store.js';

const roleIn = (actor: OwnerActor, houseId: string) =>
  actor.houses.find((house) => house.houseId === houseId)?.role ?? null;

export const isTenant = (actor: OwnerActor, houseId: string): boolean => roleIn(actor, houseId) === 'tenant';

/** Owners and family speak for the house; tenants pay what is due. */
export const mayDispute = (actor: OwnerActor, houseId: string): boolean => {
  const role = roleIn(actor, houseId);
  return role === 'owner' || role === 'family';
};

/** A bill of a house to which the caller is bound; drafts are nobody's. Tenants: see `billing.gates.ts`. */
export const findOwnBill = async (reader: Reader, actor: OwnerActor, id: string): Promise<BillEntity | null> => {
  for (const communityId of new Set(actor.houses.map((house) => house.communityId))) {
    const bill = await findBill(reader, communityId, id);
    if (bill) return bill.status !== 'draft' && roleIn(actor, bill.houseId) !== null ? bill : null;
  }
  return null;
};

export const communityOf = async (reader: Reader, actor: OwnerActor, billId: string): Promise<string> => {
  const bill = await findOwnBill(reader, actor, billId);
  if (!bill) throw new AppError('bill.not_found');
  return bill.communityId;
};
