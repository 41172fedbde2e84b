import * as api from 'shared-types/access';
import * as ownApi from 'shared-types/ownDoor';
import * as staffApi from 'shared-types/staffAccess';
import * as passApi from 'shared-types/staffPass';
import { type Route, route } from '../../http/route.js';
import { listOwnPasses, openShared, readPassPlaces, readPassView } from './access.queries.js';
import { createPass } from './commands/createPass.js';
import { giveDoorToken } from './commands/giveDoorToken.js';
import { issuePass, revokeIssuedPass } from './commands/issuePass.js';
import { changeGroup, createGroup, removeGroup } from './commands/keepGroup.js';
import { openDoor } from './commands/openDoor.js';
import { openOwnDoor } from './commands/openOwnDoor.js';
import { recordPassage } from './commands/recordPassage.js';
import { revokePass } from './commands/revokePass.js';
import { readDoors, readExpected, readGroup, readGroups, readPassage, readPassages } from './gate.queries.js';
import { readDoorKeys, readOwnDoors, readOwnVisit } from './ownDoor.queries.js';
import { readDesk, readSlip } from './passDesk.queries.js';

const ownerRoutes: Route[] = [
  route(api.listPassPlaces, (deps, call) => readPassPlaces(deps, call.actor, call.params.id)),
  route(api.createPass, async (deps, call) => readPassView(deps, (await createPass(deps, call, call.body)).id)),
  route(api.listPasses, (deps, call) => listOwnPasses(deps, call.actor, call.query)),
  route(api.readPass, (deps, call) => readPassView(deps, call.params.id)),
  route(api.revokePass, async (deps, call) => readPassView(deps, (await revokePass(deps, call, call.params)).id)),
  route(api.openSharedPass, (deps, call) => openShared(deps, call.ip, call.body.token)),
];

const ownDoorRoutes: Route[] = [
  route(ownApi.listOwnDoors, (deps, call) => readOwnDoors(deps, call.actor, call.params.id)),
  route(ownApi.readDoorKeys, (deps, call) => readDoorKeys(deps, call.actor, call.params.id)),
  route(ownApi.askDoorToken, (deps, { actor, params, body }) =>
    giveDoorToken(deps, actor, { houseId: params.id, doorId: params.doorId, challenge: body.challenge }),
  ),
  route(ownApi.openOwnDoor, async (deps, call) => {
    const { id: houseId, doorId } = call.params;
    return readOwnVisit(deps, await openOwnDoor(deps, call, { houseId, doorId }));
  }),
];

const staffRoutes: Route[] = [
  route(staffApi.listExpected, (deps, call) => readExpected(deps, call.actor, call.query)),
  route(staffApi.listPassages, (deps, call) => readPassages(deps, call.actor, call.query)),
  route(staffApi.listDoors, (deps, call) => readDoors(deps, call.actor)),
  route(staffApi.openDoor, async (deps, call) =>
    readPassage(deps, call.actor, (await openDoor(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.recordPassage, async (deps, call) =>
    readPassage(deps, call.actor, (await recordPassage(deps, call, call.body)).id),
  ),
  route(staffApi.listGateGroups, (deps, call) => readGroups(deps, call.actor)),
  route(staffApi.createGateGroup, async (deps, call) =>
    readGroup(deps, call.actor, (await createGroup(deps, call, call.body)).id),
  ),
  route(staffApi.changeGateGroup, async (deps, call) =>
    readGroup(deps, call.actor, (await changeGroup(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.removeGateGroup, (deps, call) => removeGroup(deps, call, call.params)),
];

const deskRoutes: Route[] = [
  route(passApi.readPassDesk, (deps, call) => readDesk(deps, call.actor.communityId, call.params.id)),
  route(passApi.issuePass, async (deps, call) => {
    const { id } = await issuePass(deps, call, { ...call.params, ...call.body });
    return readSlip(deps, call.actor.communityId, { id, isFresh: true });
  }),
  route(passApi.readPassSlip, (deps, call) =>
    readSlip(deps, call.actor.communityId, { id: call.params.id, isFresh: false }),
  ),
  route(passApi.revokeIssuedPass, async (deps, call) => {
    const { id } = await revokeIssuedPass(deps, call, { ...call.params, ...call.body });
    return readSlip(deps, call.actor.communityId, { id, isFresh: false });
  }),
];

export const accessRoutes: Route[] = [...ownerRoutes, ...ownDoorRoutes, ...staffRoutes, ...deskRoutes];
