import type { ResponseOf } from 'shared-types/contract';
import type { CardView, KioskSelf, KioskView, listCardsOfHouse, listKiosks } from 'shared-types/kiosk';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { blindIndex } from '../../platform/secrets/fieldCrypto.js';
import { hasTerminal, readTerminals, type StandingTerminal } from '../access/access.door.js';
import { readCommunity, readHouseBrief } from '../community/community.door.js';
import { readLedgerPerson, readPeople } from '../community/house.door.js';
import { readHouseCardDoors } from '../doorcard/doorCard.door.js';
import type { OwnerCardEntity } from './kiosk.entity.js';
import * as store from './kiosk.store.js';
import { presentCard, presentKiosk } from './kiosk.view.js';

const terminalOf = (terminals: readonly StandingTerminal[], kiosk: { id: string }): KioskView['terminal'] => {
  const found = terminals.find(({ kioskId }) => kioskId === kiosk.id);
  return found ? { id: found.id, name: found.name } : null;
};

export const listAll = async (deps: Deps, communityId: string): Promise<ResponseOf<typeof listKiosks>> => {
  const { reader } = deps.db;
  const [kiosks, terminals] = await Promise.all([
    store.findKiosks(reader, communityId),
    readTerminals(reader, communityId),
  ]);
  return {
    items: kiosks.map((kiosk) => presentKiosk(kiosk, terminalOf(terminals, kiosk), deps.clock.realNow())),
    terminals: terminals.filter(({ kioskId }) => kioskId === null).map(({ id, name }) => ({ id, name })),
  };
};

export const readOne = async (deps: Deps, communityId: string, id: string): Promise<KioskView> => {
  const { reader } = deps.db;
  const kiosk = await store.findKiosk(reader, communityId, id);
  if (!kiosk) throw new AppError('kiosk.not_found');
  return presentKiosk(kiosk, terminalOf(await readTerminals(reader, communityId), kiosk), deps.clock.realNow());
};

export const readSelf = async (deps: Deps, communityId: string, id: string): Promise<KioskSelf> => {
  const { reader } = deps.db;
  const [kiosk, community, face] = await Promise.all([
    store.findKiosk(reader, communityId, id),
    readCommunity(reader, communityId),
    hasTerminal(reader, communityId, id),
  ]);
  if (!kiosk || !community) throw new AppError('kiosk.not_found');
  const { name, servicePhone } = community;
  return { name: kiosk.name, place: kiosk.place, community: { name, servicePhone }, face };
};

/** One number is another index in another community: they share readers and cards, not people. */
export const cardIndexOf = (deps: Pick<Deps, 'keys'>, communityId: string, number: string): string =>
  blindIndex(deps.keys, 'owner-card', `${communityId}:${number}`);

export interface Holder {
  card: OwnerCardEntity;
  name: string;
  house: { id: string; label: string };
}

/** Whose card this is now. Unknown, blocked, replaced, or of somebody who has moved out: one answer. */
export const mustHold = async (deps: Deps, communityId: string, number: string): Promise<Holder> => {
  const { reader } = deps.db;
  const card = await store.findLiveCard(reader, communityId, cardIndexOf(deps, communityId, number));
  const person = card && (await readLedgerPerson(reader, communityId, card.personId));
  const house = person && (await readHouseBrief(reader, communityId, person.houseId));
  if (!card || !person || !house) throw new AppError('card.not_valid');
  return { card, name: person.name, house: { id: house.id, label: house.label } };
};

export const listOfHouse = async (
  deps: Deps,
  communityId: string,
  houseId: string,
): Promise<ResponseOf<typeof listCardsOfHouse>> => {
  const { reader } = deps.db;
  const [people, cards, doors] = await Promise.all([
    readPeople(deps, reader, communityId, houseId),
    store.findCardsOfHouse(reader, communityId, houseId),
    readHouseCardDoors(reader, communityId, houseId),
  ]);
  return {
    terminals: doors.terminals,
    items: people.map(({ id: personId, name }) => {
      const latest = cards.find((card) => card.personId === personId);
      const valid = latest?.status === 'valid' ? latest.id : null;
      return { personId, name, card: latest ? presentCard(latest) : null, doors: doors.of(personId, valid) };
    }),
  };
};

export const readCard = async (deps: Deps, communityId: string, id: string): Promise<CardView> => {
  const card = await store.findCard(deps.db.reader, communityId, id);
  if (!card) throw new AppError('card.not_found');
  return presentCard(card);
};
