import * as dispatch from 'shared-types/dispatch';
import * as api from 'shared-types/repair';
import * as staffApi from 'shared-types/staffRepair';
import * as supervision from 'shared-types/supervision';
import * as orders from 'shared-types/workorder';
import { type Route, route } from '../../http/route.js';
import type { Deps } from '../../platform/deps.js';
import type { NoteInVisit } from '../../platform/inVisit.js';
import { readBoard, readDay } from './board.queries.js';
import { assignRepair } from './commands/assign.js';
import * as clocks from './commands/clockActs.js';
import { dispatchWaiting } from './commands/dispatchOrders.js';
import { followEscalation } from './commands/followEscalation.js';
import * as step from './commands/orderSteps.js';
import * as owner from './commands/ownerActs.js';
import { reportAsOwner } from './commands/reportAsOwner.js';
import { reportForOwner } from './commands/reportForOwner.js';
import * as staff from './commands/staffActs.js';
import { problemTypes } from './procedures.js';
import { readForOwner, readForStaff, readOrderPage } from './repair.pages.js';
import { listForCommunity, listOrders, listOwn } from './repair.queries.js';
import {
  listCallbacksDue,
  listDispatchesOf,
  listEscalated,
  readCandidates,
  readEscalation,
  readLastChoice,
} from './supervision.queries.js';

const done = { done: true } as const;

interface RepairNeighbours {
  /** Belongs to the feature that draws spot checks. */
  countChecks: (deps: Deps, communityId: string) => Promise<number>;
  /** Belongs to the feature that keeps visits at owners' homes. */
  noteInVisit: NoteInVisit;
}

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
  route(api.urgeRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.urgeRepair(deps, call, call.params)).id),
  ),
  route(api.reopenRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.reopenByOwner(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.rateRepair, async (deps, call) =>
    readForOwner(deps, call.actor, (await owner.rateRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
];

const staffRoutes = ({ noteInVisit }: RepairNeighbours): Route[] => [
  route(staffApi.listRepairs, (deps, call) => listForCommunity(deps, call.actor, call.query)),
  route(staffApi.readBoardDay, (deps, call) => readDay(deps, call.actor, call.query)),
  route(staffApi.readRepair, (deps, call) => readForStaff(deps, call.actor, call.params.id)),
  route(staffApi.reportRepairForOwner, async (deps, call) =>
    readForStaff(deps, call.actor, (await reportForOwner(deps, call, call.body, noteInVisit)).id),
  ),
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

const clockRoutes: Route[] = [
  route(staffApi.classifyRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.classifyRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.pauseRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.pauseRepair(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.resumeRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.resumeRepair(deps, call, call.params)).id),
  ),
  route(staffApi.recordCallback, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.recordCallback(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.reopenRepairByStaff, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.reopenByStaff(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.takeRepair, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.takeRepair(deps, call, call.params)).id),
  ),
  route(staffApi.addRepairOrder, async (deps, call) =>
    readForStaff(deps, call.actor, (await clocks.addOrder(deps, call, { ...call.params, ...call.body })).id),
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
  route(orders.pauseOrder, (deps, call) => clocks.pauseOrder(deps, call, { ...call.params, ...call.body })),
  route(orders.recordStep, async (deps, call) =>
    readOrderPage(deps, call.actor, (await step.recordStep(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(orders.finishOrder, async (deps, call) =>
    readOrderPage(deps, call.actor, (await step.finishOrder(deps, call, { ...call.params, ...call.body })).id),
  ),
];

const supervisionRoutes: Route[] = [
  route(supervision.listEscalations, (deps, call) => listEscalated(deps, call.actor, call.query)),
  route(supervision.followEscalation, async (deps, call) =>
    readEscalation(deps, call.actor, (await followEscalation(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(supervision.listCallbacks, (deps, call) => listCallbacksDue(deps, call.actor, call.query)),
  route(dispatch.listDispatches, (deps, call) => listDispatchesOf(deps, call.actor, call.params.id)),
  route(dispatch.listCandidates, (deps, call) => readCandidates(deps, call.actor, call.params.id, call.query.orderId)),
  route(dispatch.dispatchRepair, async (deps, call) => {
    const { orderId } = await clocks.dispatchAgain(deps, call, { ...call.params, ...call.body });
    // Chosen at once, so that the desk sees what came of it; the outbox would do it a moment later.
    await dispatchWaiting(deps, call.actor.communityId, orderId);
    return readLastChoice(deps, call.actor, call.params.id);
  }),
];

export const repairRoutes = (more: RepairNeighbours): Route[] => [
  ...ownerRoutes,
  ...staffRoutes(more),
  ...clockRoutes,
  route(staffApi.readRepairBoard, (deps, call) => readBoard(deps, call.actor, call.query, more.countChecks)),
  ...supervisionRoutes,
  ...workerRoutes,
];
