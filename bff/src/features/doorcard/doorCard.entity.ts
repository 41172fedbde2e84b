import { EntitySchema } from 'typeorm';
import { bool, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import type { TerminalProblem } from '../face/face.door.js';

/** closed: it opens no doors any more, by staff; left: whoever had it does not live there any more. */
export type DoorCardEnd = 'blocked' | 'replaced' | 'left' | 'closed';

/** A card shall open the doors of a house; over, the row stays until no terminal holds the card, and as its history. */
export interface DoorCardEntity {
  communityId: string;
  /** Also the person's number at terminals: it says nothing of who it is. */
  id: string;
  /** The card that the desk gave out. */
  cardId: string;
  personId: string;
  houseId: string;
  /** Blind index of community and number: whose card a terminal speaks of. */
  numberIndex: string;
  /** Terminals know a card by its number; null: none holds it any more, and neither do we. */
  numberEncrypted: string | null;
  startedAt: Date;
  endedAt: Date | null;
  endedWhy: DoorCardEnd | null;
  goneAt: Date | null;
  /** The card, while this is open: it has one. */
  openKey: string | null;
}

export const DoorCardEntity = new EntitySchema<DoorCardEntity>({
  name: 'door_card',
  tableName: 'door_card',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    cardId: id('card_id'),
    personId: id('person_id'),
    houseId: id('house_id'),
    numberIndex: string(64, 'number_index'),
    numberEncrypted: string(160, 'number_encrypted', nullable),
    startedAt: time('started_at'),
    endedAt: time('ended_at', nullable),
    endedWhy: string(8, 'ended_why', nullable),
    goneAt: time('gone_at', nullable),
    openKey: id('open_key', nullable),
  },
});

/** A card at one terminal: what is wanted, and what the terminal last said. */
export interface DoorCardCopyEntity {
  communityId: string;
  doorCardId: string;
  deviceId: string;
  wanted: boolean;
  /** due: what is wanted is not done yet. */
  state: 'due' | 'on' | 'failed' | 'gone';
  tries: number;
  problem: TerminalProblem | null;
  /** Not before this, by the wall's clock. */
  nextAt: Date;
  /** Since when what is wanted is wanted, by the community's clock. */
  wantedAt: Date;
}

export const DoorCardCopyEntity = new EntitySchema<DoorCardCopyEntity>({
  name: 'door_card_copy',
  tableName: 'door_card_copy',
  columns: {
    communityId: key('community_id'),
    doorCardId: key('door_card_id'),
    deviceId: key('device_id'),
    wanted: bool(),
    state: string(8),
    tries: int(),
    problem: string(12, undefined, nullable),
    nextAt: time('next_at'),
    wantedAt: time('wanted_at'),
  },
});

export const doorCardEntities = [DoorCardEntity, DoorCardCopyEntity];
