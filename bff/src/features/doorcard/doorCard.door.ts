import type { CardDoors } from 'shared-types/kiosk';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import type { Call, StaffActor } from '../../platform/call.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { listDevices } from '../device/device.door.js';
import type { DoorCardEnd } from './doorCard.entity.js';
import { findCopies, findOpen, findUngoneOfHouse, insertDoorCard, lockDoorCard } from './doorCard.store.js';
import { presentCardDoors } from './doorCard.view.js';
import { auditDoorCard, endDoorCard } from './end.js';
import { numberIndexOf, sealNumber } from './number.js';
import { planSync, planWatch } from './plan.js';
import { keepWanted, readCardDoors } from './wanted.js';

/** What whoever gives out cards asks of the doors: that a card opens them, that it does not any more, and how far that is. */

export interface CardToOpen {
  cardId: string;
  personId: string;
  houseId: string;
  number: string;
}

/** A card opens the doors of its house from now on. Asked again it changes nothing. `card.no_door`. */
export const openCardDoors = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'keys'>,
  call: Call<StaffActor>,
  { cardId, personId, houseId, number }: CardToOpen,
): Promise<void> => {
  const { communityId } = call.actor;
  if (await findOpen(tx, communityId, cardId)) return;
  if (!(await readCardDoors(tx, communityId, [houseId])).get(houseId)?.length) throw new AppError('card.no_door');
  const startedAt = deps.clock.now();
  const card = {
    ...{ communityId, id: newId(startedAt), cardId, personId, houseId, startedAt, openKey: cardId },
    ...{ numberIndex: numberIndexOf(deps, communityId, number), numberEncrypted: sealNumber(deps, number) },
    ...{ endedAt: null, endedWhy: null, goneAt: null },
  };
  await insertDoorCard(tx, card);
  await planSync(tx, deps, communityId, await keepWanted(tx, deps, communityId, [card]));
  await planWatch(tx, deps, communityId);
  await auditDoorCard(tx, deps, call, card, { action: 'card.doors_opened' });
};

/** It opens nothing any more; a card that opens nothing is left as it is. */
export const endCardDoors = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor>,
  { cardId, why }: { cardId: string; why: Exclude<DoorCardEnd, 'left'> },
): Promise<void> => {
  const { communityId } = call.actor;
  const open = await findOpen(tx, communityId, cardId);
  const card = open && (await lockDoorCard(tx, communityId, open.id));
  if (card && !card.endedAt) await endDoorCard(tx, deps, call, { card, why });
};

export interface HouseCardDoors {
  /** Doors on the way home that take cards. */
  terminals: string[];
  /** `cardId`: of the card that is valid; null: there is none. */
  of(personId: string, cardId: string | null): CardDoors;
}

/** What the cards of a house's people open, as the terminals have said. */
export const readHouseCardDoors = async (
  reader: Reader,
  communityId: string,
  houseId: string,
): Promise<HouseCardDoors> => {
  const cards = await findUngoneOfHouse(reader, communityId, houseId);
  const [doors, copies, devices] = await Promise.all([
    readCardDoors(reader, communityId, [houseId]),
    findCopies(
      reader,
      communityId,
      cards.map(({ id }) => id),
    ),
    listDevices(reader, communityId, { kinds: ['door', 'gate'] }),
  ]);
  const terminals = (doors.get(houseId) ?? []).map(({ device }) => device.name);
  const doorNames = new Map(devices.map(({ id, name }) => [id, name]));
  return {
    terminals,
    of: (personId, cardId) => {
      const own = new Set(cards.filter((card) => card.personId === personId).map(({ id }) => id));
      return presentCardDoors({
        isOpen: cardId !== null && cards.some(({ openKey }) => openKey === cardId),
        mayOpen: cardId !== null && terminals.length > 0,
        copies: copies.filter(({ doorCardId }) => own.has(doorCardId)),
        doorNames,
      });
    },
  };
};
