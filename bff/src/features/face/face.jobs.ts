import { faceTexts } from '../../locales/face.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { readCommunities } from '../community/community.door.js';
import { listDevices, readDeviceLogin } from '../device/device.door.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import { endConsent, finishIfGone } from './end.js';
import type { FaceConsentEntity, FacePhotoEntity } from './face.entity.js';
import { eraseTopic, syncTopic, watchTopic } from './face.model.js';
import { isTerminal } from './face.rules.js';
import {
  deletePhoto,
  findConsent,
  findDueDevices,
  findPhotos,
  findStrayPhotos,
  findTerminals,
  findUngone,
  lockConsent,
} from './face.store.js';
import { deleteFacePhoto } from './photo.js';
import { planSync, planWatch } from './plan.js';
import { pushMark } from './pushKey.js';
import { syncTerminal } from './sync.js';
import { keepWanted } from './wanted.js';

/** One photo, unless it is the one that counts; the bytes first, so that a row says of each that it may be there. */
const erasePhoto = async (
  deps: Deps,
  { communityId, consentId, id }: Omit<FacePhotoEntity, 'createdAt'>,
): Promise<void> => {
  if ((await findConsent(deps.db.reader, communityId, consentId))?.photoId === id) return;
  await deleteFacePhoto(deps, id);
  await inTransaction(deps.db, (tx) => deletePhoto(tx, communityId, id));
};

/** Of a consent that is over: everything; else the one that another one has replaced. */
const eraseOf = async (deps: Deps, communityId: string, consentId: string, replaced: string | null): Promise<void> => {
  const isOver = (await findConsent(deps.db.reader, communityId, consentId))?.endedAt != null;
  for (const photo of await findPhotos(deps.db.reader, communityId, consentId))
    if (isOver || photo.id === replaced) await erasePhoto(deps, photo);
  await inTransaction(deps.db, async (tx) => {
    const consent = await lockConsent(tx, communityId, consentId);
    if (consent) await finishIfGone(tx, deps, consent, eraseTopic);
  });
};

/** Consents of people who moved away, and those to a text that is not in force any more, are over. */
const endThoseThatAreOver = async (
  deps: Deps,
  communityId: string,
  open: readonly FaceConsentEntity[],
): Promise<void> => {
  const houseIds = [...new Set(open.map(({ houseId }) => houseId))];
  const bound = await readBoundAccounts(deps.db.reader, communityId, houseIds);
  const cause = { kind: 'background' as const, communityId, cause: watchTopic };
  for (const { id, houseId, accountId, version } of open) {
    const lives = (bound.get(houseId) ?? []).some((one) => one.accountId === accountId);
    const why = !lives ? 'left' : version === faceTexts.consent.version ? null : 'lapsed';
    if (!why) continue;
    await inTransaction(deps.db, async (tx) => {
      const consent = await lockConsent(tx, communityId, id);
      if (consent && !consent.endedAt) await endConsent(tx, deps, cause, { consent, why });
    });
  }
};

/** Terminals that were never asked, whose login or our address changed, or that were in trouble when last called. */
const findStrangers = async (deps: Deps, communityId: string): Promise<string[]> => {
  const { reader } = deps.db;
  const known = new Map((await findTerminals(reader, communityId)).map((one) => [one.deviceId, one]));
  const devices = (await listDevices(reader, communityId, { kinds: ['door', 'gate'] })).filter(isTerminal);
  const strangers: string[] = [];
  for (const { id: deviceId } of devices) {
    const login = await readDeviceLogin(deps, communityId, deviceId);
    const mark = login && pushMark(deps, { communityId, deviceId }, login);
    const before = known.get(deviceId);
    if (mark && (before?.introducedWith !== mark || before.problem)) strangers.push(deviceId);
  }
  return strangers;
};

const watch = async (deps: Deps, communityId: string): Promise<void> => {
  const { reader } = deps.db;
  const ungone = await findUngone(reader, communityId);
  await endThoseThatAreOver(
    deps,
    communityId,
    ungone.filter(({ endedAt }) => endedAt === null),
  );
  const strangers = await findStrangers(deps, communityId);
  await inTransaction(deps.db, async (tx) => {
    const busy = await keepWanted(tx, deps, communityId, await findUngone(tx, communityId));
    const due = await findDueDevices(tx, communityId, deps.clock.realNow());
    await planSync(tx, deps, communityId, [...new Set([...busy, ...due, ...strangers])]);
  });
};

export const faceHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: syncTopic,
    title: faceTexts.jobs.sync,
    handle: async (deps, job) => {
      await syncTerminal(deps, { communityId: job.communityId ?? '', deviceId: String(job.payload.deviceId) });
      return undefined;
    },
  },
  {
    queue: 'outbox',
    topic: eraseTopic,
    title: faceTexts.jobs.erase,
    handle: async (deps, job) => {
      const { consentId, replaced } = job.payload;
      await eraseOf(deps, job.communityId ?? '', String(consentId), replaced ? String(replaced) : null);
      return undefined;
    },
  },
  {
    queue: 'timer',
    topic: watchTopic,
    title: faceTexts.jobs.watch,
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      await watch(deps, communityId);
      return async (tx) => {
        if ((await findUngone(tx, communityId)).length > 0) await planWatch(tx, deps, communityId);
      };
    },
  },
];

const strayMs = 3_600_000;

/**
 * Hourly: photos that a cut left behind; and the watch is set again wherever there is a face or a terminal that nobody
 * has asked yet, should its timer have been lost.
 */
export const faceSweep = async (deps: Deps): Promise<void> => {
  const before = new Date(deps.clock.now().getTime() - strayMs);
  for (const { id: communityId } of await readCommunities(deps.db.reader)) {
    const strays = await findStrayPhotos(deps.db.reader, communityId, before);
    for (const photo of strays) await erasePhoto(deps, photo);
    const isNeeded =
      (await findUngone(deps.db.reader, communityId)).length > 0 || (await findStrangers(deps, communityId)).length > 0;
    if (isNeeded) await inTransaction(deps.db, (tx) => planWatch(tx, deps, communityId));
  }
};
