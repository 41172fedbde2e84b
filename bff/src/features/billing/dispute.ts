import type { Tx } from '../../platform/database/access.js';
import type { BillEntity } from './bill.entity.js';
import { findDisputes, updateDispute } from './bill.store.js';

/** Ends the open dispute of a bill because the bill was wrong: it is reversed. */
export const closeDisputes = async (
  tx: Tx,
  bill: Pick<BillEntity, 'communityId' | 'id'>,
  answer: { at: Date; by: string; words: string },
): Promise<void> => {
  for (const dispute of await findDisputes(tx, bill.communityId, bill.id))
    if (dispute.state === 'open')
      await updateDispute(tx, dispute, {
        state: 'answered',
        answer: answer.words,
        answeredAt: answer.at,
        answeredBy: answer.by,
        corrected: true,
      });
};
