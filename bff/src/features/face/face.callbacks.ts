import { type IsapiCardPassage, readIsapiEvent, readPush } from '../../adapters/access-control/isapiWire.js';
import type { Callback, CallbackAnswer } from '../../http/callbacks.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readTerminalPost, takeTerminalPassage } from '../access/access.door.js';
import { type DeviceSummary, findDevice, noteDeviceSeen, readDeviceLogin } from '../device/device.door.js';
import { isTerminal } from './face.rules.js';
import { findConsent } from './face.store.js';
import { hearFaceAtKiosk } from './kioskCalls.js';
import { pushKeyFits, pushPath, readPusher } from './pushKey.js';

const json = (status: number, body: object): CallbackAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
const refused = json(401, { code: 'FAIL', message: 'not signed in' });

/** Pictures come beside the words, and are not read. */
const mostBytes = 1024 * 1024;

/** Who hears of cards at a terminal: what a card is, faces do not know. */
export type CardListener = (deps: Deps, door: DeviceSummary, passage: IsapiCardPassage) => Promise<void>;

/** What terminals push: who was let in by face or card, once however often it comes. */
export const faceCallbacks = (hearCard: CardListener): Callback[] => [
  {
    path: pushPath,
    maxBytes: mostBytes,
    handle: async (deps, { headers, body, query }) => {
      const who = readPusher(query);
      const login = who && (await readDeviceLogin(deps, who.communityId, who.deviceId));
      if (!who || !login || !pushKeyFits(deps, who, login, query)) return refused;
      const door = await findDevice(deps.db.reader, who.communityId, who.deviceId);
      if (!door || !isTerminal(door)) return refused;
      const event = readIsapiEvent(await readPush(headers['content-type'], body));
      if (!event) return json(400, { code: 'FAIL', message: 'not understood' });
      await inTransaction(deps.db, (tx) => noteDeviceSeen(tx, { ...who, at: deps.clock.now(), online: true }));
      if (event.kind === 'other') return json(200, { code: 'OK' });
      const kioskId = await readTerminalPost(deps.db.reader, who.communityId, who.deviceId);
      if (kioskId) {
        // It stands at a kiosk and is no door: nobody passed, and a card is read by the machine itself.
        if (event.kind === 'face' && door.lifecycle === 'in-use')
          await hearFaceAtKiosk(deps, { ...who, ...event, kioskId });
        return json(200, { code: 'OK' });
      }
      if (event.kind === 'card') {
        await hearCard(deps, door, event);
        return json(200, { code: 'OK' });
      }
      const consent = await findConsent(deps.db.reader, who.communityId, event.employeeNo);
      const { eventId, direction, at, isLate } = event;
      await takeTerminalPassage(deps, door, {
        ...{ way: 'face', eventId, direction, at, isLate, houseId: consent?.houseId ?? null, who: null, refused: null },
        endedBy: (when) => consent?.endedAt != null && when > consent.endedAt,
      });
      return json(200, { code: 'OK' });
    },
  },
];
