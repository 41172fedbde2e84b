import { BatchEntity, MandateEntity } from '../../src/features/autodebit/autodebit.entity.js';
import { blankMandate } from '../../src/features/autodebit/commands/signMandate.js';
import { newId, sha256 } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { encryptField } from '../../src/platform/secrets/fieldCrypto.js';

/** What an id of auto debit can point at: a bank's mandate of a house, and a file that went out. */
export const makeAutodebitThings = (
  { db, clock, keys }: Deps,
  communityId: string,
  houseId: string,
): Promise<{ autodebit: string; debit_batch: string }> =>
  inTransaction(db, async (tx) => {
    const at = clock.now();
    const [mandate, batch] = [newId(at), newId(at)] as const;
    await tx.insert(MandateEntity, {
      ...blankMandate,
      communityId,
      id: mandate,
      houseId,
      kind: 'bank',
      status: 'active',
      limitFen: 300_000,
      createdAt: at,
      askedAt: at,
      signedAt: at,
      openKey: houseId,
      holderEncrypted: encryptField(keys, '林建国', 'holder'),
      cardEncrypted: encryptField(keys, '6222021001112204321', 'card'),
      cardTail: '4321',
      bankName: '工商银行',
      agreementNo: 'AG-2026',
      registeredBy: newId(at),
      registeredByName: '何芳',
    });
    await tx.insert(BatchEntity, {
      communityId,
      id: batch,
      number: '代-261123-PROV',
      status: 'sent',
      count: 1,
      totalFen: 100,
      fileEncrypted: encryptField(keys, '单号', 'debit-batch'),
      fileHash: sha256('单号'),
      exportedAt: at,
      exportedBy: newId(at),
      exportedByName: '何芳',
      withdrawnWhy: null,
    });
    return { autodebit: mandate, debit_batch: batch };
  });
