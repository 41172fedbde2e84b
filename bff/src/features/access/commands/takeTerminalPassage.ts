import type { DoorRefusal } from '../../../kernel/door.js';
import { inTransaction, isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import type { PassageEntity } from '../access.entity.js';
import { findPassage, insertPassage } from '../access.store.js';
import { blankPassage, type Door, passageIdOf } from '../doorFacts.js';
import { believedTime } from '../pass.rules.js';
import { tellChanged } from '../tell.js';
import { tellGuards } from '../tellGuards.js';

export interface TerminalPassage {
  way: 'face' | 'card';
  /** The same however often it is told. */
  eventId: string;
  direction: 'in' | 'out';
  /** By the terminal's clock. */
  at: Date;
  /** It happened while the terminal could not reach us. */
  isLate: boolean;
  /** Where whoever it was lives; null: nobody of ours. */
  houseId: string | null;
  /** Null: a face, which says nobody's name. */
  who: string | null;
  /** Null: it let them in. */
  refused: DoorRefusal | null;
  /** What it was let in by was over by then. */
  endedBy(at: Date): boolean;
}

/** A terminal let somebody in by face or card, or knew no such card: kept once, without a picture. */
export const takeTerminalPassage = async (deps: Deps, door: Door, told: TerminalPassage): Promise<void> => {
  const now = deps.clock.now();
  const at = believedTime(told.at, now);
  const { way, houseId, who, direction, refused, isLate } = told;
  const passage: PassageEntity = {
    ...blankPassage(door, told.eventId, now),
    ...{ passId: null, houseId, who, direction, at, way, admitted: refused === null, reason: refused },
    ...{ offline: isLate, flag: refused === null && told.endedBy(at) ? 'revoked' : null },
  };
  try {
    await inTransaction(deps.db, async (tx) => {
      if (await findPassage(tx, door.communityId, passageIdOf(door, told.eventId))) return;
      await insertPassage(tx, passage);
      // A card that was blocked may be in anybody's hand; a face is still its own.
      if (way === 'card') await tellGuards(tx, deps, passage);
      tellChanged(tx, deps, { communityId: door.communityId, accountId: null });
    });
  } catch (error) {
    // Its copy came at the same time and is kept.
    if (!isDuplicate(error)) throw error;
  }
};
