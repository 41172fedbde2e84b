import { insertVisit } from '../../src/features/homevisit/homevisit.store.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { encryptField } from '../../src/platform/secrets/fieldCrypto.js';

const hourMs = 3_600_000;

/** A visit that each resident has booked. */
export const makeHomeVisitThings = async (
  deps: Deps,
  communityId: string,
  residents: readonly { id: string; houseId: string }[],
): Promise<Record<string, string>> => {
  const at = deps.clock.now();
  const visits = Object.fromEntries(residents.map(({ id }) => [id, newId(at)]));
  await inTransaction(deps.db, async (tx) => {
    for (const { id: accountId, houseId } of residents)
      await insertVisit(tx, {
        ...{ communityId, id: visits[accountId] ?? '', houseId, accountId, bookedById: null, bookedByName: null },
        ...{ purpose: 'payment', note: null, day: '2026-12-01', half: 'morning', contactName: '林娜' },
        fromAt: new Date(at.getTime() + 24 * hourMs),
        toAt: new Date(at.getTime() + 27 * hourMs),
        phoneEncrypted: encryptField(deps.keys, '13912345678', 'phone'),
        ...{ status: 'booked', staffId: null, staffName: null, bookedAt: at, givenAt: null, setOutAt: null },
        ...{ endedAt: null, result: null, rebookedAs: null, openKey: `${houseId}|${accountId}` },
      });
  });
  return visits;
};
