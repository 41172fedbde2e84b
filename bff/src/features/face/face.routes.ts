import * as api from 'shared-types/face';
import { readFaceCounts } from 'shared-types/staffFace';
import { type Route, route } from '../../http/route.js';
import { giveConsent, withdrawConsent } from './commands/faceConsent.js';
import { keepPhoto } from './commands/keepPhoto.js';
import { agreeToKiosk, withdrawFromKiosk } from './commands/kioskFace.js';
import { readCounts, readFaceView } from './face.queries.js';

export const faceRoutes: Route[] = [
  route(api.readFace, (deps, call) => readFaceView(deps, call.actor, call.params.id)),
  route(api.giveFaceConsent, async (deps, call) => {
    await giveConsent(deps, call, { houseId: call.params.id, version: call.body.version });
    return readFaceView(deps, call.actor, call.params.id);
  }),
  route(api.uploadFacePhoto, async (deps, call) => {
    await keepPhoto(deps, call, { houseId: call.params.id, bytes: call.upload.bytes });
    return readFaceView(deps, call.actor, call.params.id);
  }),
  route(api.withdrawFaceConsent, async (deps, call) => {
    await withdrawConsent(deps, call, { houseId: call.params.id });
    return readFaceView(deps, call.actor, call.params.id);
  }),
  route(api.agreeToKioskFace, async (deps, call) => {
    await agreeToKiosk(deps, call, { houseId: call.params.id, version: call.body.version });
    return readFaceView(deps, call.actor, call.params.id);
  }),
  route(api.withdrawKioskFace, async (deps, call) => {
    await withdrawFromKiosk(deps, call, { houseId: call.params.id });
    return readFaceView(deps, call.actor, call.params.id);
  }),
  route(readFaceCounts, (deps, call) => readCounts(deps, call.actor)),
];
