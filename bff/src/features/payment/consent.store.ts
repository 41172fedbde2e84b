import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { insertRows } from '../../platform/database/write.js';
import { PayConsentEntity } from './payment.entity.js';

export const insertConsent = (tx: Tx, consent: PayConsentEntity): Promise<void> =>
  insertRows(tx, PayConsentEntity, [consent]);

export const findConsentByHash = (reader: Reader, codeHash: string): Promise<PayConsentEntity | null> =>
  selectOne(reader, PayConsentEntity, { codeHash });

export const findConsentIn = (reader: Reader, communityId: string, id: string): Promise<PayConsentEntity | null> =>
  selectOne(reader, PayConsentEntity, { communityId, id });

/** The newest first; a house has few. */
export const findConsentsOf = (reader: Reader, communityId: string, houseId: string): Promise<PayConsentEntity[]> =>
  selectAll(reader, PayConsentEntity, { where: { communityId, houseId }, orderBy: 't.id DESC', limit: 20 });

export const saveRevoked = async (
  tx: Tx,
  { communityId, id }: Pick<PayConsentEntity, 'communityId' | 'id'>,
  revokedAt: Date,
): Promise<void> => {
  await tx.update(PayConsentEntity, { communityId, id }, { revokedAt });
};
