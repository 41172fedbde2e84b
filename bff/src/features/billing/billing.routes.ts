import * as own from 'shared-types/billing';
import * as runs from 'shared-types/billRun';
import * as fees from 'shared-types/fee';
import * as readings from 'shared-types/reading';
import * as staff from 'shared-types/staffBilling';
import { type Route, route } from '../../http/route.js';
import { listHouseBills, readDue, readOwnBill } from './bill.queries.js';
import type { BillingNeighbours } from './billing.model.js';
import { cancelRun, publishRun, voidRun } from './commands/changeRun.js';
import { correctBill } from './commands/correctBill.js';
import { createOneOffBill } from './commands/createOneOffBill.js';
import { answerDispute, disputeBill, withdrawDispute } from './commands/dispute.js';
import { enterPool } from './commands/enterPool.js';
import { enterReading, enterReadings } from './commands/enterReadings.js';
import { prepareRun } from './commands/prepareRun.js';
import { waiveLateFee } from './commands/waiveLateFee.js';
import { changeFee, createFee, endFee } from './commands/writeFee.js';
import { explainHouse, listFeeViews, readFeeView, tryFee } from './fee.queries.js';
import { listPoolViews, listReadingRows, readPoolView, readReadingView } from './reading.queries.js';
import { listGapViews, listRunViews, readRunView } from './run.queries.js';
import { listDisputeViews, listStaffBills, readStaffBillView } from './staffBill.queries.js';

/** Account and payment know billing; what billing needs of them the registry hands in. */
export const billingRoutes = (neighbours: BillingNeighbours): Route[] => [
  ...ownerRoutes(neighbours),
  ...feeRoutes,
  ...readingRoutes,
  ...runRoutes,
  ...staffBillRoutes(neighbours),
];

const ownerRoutes = (neighbours: BillingNeighbours): Route[] => [
  route(own.readDueBills, (deps, call) => readDue(deps, neighbours, call.actor, call.query.houseId)),
  route(own.listHouseBills, (deps, call) => listHouseBills(deps, neighbours, call.actor, call.params.id, call.query)),
  route(own.readBill, (deps, call) => readOwnBill(deps, call.actor, call.params.id)),
  route(own.disputeBill, async (deps, call) => {
    const { id } = await disputeBill(deps, call, { ...call.params, ...call.body });
    return readOwnBill(deps, call.actor, id);
  }),
  route(own.withdrawDispute, async (deps, call) => {
    const { id } = await withdrawDispute(deps, call, { ...call.params, ...call.body });
    return readOwnBill(deps, call.actor, id);
  }),
];

const feeRoutes: Route[] = [
  route(fees.listFees, async (deps, call) => ({
    items: await listFeeViews(deps, call.actor.communityId, call.query.scope),
  })),
  route(fees.createFee, async (deps, call) =>
    readFeeView(deps, call.actor.communityId, (await createFee(deps, call, call.body)).id),
  ),
  route(fees.changeFee, async (deps, call) =>
    readFeeView(deps, call.actor.communityId, (await changeFee(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(fees.endFee, async (deps, call) =>
    readFeeView(deps, call.actor.communityId, (await endFee(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(fees.tryFee, (deps, call) => tryFee(deps, call.actor.communityId, call.body)),
  route(fees.explainHouse, async (deps, call) => ({
    items: await explainHouse(deps, call.actor.communityId, { houseId: call.params.id, ...call.query }),
  })),
];

const readingRoutes: Route[] = [
  route(readings.listReadings, (deps, call) => listReadingRows(deps, call.actor.communityId, call.query)),
  route(readings.enterReading, async (deps, call) => {
    const wish = { houseId: call.params.id, ...call.body };
    await enterReading(deps, call, wish);
    return readReadingView(deps, call.actor.communityId, wish);
  }),
  route(readings.enterReadings, (deps, call) => enterReadings(deps, call, call.body)),
  route(readings.listPools, (deps, call) => listPoolViews(deps, call.actor.communityId, call.query.period)),
  route(readings.enterPool, async (deps, call) => {
    const { id } = await enterPool(deps, call, { feeId: call.params.id, ...call.body });
    return readPoolView(deps, call.actor.communityId, { id, period: call.body.period });
  }),
];

const runRoutes: Route[] = [
  route(runs.listRuns, (deps, call) => listRunViews(deps, call.actor.communityId, call.query)),
  route(runs.readRun, (deps, call) => readRunView(deps, call.actor.communityId, call.params.id)),
  route(runs.prepareRun, async (deps, call) =>
    readRunView(deps, call.actor.communityId, (await prepareRun(deps, call, call.body)).id),
  ),
  route(runs.publishRun, async (deps, call) =>
    readRunView(deps, call.actor.communityId, (await publishRun(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(runs.cancelRun, async (deps, call) =>
    readRunView(deps, call.actor.communityId, (await cancelRun(deps, call, call.params)).id),
  ),
  route(runs.voidRun, async (deps, call) =>
    readRunView(deps, call.actor.communityId, (await voidRun(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(runs.listRunGaps, (deps, call) =>
    listGapViews(deps, call.actor.communityId, { ...call.params, ...call.query }),
  ),
];

const staffBillRoutes = (neighbours: BillingNeighbours): Route[] => [
  route(staff.listBills, (deps, call) => listStaffBills(deps, call.actor.communityId, call.query)),
  route(staff.readStaffBill, (deps, call) => readStaffBillView(deps, call.actor.communityId, call.params.id)),
  route(staff.correctBill, async (deps, call) => {
    const { id } = await correctBill(deps, neighbours, call, { ...call.params, ...call.body });
    return readStaffBillView(deps, call.actor.communityId, id);
  }),
  route(staff.waiveLateFee, async (deps, call) => {
    const { id } = await waiveLateFee(deps, call, { ...call.params, ...call.body });
    return readStaffBillView(deps, call.actor.communityId, id);
  }),
  route(staff.createOneOffBill, async (deps, call) => {
    const { id } = await createOneOffBill(deps, call, { houseId: call.params.id, ...call.body });
    return readStaffBillView(deps, call.actor.communityId, id);
  }),
  route(staff.listDisputes, (deps, call) => listDisputeViews(deps, call.actor.communityId, call.query)),
  route(staff.answerDispute, async (deps, call) => {
    const { id } = await answerDispute(deps, call, { ...call.params, ...call.body });
    return readStaffBillView(deps, call.actor.communityId, id);
  }),
];
