import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type HouseDoor, readDoorsOfHouses } from '../access/access.door.js';
import { readHouseBriefs } from '../community/community.door.js';
import { isTerminal } from '../face/face.door.js';
import type { DoorCardCopyEntity, DoorCardEntity } from './doorCard.entity.js';
import { findCopies, insertCopies, saveCopy } from './doorCard.store.js';

/** Terminals on the way home of each of some houses, by its id. */
export const readCardDoors = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[],
): Promise<Map<string, HouseDoor[]>> => {
  const [doorsOf, houses] = await Promise.all([
    readDoorsOfHouses(reader, communityId),
    readHouseBriefs(reader, [...new Set(houseIds)]),
  ]);
  return new Map(houses.map((house) => [house.id, doorsOf(house).filter(({ device }) => isTerminal(device))]));
};

const due = (deps: Pick<Deps, 'clock'>, wanted: boolean) => ({
  ...{ wanted, state: 'due' as const, tries: 0, problem: null },
  ...{ nextAt: deps.clock.realNow(), wantedAt: deps.clock.now() },
});

/** A card that must go from a terminal, from now on. */
export const unwant = (tx: Tx, deps: Pick<Deps, 'clock'>, copy: DoorCardCopyEntity): Promise<void> =>
  saveCopy(tx, copy, due(deps, false));

/**
 * Where cards that are open shall be, and no longer: doors come and go and are moved to other groups. The terminals that
 * have something to do now.
 */
export const keepWanted = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  communityId: string,
  cards: readonly DoorCardEntity[],
): Promise<string[]> => {
  const open = cards.filter(({ endedAt }) => endedAt === null);
  const houseIds = open.map(({ houseId }) => houseId);
  const ids = open.map(({ id }) => id);
  const doors = await readCardDoors(tx, communityId, houseIds);
  const copiesOf = new Map<string, DoorCardCopyEntity[]>(ids.map((id) => [id, []]));
  for (const copy of await findCopies(tx, communityId, ids)) copiesOf.get(copy.doorCardId)?.push(copy);
  const busy = new Set<string>();
  const fresh: DoorCardCopyEntity[] = [];
  for (const { id: doorCardId, houseId } of open) {
    const own = copiesOf.get(doorCardId) ?? [];
    const shall = (doors.get(houseId) ?? []).map(({ device }) => device.id);
    for (const deviceId of shall) {
      const copy = own.find((one) => one.deviceId === deviceId);
      // There, on its way, or at a terminal that has no cards.
      if (copy?.wanted) continue;
      if (copy) await saveCopy(tx, copy, due(deps, true));
      else fresh.push({ communityId, doorCardId, deviceId, ...due(deps, true) });
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
