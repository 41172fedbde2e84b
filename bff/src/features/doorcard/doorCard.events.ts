import type { IsapiCardPassage } from '../../adapters/access-control/isapiWire.js';
import type { Deps } from '../../platform/deps.js';
import { takeTerminalPassage } from '../access/access.door.js';
import { readLedgerPerson } from '../community/house.door.js';
import type { DeviceSummary } from '../device/device.door.js';
import { holderAt, refusalOf } from './doorCard.rules.js';
import { findByNumber } from './doorCard.store.js';
import { numberIndexOf } from './number.js';

/** A card was held before a terminal: whose it was then, by its number's index. Nobody's that did not open is left out. */
export const hearCard = async (deps: Deps, door: DeviceSummary, passage: IsapiCardPassage): Promise<void> => {
  const { communityId } = door;
  const { reader } = deps.db;
  const { cardNo, admitted, eventId, direction, at, isLate } = passage;
  const card = holderAt(await findByNumber(reader, communityId, numberIndexOf(deps, communityId, cardNo)), at);
  if (!card && !admitted) return;
  const person = card && (await readLedgerPerson(reader, communityId, card.personId));
  await takeTerminalPassage(deps, door, {
    ...{ way: 'card', eventId, direction, at, isLate, houseId: card?.houseId ?? null, who: person?.name ?? null },
    refused: card && !admitted ? refusalOf(card, at) : null,
    endedBy: (when) => card?.endedAt != null && when > card.endedAt,
  });
};
