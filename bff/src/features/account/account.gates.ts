import type { Gates } from '../../http/route.js';
import { imports } from './arrearsImport.store.js';
import { findCoupon } from './coupon.store.js';
import { findDeposit } from './deposit.store.js';

/** Deposits, coupons and imports of the community that the staff act in; owners see theirs through their house. */
export const accountGates: Gates = {
  deposit: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findDeposit(deps.db.reader, actor.communityId, id)) !== null,
  coupon: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findCoupon(deps.db.reader, actor.communityId, id)) !== null,
  arrears_import: async (deps, actor, id) =>
    actor.kind === 'staff' && (await imports.find(deps.db.reader, actor.communityId, id)) !== null,
};
