import type { Reader } from '../../platform/database/access.js';
import type { InquiryEntity } from './inquiry.entity.js';
import { findInquiry } from './inquiry.store.js';

/** What other features may ask of inquiries: what the topic `inquiry.taken` speaks of. */
export const readInquiryBrief = (
  reader: Reader,
  communityId: string,
  id: string,
): Promise<Pick<InquiryEntity, 'accountId' | 'houseId' | 'staffName'> | null> => findInquiry(reader, communityId, id);
