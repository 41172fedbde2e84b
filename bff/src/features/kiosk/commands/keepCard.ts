import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockHouse, readHouseBrief } from '../../community/community.door.js';
import { readLedgerPerson } from '../../community/house.door.js';
import { endCardDoors, openCardDoors } from '../../doorcard/doorCard.door.js';
import { cardIndexOf } from '../kiosk.queries.js';
import * as store from '../kiosk.store.js';

type Kept = { communityId: string; id: string };

/**
 * One number is one person's, and one person has one card: the former one is worth nothing from here on. `doors`: it opens
 * the doors of the own house, too; the card that they have already may be read once more for that.
 */
export const issueCard = async (
  deps: Deps,
  call: Call<StaffActor>,
  { personId, number, doors }: { personId: string; number: string; doors: boolean },
): Promise<Kept> => {
  const { communityId, name: issuedBy } = call.actor;
  const liveIndex = cardIndexOf(deps, communityId, number);
  try {
    return await transaction(deps, call, async (tx) => {
      const person = await readLedgerPerson(tx, communityId, personId);
      if (!person) throw new AppError('person.not_found');
      // Cards of one house are given out one after the other, and never while it changes hands.
      await lockHouse(tx, communityId, person.houseId);
      if (!(await readLedgerPerson(tx, communityId, personId))) throw new AppError('person.not_found');
      const holder = await store.findLiveCard(tx, communityId, liveIndex);
      if (holder && holder.personId !== personId) throw new AppError('card.taken');
      const { houseId } = person;
      const openDoors = async (cardId: string): Promise<void> => {
        if (doors) await openCardDoors(tx, deps, call, { cardId, personId, houseId, number });
      };
      if (holder) {
        await openDoors(holder.id);
        return { communityId, id: holder.id };
      }
      const at = deps.clock.now();
      const former = await store.findLiveCardOf(tx, communityId, personId);
      if (former) {
        await store.endCard(tx, former, 'replaced', at);
        await store.endVisitsOfCard(tx, communityId, former.id, deps.clock.realNow());
        await endCardDoors(tx, deps, call, { cardId: former.id, why: 'replaced' });
      }
      const id = newId(at);
      await store.insertCard(tx, {
        ...{ communityId, id, personId, houseId, status: 'valid', liveIndex, liveKey: personId },
        ...{ issuedAt: at, issuedBy, endedAt: null },
      });
      const house = await readHouseBrief(tx, communityId, person.houseId);
      await audit(tx, deps.clock, call, {
        ...{ communityId, action: 'card.issued', subjectKind: 'card', subjectId: id },
        subject: `${house?.label ?? ''} ${person.name}`,
      });
      await openDoors(id);
      return { communityId, id };
    });
  } catch (error) {
    // Two desks gave one card to two people at once: the second hears whose it is not.
    if (isDuplicate(error)) throw new AppError('card.taken');
    throw error;
  }
};

/** Lost, stolen, moved out: at once. Blocking it again changes nothing. */
export const blockCard = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<Kept> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const card = await store.lockCard(tx, communityId, id);
    if (!card) throw new AppError('card.not_found');
    if (card.status !== 'valid') return { communityId, id };
    await store.endCard(tx, card, 'blocked', deps.clock.now());
    await store.endVisitsOfCard(tx, communityId, id, deps.clock.realNow());
    await endCardDoors(tx, deps, call, { cardId: id, why: 'blocked' });
    const house = await readHouseBrief(tx, communityId, card.houseId);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'card.blocked', subjectKind: 'card', subjectId: id },
      subject: house?.label ?? '',
      reason,
    });
    return { communityId, id };
  });

/** It goes on at the kiosk. Said again it changes nothing. */
export const closeCardDoors = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<Kept> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const card = await store.lockCard(tx, communityId, id);
    if (!card) throw new AppError('card.not_found');
    await endCardDoors(tx, deps, call, { cardId: id, why: 'closed' });
    return { communityId, id };
  });
