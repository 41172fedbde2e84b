import * as api from 'shared-types/repair';
import * as staffApi from 'shared-types/staffRepair';
import * as orders from 'shared-types/workorder';
import { type Route, route } from '../../http/route.js';
import { assignRepair } from './commands/assign.js';
import * as step from './commands/orderSteps.js';
import * as owner from './commands/ownerActs.js';
import { reportAsOwner } from './commands/reportAsOwner.js';
import { reportForOwner } from './commands/reportForOwner.js';
import * as staff from './commands/staffActs.js';
import { problemTypes } from './procedures.js';
import { readForOwner, readForStaff, readOrderPage } from './repair.pages.js';
import { listForCommunity, listOrders, listOwn, readBoard, readCandidates } from './repair.queries.js';

const done = { done: true } as const;

const ownerRoutes: Route[] = [
  route(api.listProblemTypes, async () => ({
    items: problemTypes.map((type) => ({ id: type.id, name: type.name, emergencies: type.emergency })),
  })),
  route(api.reportRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await reportAsOwner(deps, call, call.body)).id),
  ),
  route(api.listOwnRepairs, (deps, call) => listOwn(deps, call.actor, call.query)),
  route(api.readOwnRepair, (deps, call) => readForOwner(deps, call.actor, call.params.id)),
  route(api.addToRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.addToRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.cancelOwnRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.cancelByOwner(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.confirmRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.confirmRepair(deps, call, call.params)).id),
  ),
  route(api.rateRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.rateRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
];

const staffRoutes: Route[] = [
  route(staffApi.listRepairs, (deps, call) => listForCommunity(deps, call.actor, call.query)),
  route(staffApi.readRepairBoard, (deps, call) => readBoard(deps, call.actor)),
  route(staffApi.readRepair, (deps, call) => readForStaff(deps, call.actor, call.params.id)),
  route(staffApi.reportRepairForOwner, async (deps, call) =>
    readForStaff(deps, call.actor, (await reportForOwner(deps, call, call.body)).id),
  ),
  route(api.listCandidates, (deps, call) => readCandidates(deps, call.actor, call.params.id)),
  route(staffApi.assignRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await assignRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.cancelRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await staff.cancelByStaff(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.noteRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await staff.noteRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.moderateRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await staff.moderateRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.unmaskRepairContact, (deps, call) =>
    staff.unmaskContact(deps, call, { ...call.params, ...call.body }),
  ),
];

const workerRoutes: Route[] = [
  route(orders.listOwnOrders, (deps, call) => listOrders(deps, call.actor, call.query)),
  route(orders.readOrder, (deps, call) => readOrderPage(deps, call.actor, call.params.id)),
  route(orders.acceptOrder, async (deps, call) =>
    readOrderPage(deps, call.actor, (await step.acceptOrder(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(orders.refuseOrder, async (deps, call) => {
    await step.refuse(deps, call, { ...call.params, ...call.body });
    return done;
  }),
  route(orders.signInToOrder, async (deps, call) =>
    readOrderPage(deps, call.actor, (await step.signInToOrder(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(orders.recordStep, async (deps, call) =>
    readOrderPage(deps, call.actor, (await step.recordStep(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(orders.finishOrder, async (deps, call) =>
    readOrderPage(deps, call.actor, (await step.finishOrder(deps, call, { ...call.params, ...call.body })).id),
  ),
];

export const repairRoutes: Route[] = [...ownerRoutes, ...staffRoutes, ...workerRoutes];
