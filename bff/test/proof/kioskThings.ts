import { newKioskToken } from '../../src/features/kiosk/kiosk.authenticate.js';
import { cardIndexOf } from '../../src/features/kiosk/kiosk.queries.js';
import { visitMs } from '../../src/features/kiosk/kiosk.rules.js';
import { insertCard, insertKiosk, insertVisit } from '../../src/features/kiosk/kiosk.store.js';
import { newId, sha256 } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** Of somebody in either community: they share readers, not people. */
export const kioskCard = '0012345678';

/** A machine with its token, somebody's card, and their session at the machine. */
export const makeKioskThings = async (
  deps: Deps,
  communityId: string,
  person: { id: string; houseId: string } | undefined,
): Promise<{ id: string; token: string; card: string; visit: string }> => {
  if (!person) throw new Error('nobody lives here');
  const at = deps.clock.now();
  const openedAt = deps.clock.realNow();
  const token = newKioskToken();
  const [id, card, visit] = [newId(at), newId(at), newId(at)];
  const { id: personId, houseId } = person;
  await inTransaction(deps.db, async (tx) => {
    await insertKiosk(tx, {
      ...{ communityId, id, name: '一号机', place: '服务驿站', codeHash: null, codeUntil: null },
      ...{
        tokenHash: sha256(token),
        enrolledAt: at,
        seenAt: openedAt,
        revokedAt: null,
        createdAt: at,
        byId: newId(at),
      },
    });
    await insertCard(tx, {
      ...{ communityId, id: card, personId, houseId, status: 'valid', issuedAt: at, issuedBy: '李晓梅', endedAt: null },
      ...{ liveIndex: cardIndexOf(deps, communityId, kioskCard), liveKey: personId },
    });
    await insertVisit(tx, {
      ...{ communityId, id: visit, kioskId: id, cardId: card, personId, houseId, openedAt, endedAt: null },
      ...{ accountId: null, consentId: null },
      until: new Date(openedAt.getTime() + visitMs),
    });
  });
  return { id, token, card, visit };
};
