import { faceTexts } from '../../locales/face.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type HouseDoor, readDoorsOfHouses, readTerminals, type StandingTerminal } from '../access/access.door.js';
import { readHouseBriefs } from '../community/community.door.js';
import { unwant } from './end.js';
import type { FaceConsentEntity, FaceCopyEntity } from './face.entity.js';
import { type KioskConsent, mayTakeFaces, namesKiosk } from './face.rules.js';
import { findCopies, findTerminals, insertCopies, saveCopy } from './face.store.js';

/** Doors that may take faces on the way home of each of some houses, by its id. Asked or not, whether they can. */
export const readFaceDoors = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[],
): Promise<Map<string, HouseDoor[]>> => {
  const [doorsOf, houses] = await Promise.all([
    readDoorsOfHouses(reader, communityId),
    readHouseBriefs(reader, [...new Set(houseIds)]),
  ]);
  return new Map(
    houses.map((house) => [house.id, doorsOf(house).filter(({ device, beside }) => mayTakeFaces(device, beside))]),
  );
};

/** Terminals beside kiosks; they take the faces of those who agreed to it, wherever these live. */
export const readKioskTerminals = async (reader: Reader, communityId: string): Promise<StandingTerminal[]> =>
  (await readTerminals(reader, communityId)).filter(({ kioskId }) => kioskId !== null);

/** By the texts that are in force now. */
export const consentNamesKiosk = (consent: KioskConsent): boolean =>
  namesKiosk(consent, { version: faceTexts.consent.version, kioskVersion: faceTexts.kiosk.version });

/** Those that were asked and have no faces. */
export const readFaceless = async (reader: Reader, communityId: string): Promise<Set<string>> =>
  new Set(
    (await findTerminals(reader, communityId)).filter(({ faces }) => faces === false).map(({ deviceId }) => deviceId),
  );

/**
 * Where the faces of open consents with a photo shall be, and no longer: doors come and go, are moved to other groups,
 * lose the other way beside them. The terminals that have something to do now.
 */
export const keepWanted = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  communityId: string,
  consents: readonly FaceConsentEntity[],
): Promise<string[]> => {
  const open = consents.filter(({ endedAt }) => endedAt === null);
  const [doors, faceless, copies, atKiosks] = await Promise.all([
    readFaceDoors(
      tx,
      communityId,
      open.map(({ houseId }) => houseId),
    ),
    readFaceless(tx, communityId),
    findCopies(
      tx,
      communityId,
      open.map(({ id }) => id),
    ),
    readKioskTerminals(tx, communityId),
  ]);
  const busy = new Set<string>();
  const fresh: FaceCopyEntity[] = [];
  for (const consent of open) {
    const { id: consentId, houseId, photoId } = consent;
    const own = copies.filter((copy) => copy.consentId === consentId);
    const kiosks = consentNamesKiosk(consent) ? atKiosks.map(({ id }) => id) : [];
    const shall = photoId ? [...(doors.get(houseId) ?? []).map(({ device }) => device.id), ...kiosks] : [];
    for (const deviceId of shall.filter((one) => !faceless.has(one))) {
      const copy = own.find((one) => one.deviceId === deviceId);
      if (copy?.wanted && copy.photoId === photoId) continue;
      // On its way already, or waiting for its next try.
      if (copy?.wanted && copy.state === 'due') continue;
      const change = { wanted: true, state: 'due' as const, tries: 0, problem: null, nextAt: deps.clock.realNow() };
      if (copy) await saveCopy(tx, copy, { ...change, wantedAt: deps.clock.now() });
      else fresh.push({ communityId, consentId, deviceId, photoId: null, ...change, wantedAt: deps.clock.now() });
      busy.add(deviceId);
    }
    for (const copy of own.filter(({ wanted, deviceId }) => wanted && !shall.includes(deviceId))) {
      await unwant(tx, deps, copy);
      busy.add(copy.deviceId);
    }
  }
  await insertCopies(tx, fresh);
  return [...busy];
};
