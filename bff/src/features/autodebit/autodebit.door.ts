import type { Reader } from '../../platform/database/access.js';
import type { DebitEntity, MandateEntity } from './autodebit.entity.js';
import { findDebit, findMandate } from './autodebit.store.js';

/** What other features may ask of auto debit. */

export type DebitBrief = DebitEntity;
export type MandateBrief = MandateEntity;

/** What the topic `autodebit.told` speaks of. */
export const readDebit = (reader: Reader, communityId: string, id: string): Promise<DebitBrief | null> =>
  findDebit(reader, communityId, id);

/** What the topic `autodebit.ended` speaks of. */
export const readMandate = (reader: Reader, communityId: string, id: string): Promise<MandateBrief | null> =>
  findMandate(reader, communityId, id);
