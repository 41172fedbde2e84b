import type { IncomingHttpHeaders } from 'node:http';
import {
  type CameraCredential,
  type CameraPush,
  CameraPushRefused,
  cameraMaxBytes,
  readCameraPush,
  readCredential,
} from '../../adapters/camera/cameraPush.js';
import type { Callback, CallbackAnswer } from '../../http/callbacks.js';
import { AppError } from '../../kernel/appError.js';
import { deterministicId } from '../../kernel/ids.js';
import { alarmTexts } from '../../locales/alarm.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';
import { publish } from '../../platform/queue/queue.js';
import { findDevice, noteDeviceSeen, verifyDeviceSecret } from '../device/device.door.js';
import { type DevicePicture, keepDevicePicture, storeDevicePicture } from '../file/file.door.js';
import { findSaid, insertSaid } from './alarm.store.js';

const answer = (status: number, message: string): CallbackAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code: status < 300 ? 'OK' : 'FAIL', message }),
});
const kept: CallbackAnswer = { status: 204 };

/** A wrong secret is tried so often a minute, and a camera pushes so much: what is more is refused unread. */
const wrongLimit = (deps: Deps) =>
  createRateLimit(deps.keyValue, { name: 'camera-wrong', points: 20, windowMs: 60_000 });
const pushLimit = (deps: Deps) => createRateLimit(deps.keyValue, { name: 'camera', points: 120, windowMs: 60_000 });

/** Cameras keep what they could not send for some days; what is older is no alarm any more. */
const oldestMs = 72 * 3_600_000;

/** Null: welcome. The device must be a camera that is not scrapped, with its own secret. */
const refusalOf = async (deps: Deps, credential: CameraCredential | null): Promise<CallbackAnswer | null> => {
  if (!credential) return answer(401, 'credentials missing');
  const { communityId, deviceId, secret } = credential;
  if (!(await pushLimit(deps)(deviceId)).allowed) return answer(429, 'too many');
  if (!(await verifyDeviceSecret(deps, communityId, deviceId, secret))) {
    const { allowed } = await wrongLimit(deps)(deviceId);
    return allowed ? answer(401, 'credentials wrong') : answer(429, 'too many');
  }
  const device = await findDevice(deps.db.reader, communityId, deviceId);
  return device?.kind === 'camera' ? null : answer(403, 'not a camera');
};

/** A picture that cannot be opened is no reason to lose the alarm. */
const storePicture = async (
  deps: Deps,
  bytes: Buffer | null,
): Promise<{ picture: DevicePicture | null; broken: boolean }> => {
  if (!bytes) return { picture: null, broken: false };
  try {
    return { picture: await storeDevicePicture(deps, bytes), broken: false };
  } catch (error) {
    if (error instanceof AppError) return { picture: null, broken: true };
    throw error;
  }
};

const keep = async (deps: Deps, { communityId, deviceId }: CameraCredential, push: CameraPush): Promise<void> => {
  const { eventId, kind, at, words } = push.event;
  const id = deterministicId('alarm_said', communityId, deviceId, eventId);
  if (await findSaid(deps.db.reader, communityId, id)) return;
  const { picture, broken } = await storePicture(deps, push.picture);
  const now = deps.clock.now();
  const said = [words, broken ? alarmTexts.brokenPicture : ''].filter(Boolean).join('；').slice(0, 200);
  try {
    await inTransaction(deps.db, async (tx) => {
      await insertSaid(tx, {
        communityId,
        id,
        deviceId,
        kind,
        // A clock that runs ahead does not put an alarm into the future.
        at: new Date(Math.min(new Date(at).getTime(), now.getTime())),
        receivedAt: now,
        words: said || null,
        alarmId: null,
        actedAt: null,
      });
      const subject = { communityId, subjectKind: 'alarm', subjectId: id, deviceId };
      if (picture) await keepDevicePicture(tx, deps, picture, subject);
      await noteDeviceSeen(tx, { communityId, deviceId, at: now, online: true });
      await publish(tx, deps.clock, { communityId, topic: 'alarm.said', payload: { saidId: id } });
    });
  } catch (error) {
    // The same push came twice at once, and the other was kept.
    if (!isDuplicate(error)) throw error;
  }
};

const handle = async (deps: Deps, headers: IncomingHttpHeaders, body: Buffer): Promise<CallbackAnswer> => {
  const credential = readCredential(headers);
  if (!credential) return answer(401, 'credentials missing');
  try {
    const push = await readCameraPush(headers, body);
    if (deps.clock.now().getTime() - new Date(push.event.at).getTime() > oldestMs) return answer(400, 'too old');
    await keep(deps, credential, push);
    return kept;
  } catch (error) {
    if (error instanceof CameraPushRefused) return answer(400, error.message);
    throw error;
  }
};

/** What cameras push (S1): who calls is known before the body is read; kept, answered, then acted on by a worker. */
export const alarmCallbacks: Callback[] = [
  {
    path: '/callbacks/devices/camera',
    maxBytes: cameraMaxBytes,
    admit: (deps, headers) => refusalOf(deps, readCredential(headers)),
    handle: (deps, { headers, body }) => handle(deps, headers, body),
  },
];
