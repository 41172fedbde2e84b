import * as api from 'shared-types/kiosk';
import * as promptApi from 'shared-types/kioskPrompt';
import { toInstant } from 'shared-types/time';
import { type Route, route } from '../../http/route.js';
import { noticeBoardOf } from '../announcement/announcement.door.js';
import { enrolKiosk } from './commands/enrolKiosk.js';
import { openFaceVisit, takeFace } from './commands/faceVisit.js';
import { blockCard, closeCardDoors, issueCard } from './commands/keepCard.js';
import { issueKioskCode, linkTerminal, registerKiosk, revokeKiosk } from './commands/keepKiosk.js';
import { keepPrompt, preferPrompts, removePrompt } from './commands/keepPrompt.js';
import { endVisit, openVisit, recordInVisit, reportInVisit } from './commands/visit.js';
import { limitCards } from './kiosk.limits.js';
import { listAll, listOfHouse, mustHold, readCard, readOne, readSelf } from './kiosk.queries.js';
import { listPrompts, promptsForMachine } from './prompt.queries.js';

const staffRoutes: Route[] = [
  route(api.listKiosks, (deps, call) => listAll(deps, call.actor.communityId)),
  route(api.registerKiosk, async (deps, call) =>
    readOne(deps, call.actor.communityId, (await registerKiosk(deps, call, call.body)).id),
  ),
  route(api.issueKioskCode, async (deps, call) => {
    const { code, until } = await issueKioskCode(deps, call, call.params.id);
    return { code, until: toInstant(until) };
  }),
  route(api.linkKioskTerminal, async (deps, call) =>
    readOne(deps, call.actor.communityId, (await linkTerminal(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.revokeKiosk, async (deps, call) =>
    readOne(deps, call.actor.communityId, (await revokeKiosk(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.listCardsOfHouse, (deps, call) => listOfHouse(deps, call.actor.communityId, call.params.id)),
  route(api.issueCard, async (deps, call) => {
    const { id } = await issueCard(deps, call, {
      ...{ personId: call.params.id, number: call.body.number, doors: call.body.doors ?? false },
    });
    return readCard(deps, call.actor.communityId, id);
  }),
  route(api.blockCard, async (deps, call) =>
    readCard(deps, call.actor.communityId, (await blockCard(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.closeCardDoors, async (deps, call) =>
    readCard(deps, call.actor.communityId, (await closeCardDoors(deps, call, call.params)).id),
  ),
  route(api.identifyByCard, async (deps, call) => {
    await limitCards(deps, call.actor.id);
    const { house, name } = await mustHold(deps, call.actor.communityId, call.body.card);
    return { houseId: house.id, houseLabel: house.label, name };
  }),
];

const machineRoutes: Route[] = [
  route(api.enrolKiosk, async (deps, call) => {
    const { token, communityId, id } = await enrolKiosk(deps, call, call.body.code);
    return { token, kiosk: await readSelf(deps, communityId, id) };
  }),
  route(api.readKioskSelf, (deps, call) => readSelf(deps, call.actor.communityId, call.actor.id)),
  route(api.readKioskBoard, (deps, call) => noticeBoardOf(deps, call.actor)),
  route(api.openKioskVisit, (deps, call) => openVisit(deps, call, call.body.card)),
  route(api.takeKioskFace, (deps, call) => takeFace(deps, call)),
  route(api.openKioskFaceVisit, (deps, call) =>
    openFaceVisit(deps, call, { callId: call.params.id, houseId: call.body.houseId }),
  ),
  route(api.endKioskVisit, async (deps, call) => {
    await endVisit(deps, call, call.params.id);
    return {};
  }),
  route(api.recordAtKiosk, (deps, call) =>
    recordInVisit(deps, call, { ...call.params, ...call.upload, durationMs: call.query.durationMs ?? null }),
  ),
  route(api.reportAtKiosk, (deps, call) => reportInVisit(deps, call, { ...call.params, ...call.body })),
];

const promptRoutes: Route[] = [
  route(promptApi.listKioskPrompts, (deps, call) => listPrompts(deps, call.actor.communityId)),
  route(promptApi.keepKioskPrompt, async (deps, call) => {
    await keepPrompt(deps, call, { ...call.params, ...call.body });
    return listPrompts(deps, call.actor.communityId);
  }),
  route(promptApi.removeKioskPrompt, (deps, call) => removePrompt(deps, call, call.params)),
  route(promptApi.preferKioskPrompts, async (deps, call) => {
    await preferPrompts(deps, call, call.body);
    return listPrompts(deps, call.actor.communityId);
  }),
  route(promptApi.readKioskPrompts, (deps, call) => promptsForMachine(deps, call.actor.communityId)),
];

export const kioskRoutes: Route[] = [...staffRoutes, ...machineRoutes, ...promptRoutes];
