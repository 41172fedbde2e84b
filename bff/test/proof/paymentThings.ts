import { consentContext } from '../../src/features/payment/commands/payConsents.js';
import { settlePayment } from '../../src/features/payment/commands/settlePayment.js';
import { insertConsent } from '../../src/features/payment/consent.store.js';
import { consentHash } from '../../src/features/payment/consents.js';
import { draftPayment } from '../../src/features/payment/draftPayment.js';
import { planCollection } from '../../src/features/payment/plan.rules.js';
import { newId, randomCode } from '../../src/kernel/ids.js';
import { unwrap } from '../../src/kernel/result.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { encryptField } from '../../src/platform/secrets/fieldCrypto.js';

/** Enough for every refund of a fen that the proof asks for. */
const paidFen = 10_000;

export interface PaymentThings {
  /** A payment into the house's balance, booked, by its payer. */
  payments: Record<string, string>;
  /** A house's consent that its bill be paid by somebody else, by the house. */
  consents: Record<string, { id: string; code: string }>;
}

/** What an id of paying can point at: a settled payment of each payer, and a consent of each house with a bill. */
export const makePaymentThings = (
  deps: Deps,
  communityId: string,
  payers: readonly { id: string; houseId: string }[],
  bills: readonly { id: string; houseId: string }[],
): Promise<PaymentThings> =>
  inTransaction(deps.db, async (tx) => {
    const at = deps.clock.now();
    const made: PaymentThings = { payments: {}, consents: {} };
    for (const { id: payerId, houseId } of payers) {
      const plan = unwrap(planCollection([], paidFen, '预存'));
      const draft = { communityId, houseId, channel: 'cash' as const, plan, bills: [], more: { payerId } };
      const { id } = await draftPayment(deps, tx, draft);
      await settlePayment(deps, tx, communityId, id);
      made.payments[payerId] = id;
    }
    for (const bill of bills) {
      const [id, code] = [newId(at), randomCode(22)];
      await insertConsent(tx, {
        communityId,
        id,
        houseId: bill.houseId,
        codeHash: consentHash(code),
        codeEncrypted: encryptField(deps.keys, code, consentContext),
        billIds: JSON.stringify([bill.id]),
        createdBy: newId(at),
        createdAt: at,
        expiresAt: new Date(at.getTime() + 86_400_000),
        revokedAt: null,
      });
      made.consents[bill.houseId] = { id, code };
    }
    return made;
  });
