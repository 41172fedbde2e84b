import { ownCodePrefix } from 'shared-types/ownCode';
import { toInstant } from 'shared-types/time';
import { DoorMessage } from '../../adapters/access-control/anjuWire.js';
import { readCredential } from '../../adapters/access-control/deviceCredential.js';
import { beatAnswer, readPlateMessage, seenAnswer } from '../../adapters/access-control/plateWire.js';
import type { Callback, CallbackAnswer } from '../../http/callbacks.js';
import { barWords } from '../../locales/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { type DeviceSummary, findDevice, noteDeviceSeen, verifyDeviceSecret } from '../device/device.door.js';
import { findGroupsOfDevice } from './access.store.js';
import { askAtDoor } from './commands/askAtDoor.js';
import { askOwnCode } from './commands/askOwnCode.js';
import { seePlate } from './commands/seePlate.js';
import { takeTold } from './commands/takeTold.js';
import type { Door } from './doorFacts.js';
import { readDoorList } from './doorList.queries.js';
import { readResidentList } from './residentList.queries.js';
import { signersOf } from './signing.js';
import { readWhitelist } from './whitelist.queries.js';

const json = (status: number, body: object): CallbackAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

/** A device that proved who it is, of one of these kinds; else null, and nobody learns which of it was wrong. */
const signIn = async (
  deps: Deps,
  authorization: string | undefined,
  kinds: readonly DeviceSummary['kind'][],
): Promise<DeviceSummary | null> => {
  const credential = readCredential(authorization);
  if (!credential) return null;
  const { communityId, deviceId, secret } = credential;
  if (!(await verifyDeviceSecret(deps, communityId, deviceId, secret))) return null;
  const device = await findDevice(deps.db.reader, communityId, deviceId);
  return device && kinds.includes(device.kind) ? device : null;
};

/** Undefined: no JSON, which nothing understands. */
const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** People know a lane by the name of its gate, not of its camera. */
const laneOf = async (deps: Deps, { communityId, id, name }: DeviceSummary): Promise<Door> => {
  const [group] = await findGroupsOfDevice(deps.db.reader, communityId, id);
  return { communityId, id, name: group?.name ?? name };
};

const noteSeen = (deps: Deps, { communityId, id: deviceId }: DeviceSummary, firmware?: string): Promise<void> =>
  inTransaction(deps.db, (tx) =>
    noteDeviceSeen(tx, { communityId, deviceId, at: deps.clock.now(), online: true, firmware }),
  );

/** Nothing for a controller that knows no residents' codes. */
const residentsFor = async (deps: Deps, door: DeviceSummary, have: string | null | undefined): Promise<object> => {
  if (have === undefined) return {};
  const { list, fingerprint } = await readResidentList(deps, door);
  return { residentsFingerprint: fingerprint, ...(have === fingerprint ? {} : { residents: list }) };
};

const answer = async (deps: Deps, door: DeviceSummary, message: DoorMessage): Promise<object> => {
  if (message.kind === 'ask')
    return message.code?.startsWith(ownCodePrefix) ? askOwnCode(deps, door, message) : askAtDoor(deps, door, message);
  if (message.kind === 'passages') {
    for (const passage of message.passages) await takeTold(deps, door, passage);
    return { kept: message.passages.map(({ id }) => id) };
  }
  const at = deps.clock.now();
  await noteSeen(deps, door, message.firmware);
  const { list, fingerprint } = await readDoorList(deps, door);
  const always = {
    ...{ now: toInstant(at), realNow: toInstant(deps.clock.realNow()), fingerprint },
    ...(await residentsFor(deps, door, message.haveResidents)),
  };
  // A controller that holds no list yet learns here, over its own signed-in connection, which keys to believe.
  if (message.have === null) return { ...always, keys: signersOf(deps.keys).map(({ spki }) => spki), list };
  return message.have === fingerprint ? always : { ...always, list };
};

/** Our generic controller by HTTP: it asks, tells what it decided alone, and fetches what it needs to decide alone. */
export const accessCallbacks: Callback[] = [
  {
    path: '/callbacks/devices/anju',
    handle: async (deps, { headers, body }) => {
      const door = await signIn(deps, headers.authorization, ['door', 'gate']);
      if (!door) return json(401, { code: 'FAIL', message: 'not signed in' });
      const message = DoorMessage.safeParse(parsed(body));
      if (!message.success) return json(400, { code: 'FAIL', message: 'not understood' });
      return json(200, await answer(deps, door, message.data));
    },
  },
  {
    path: '/callbacks/devices/plate',
    handle: async (deps, { headers, body }) => {
      const camera = await signIn(deps, headers.authorization, ['plate-camera']);
      if (!camera) return json(401, { code: 'FAIL', message: 'not signed in' });
      const message = readPlateMessage(parsed(body));
      if (!message) return json(400, { code: 'FAIL', message: 'not understood' });
      if (message.kind === 'seen') {
        const { admitted, reason } = await seePlate(deps, await laneOf(deps, camera), message);
        return { ...json(200, {}), body: seenAnswer(admitted, barWords(admitted ? null : reason)) };
      }
      await noteSeen(deps, camera);
      const { plates, fingerprint } = await readWhitelist(deps, camera);
      return { ...json(200, {}), body: beatAnswer(fingerprint, message.have === fingerprint ? null : plates) };
    },
  },
];
