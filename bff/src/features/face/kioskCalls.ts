import { deterministicId } from '../../kernel/ids.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { readBoundAccounts, readOwnerBrief } from '../identity/identity.door.js';
import type { FaceCallEntity, FaceConsentEntity } from './face.entity.js';
import { chooseMs, freshMs, isFresh } from './face.rules.js';
import {
  deleteCallsBefore,
  findConsent,
  findOpenOf,
  hasFreshCall,
  insertCall,
  lockCall,
  lockCalls,
  lockConsent,
  saveCall,
} from './face.store.js';
import { consentNamesKiosk } from './wanted.js';

/** What a face at a terminal beside a kiosk may open there (C4): a question that the machine asks, once, while it is fresh. */

const keptMs = 3_600_000;

/** Those of somebody that stand, name the kiosk, and are of houses where they still live. */
const standing = async (reader: Reader, consents: readonly FaceConsentEntity[]): Promise<FaceConsentEntity[]> => {
  const named = consents.filter(consentNamesKiosk);
  const [first] = named;
  if (!first) return [];
  const houseIds = named.map(({ houseId }) => houseId);
  const bound = await readBoundAccounts(reader, first.communityId, houseIds);
  return named.filter(({ houseId, accountId }) =>
    (bound.get(houseId) ?? []).some((one) => one.accountId === accountId),
  );
};

export interface KioskFace {
  communityId: string;
  deviceId: string;
  kioskId: string;
  eventId: string;
  employeeNo: string;
  at: Date;
  isLate: boolean;
}

/** A terminal beside a kiosk knew somebody. Old news, news that came before, and whoever did not agree to it open nothing. */
export const hearFaceAtKiosk = async (deps: Deps, told: KioskFace): Promise<void> => {
  const { communityId, deviceId, kioskId } = told;
  const [now, speed] = [deps.clock.now(), deps.clock.speed()];
  if (!isFresh(told, now, speed)) return;
  const consent = await findConsent(deps.db.reader, communityId, told.employeeNo);
  if (!consent || (await standing(deps.db.reader, [consent])).length === 0) return;
  const id = deterministicId('face-call', communityId, deviceId, told.eventId);
  // Its seconds began at the terminal.
  const agedMs = Math.max(0, now.getTime() - told.at.getTime()) / Math.max(1, speed);
  const heardAt = new Date(deps.clock.realNow().getTime() - agedMs);
  try {
    await inTransaction(deps.db, async (tx) => {
      await deleteCallsBefore(tx, communityId, new Date(heardAt.getTime() - keptMs));
      await insertCall(tx, {
        ...{ communityId, id, kioskId, accountId: consent.accountId, heardAt, takenAt: null, usedAt: null },
      });
    });
  } catch (error) {
    // Told again: it was heard, and may be used already.
    if (!isDuplicate(error)) throw error;
  }
};

export interface FaceHouse {
  consentId: string;
  accountId: string;
  houseId: string;
  houseLabel: string;
}

export interface TakenFace {
  callId: string;
  name: string;
  /** Never none; where there is one, it counts as chosen. */
  houses: FaceHouse[];
}

const housesOf = async (tx: Tx, { communityId, accountId }: FaceCallEntity): Promise<FaceHouse[]> => {
  const consents = await standing(tx, await findOpenOf(tx, communityId, accountId));
  const labels = new Map(
    (
      await readHouseBriefs(
        tx,
        consents.map(({ houseId }) => houseId),
      )
    ).map(({ id, label }) => [id, label]),
  );
  return consents.map(({ id: consentId, houseId }) => ({
    ...{ consentId, accountId, houseId, houseLabel: labels.get(houseId) ?? '' },
  }));
};

/** Whether there is anything to take: asked every other second by each machine, and nearly always no. */
export const faceWaits = (
  reader: Reader,
  { clock }: Pick<Deps, 'clock'>,
  { communityId, kioskId }: { communityId: string; kioskId: string },
): Promise<boolean> =>
  hasFreshCall(reader, { communityId, kioskId, since: new Date(clock.realNow().getTime() - freshMs) });

/** Who stands before a kiosk, for the machine that asks; the newest alone, and each once. Null: nobody who may. */
export const takeFaceCall = async (
  tx: Tx,
  deps: Deps,
  { communityId, kioskId }: { communityId: string; kioskId: string },
): Promise<TakenFace | null> => {
  const now = deps.clock.realNow();
  const since = new Date(now.getTime() - freshMs);
  const calls = await lockCalls(tx, { communityId, kioskId, since });
  for (const one of calls) await saveCall(tx, one, { takenAt: now });
  const [call] = calls;
  if (!call) return null;
  const houses = await housesOf(tx, call);
  if (houses.length === 0) return null;
  if (houses.length === 1) await saveCall(tx, call, { usedAt: now });
  const owner = await readOwnerBrief(tx, deps, call.accountId);
  return { callId: call.id, name: owner?.displayName ?? '', houses };
};

/** One of the houses, by whoever was asked which; once, and soon. Null: it is too late, or not theirs. */
export const chooseFaceHouse = async (
  tx: Tx,
  deps: Deps,
  chosen: { communityId: string; kioskId: string; callId: string; houseId: string },
): Promise<(FaceHouse & { name: string }) | null> => {
  const call = await lockCall(tx, chosen.communityId, chosen.callId);
  const now = deps.clock.realNow();
  if (!call?.takenAt || call.usedAt || call.kioskId !== chosen.kioskId) return null;
  if (now.getTime() - call.takenAt.getTime() > chooseMs) return null;
  const house = (await housesOf(tx, call)).find(({ houseId }) => houseId === chosen.houseId);
  if (!house) return null;
  await saveCall(tx, call, { usedAt: now });
  const owner = await readOwnerBrief(tx, deps, call.accountId);
  return { ...house, name: owner?.displayName ?? '' };
};

/** Whether what a consent opened at a kiosk may go on: it was not taken back meanwhile. Held until the transaction ends. */
export const faceStands = async (tx: Tx, communityId: string, consentId: string): Promise<boolean> => {
  const consent = await lockConsent(tx, communityId, consentId);
  return consent !== null && (await standing(tx, [consent])).length > 0;
};
