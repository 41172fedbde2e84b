import type { Gates } from '../../http/route.js';
import { findBill } from './bill.store.js';
import type { BillingNeighbours } from './billing.model.js';
import { findOwnBill, isTenant } from './billing.policy.js';
import { findFee } from './fee.store.js';
import { findRun } from './run.store.js';

/** Fees, runs and bills for the community's staff; bills for their household: tenants, what is due or what they paid. */
export const billingGates = (from: Pick<BillingNeighbours, 'billsPaidBy'>): Gates => ({
  fee: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findFee(deps.db.reader, actor.communityId, id)) !== null,
  run: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findRun(deps.db.reader, actor.communityId, id)) !== null,
  bill: async (deps, actor, id) => {
    const { reader } = deps.db;
    if (actor.kind === 'staff') return (await findBill(reader, actor.communityId, id)) !== null;
    const bill = await findOwnBill(reader, actor, id);
    if (!bill) return false;
    if (!isTenant(actor, bill.houseId) || bill.status === 'due') return true;
    return (await from.billsPaidBy(reader, bill.communityId, bill.houseId, actor.id)).includes(id);
  },
});
