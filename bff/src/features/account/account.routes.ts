import * as own from 'shared-types/account';
import * as api from 'shared-types/staffAccount';
import { type Route, route } from '../../http/route.js';
import * as read from './account.queries.js';
import { listArrearsViews } from './arrears.queries.js';
import { listImportViews, listRowViews, readImportView } from './arrearsImport.queries.js';
import { exportArrears } from './commands/exportArrears.js';
import { giveCoupon } from './commands/giveCoupon.js';
import { applyArrearsImport, cancelArrearsImport, startArrearsImport } from './commands/importArrears.js';
import { remindHouse } from './commands/remindHouse.js';
import { returnDeposit } from './commands/returnDeposit.js';
import { setAutoOffset } from './commands/setAutoOffset.js';
import { takeDeposit } from './commands/takeDeposit.js';
import { withdrawCoupon } from './commands/withdrawCoupon.js';

const ownRoutes: Route[] = [
  route(own.readAccount, (deps, call) => read.readAccountView(deps, call.actor, call.params.id)),
  route(own.listMovements, (deps, call) => read.listOwnMovements(deps, call.actor, call.params.id, call.query)),
  route(own.setAutoOffset, async (deps, call) => {
    const { houseId } = await setAutoOffset(deps, call, { ...call.params, ...call.body });
    return read.readAccountView(deps, call.actor, houseId);
  }),
];

const importRoutes: Route[] = [
  route(api.startArrearsImport, async (deps, call) => {
    const { id } = await startArrearsImport(deps, call, call.upload);
    return readImportView(deps, call.actor.communityId, id);
  }),
  route(api.listArrearsImports, (deps, call) => listImportViews(deps, call.actor.communityId, call.query)),
  route(api.readArrearsImport, (deps, call) => readImportView(deps, call.actor.communityId, call.params.id)),
  route(api.listArrearsImportRows, (deps, call) =>
    listRowViews(deps, call.actor.communityId, { ...call.params, ...call.query }),
  ),
  route(api.applyArrearsImport, async (deps, call) => {
    const { id } = await applyArrearsImport(deps, call, { ...call.params, ...call.body });
    return readImportView(deps, call.actor.communityId, id);
  }),
  route(api.cancelArrearsImport, async (deps, call) => {
    const { id } = await cancelArrearsImport(deps, call, call.params);
    return readImportView(deps, call.actor.communityId, id);
  }),
];

export const accountRoutes: Route[] = [
  ...ownRoutes,
  route(api.readHouseAccount, (deps, call) => read.readHouseAccountView(deps, call.actor, call.params.id)),
  route(api.listHouseMovements, (deps, call) =>
    read.listMovementViews(deps, call.actor.communityId, call.params.id, call.query),
  ),
  route(api.takeDeposit, async (deps, call) => {
    const { id } = await takeDeposit(deps, call, { ...call.params, ...call.body });
    return read.readDepositView(deps, call.actor, id);
  }),
  route(api.listDeposits, (deps, call) => read.listDepositViews(deps, call.actor, call.query)),
  route(api.readDeposit, (deps, call) => read.readDepositView(deps, call.actor, call.params.id)),
  route(api.returnDeposit, async (deps, call) => {
    const { id } = await returnDeposit(deps, call, { ...call.params, ...call.body });
    return read.readDepositView(deps, call.actor, id);
  }),
  route(api.issueCoupon, async (deps, call) => {
    const { id } = await giveCoupon(deps, call, { ...call.params, ...call.body });
    return read.readCouponView(deps, call.actor.communityId, id);
  }),
  route(api.listCoupons, (deps, call) => read.listCouponViews(deps, call.actor.communityId, call.query)),
  route(api.withdrawCoupon, async (deps, call) => {
    const { id } = await withdrawCoupon(deps, call, { ...call.params, ...call.body });
    return read.readCouponView(deps, call.actor.communityId, id);
  }),
  route(api.listArrears, (deps, call) => listArrearsViews(deps, call.actor.communityId, call.query)),
  route(api.exportArrears, (deps, call) => exportArrears(deps, call, call.query)),
  route(api.remindHouse, async (deps, call) => {
    const { id } = await remindHouse(deps, call, call.params);
    return read.readReminderView(deps, call.actor.communityId, id);
  }),
  ...importRoutes,
];
