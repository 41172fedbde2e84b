import { readHousesOfPeople } from '../src/features/community/house.door.js';
import { DoorCardEntity } from '../src/features/doorcard/doorCard.entity.js';
import { insertDoorCard } from '../src/features/doorcard/doorCard.store.js';
import { numberIndexOf, sealNumber } from '../src/features/doorcard/number.js';
import { planWatch } from '../src/features/doorcard/plan.js';
import { readCardDoors } from '../src/features/doorcard/wanted.js';
import { OwnerCardEntity } from '../src/features/kiosk/kiosk.entity.js';
import { newId } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { demoCardNumbers } from './kiosk.js';

const monthMs = 30 * 86_400_000;
const cards = 2;

/** Two of the demo's owners have cards that open doors: those of the kiosk, 0010000001 and the next. */
export const makeDoorCards = async (deps: Deps, communityId: string): Promise<void> => {
  const { reader } = deps.db;
  if (await reader.existsBy(DoorCardEntity, { communityId })) return;
  const numbers = demoCardNumbers(deps, communityId);
  const held = await reader.find(OwnerCardEntity, { where: { communityId, status: 'valid' }, order: { id: 'ASC' } });
  const houses = await readHousesOfPeople(
    reader,
    communityId,
    held.map(({ personId }) => personId),
  );
  const doors = await readCardDoors(reader, communityId, [...houses.values()]);
  const chosen = held
    .flatMap((card) => {
      const number = card.liveIndex ? numbers.get(card.liveIndex) : undefined;
      return number && houses.has(card.personId) && doors.get(card.houseId)?.length ? [{ ...card, number }] : [];
    })
    .sort((one, other) => one.number.localeCompare(other.number))
    .slice(0, cards);
  await inTransaction(deps.db, async (tx) => {
    for (const { id: cardId, personId, houseId, number } of chosen) {
      const startedAt = new Date(deps.clock.now().getTime() - monthMs);
      await insertDoorCard(tx, {
        ...{ communityId, id: newId(startedAt), cardId, personId, houseId, startedAt, openKey: cardId },
        ...{ numberIndex: numberIndexOf(deps, communityId, number), numberEncrypted: sealNumber(deps, number) },
        ...{ endedAt: null, endedWhy: null, goneAt: null },
      });
    }
    await planWatch(tx, deps, communityId);
  });
};
