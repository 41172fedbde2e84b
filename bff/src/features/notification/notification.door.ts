import type { Reader } from '../../platform/database/access.js';
import { countUnread } from './notification.store.js';

/** Unread messages, for the owner's first screen. */
export const countUnreadOf = (reader: Reader, accountId: string): Promise<number> => countUnread(reader, { accountId });
