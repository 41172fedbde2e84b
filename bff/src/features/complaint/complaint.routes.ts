import * as api from 'shared-types/complaint';
import * as desk from 'shared-types/staffComplaint';
import { type Route, route } from '../../http/route.js';
import type { NoteInVisit } from '../../platform/inVisit.js';
import { fileComplaint, takeInComplaint } from './commands/fileComplaint.js';
import { decideOutcome, draftOutcome, withdrawOutcome } from './commands/outcomeActs.js';
import * as owner from './commands/ownerActs.js';
import * as staff from './commands/staffActs.js';
import { listForDesk, readDeskChoices, readForDesk } from './complaint.desk.js';
import { listOwn, listPublic, readChoices, readOwn } from './complaint.queries.js';

const ownerRoutes: Route[] = [
  route(api.listComplaintChoices, (deps, call) => readChoices(deps, call.actor)),
  route(api.fileComplaint, async (deps, call) =>
    readOwn(deps, call.actor, (await fileComplaint(deps, call, call.body)).id),
  ),
  route(api.listOwnComplaints, (deps, call) => listOwn(deps, call.actor, call.query)),
  route(api.readOwnComplaint, (deps, call) => readOwn(deps, call.actor, call.params.id)),
  route(api.addToComplaint, async (deps, call) =>
    readOwn(deps, call.actor, (await owner.addToComplaint(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.urgeComplaint, async (deps, call) =>
    readOwn(deps, call.actor, (await owner.urgeComplaint(deps, call, call.params)).id),
  ),
  route(api.acceptComplaintAnswer, async (deps, call) =>
    readOwn(deps, call.actor, (await owner.acceptAnswer(deps, call, call.params)).id),
  ),
  route(api.objectToComplaintAnswer, async (deps, call) =>
    readOwn(deps, call.actor, (await owner.objectToAnswer(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.rateComplaint, async (deps, call) =>
    readOwn(deps, call.actor, (await owner.rateComplaint(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.listOutcomes, (deps, call) => listPublic(deps, call.actor, call.query)),
];

/** `noteInVisit` belongs to the feature that keeps visits at owners' homes. */
export const complaintRoutes = ({ noteInVisit }: { noteInVisit: NoteInVisit }): Route[] => [
  ...ownerRoutes,
  route(desk.listComplaints, (deps, call) => listForDesk(deps, call.actor, call.query)),
  route(desk.listComplaintCategories, (deps, call) => readDeskChoices(deps, call.actor)),
  route(desk.readComplaint, (deps, call) => readForDesk(deps, call.actor, call.params.id)),
  route(desk.takeInComplaint, async (deps, call) =>
    readForDesk(deps, call.actor, (await takeInComplaint(deps, call, call.body, noteInVisit)).id),
  ),
  route(desk.takeComplaint, async (deps, call) =>
    readForDesk(deps, call.actor, (await staff.takeComplaint(deps, call, call.params)).id),
  ),
  route(desk.answerComplaint, async (deps, call) =>
    readForDesk(deps, call.actor, (await staff.answerComplaint(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.mergeComplaint, async (deps, call) =>
    readForDesk(deps, call.actor, (await staff.mergeComplaint(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.splitComplaint, async (deps, call) =>
    readForDesk(deps, call.actor, (await staff.splitComplaint(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.draftOutcome, async (deps, call) =>
    readForDesk(deps, call.actor, (await draftOutcome(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.decideOutcome, async (deps, call) =>
    readForDesk(deps, call.actor, (await decideOutcome(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.withdrawOutcome, async (deps, call) =>
    readForDesk(deps, call.actor, (await withdrawOutcome(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.unmaskComplaintContact, (deps, call) => staff.unmaskContact(deps, call, { ...call.params, ...call.body })),
];
