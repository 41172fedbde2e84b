import { doorCardTexts as t } from '../../locales/doorCard.js';
import { audit } from '../../platform/audit/audit.js';
import type { Actor, Call, Cause } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBrief } from '../community/community.door.js';
import type { DoorCardEnd, DoorCardEntity } from './doorCard.entity.js';
import { findCopies, saveDoorCard } from './doorCard.store.js';
import { planSync, planWatch } from './plan.js';
import { unwant } from './wanted.js';

/** Of a card at the doors, in the audit log: which house, and no number. */
export const auditDoorCard = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<Actor> | Cause,
  { communityId, cardId, houseId }: DoorCardEntity,
  act: { action: 'card.doors_opened' | 'card.doors_ended' | 'card.doors_gone'; reason?: string },
): Promise<void> => {
  const house = await readHouseBrief(tx, communityId, houseId);
  await audit(tx, deps.clock, call, {
    ...{ communityId, action: act.action, subjectKind: 'card', subjectId: cardId, subject: house?.label ?? '' },
    reason: act.reason ?? null,
  });
};

/** The card is locked and open. From now on it is being deleted everywhere, by jobs that this sets off at once. */
export const endDoorCard = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<Actor> | Cause,
  { card, why }: { card: DoorCardEntity; why: DoorCardEnd },
): Promise<void> => {
  const { communityId, id } = card;
  const change = { endedAt: deps.clock.now(), endedWhy: why, openKey: null };
  await saveDoorCard(tx, card, change);
  const copies = (await findCopies(tx, communityId, [id])).filter(({ wanted }) => wanted);
  for (const copy of copies) await unwant(tx, deps, copy);
  await planSync(
    tx,
    deps,
    communityId,
    copies.map(({ deviceId }) => deviceId),
  );
  await planWatch(tx, deps, communityId);
  await auditDoorCard(tx, deps, call, card, { action: 'card.doors_ended', reason: t.ends[why] });
  await finishIfGone(tx, deps, { ...card, ...change }, 'doorcard.end');
};

/** The card is locked. When no terminal holds it any more, its number is forgotten, and that is written down. */
export const finishIfGone = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  card: DoorCardEntity,
  cause: string,
): Promise<void> => {
  const { communityId, id } = card;
  if (!card.endedAt || card.goneAt) return;
  if ((await findCopies(tx, communityId, [id])).some(({ state }) => state !== 'gone')) return;
  await saveDoorCard(tx, card, { goneAt: deps.clock.now(), numberEncrypted: null });
  await auditDoorCard(tx, deps, { kind: 'background', communityId, cause }, card, { action: 'card.doors_gone' });
};
