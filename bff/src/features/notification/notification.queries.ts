import type { InboxMessage } from 'shared-types/notification';
import { toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import type { Deps } from '../../platform/deps.js';
import { countUnread, type Inbox, listMessages } from './notification.store.js';

/** One page of an inbox, newest first, and how much of the whole is unread. */
export const readInbox = async (
  deps: Deps,
  inbox: Inbox,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: InboxMessage[]; nextCursor: string | null; unread: number }> => {
  const [at, id] = decodeCursor(query.cursor, 2);
  const before = at !== undefined && id !== undefined ? { at: cursorTime(at), id } : null;
  const { limit } = query;
  const [rows, unread] = await Promise.all([
    listMessages(deps.db.reader, inbox, before, limit + 1),
    countUnread(deps.db.reader, inbox),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => ({
      id: row.id,
      title: row.title,
      body: row.body,
      link: row.link,
      at: toInstant(row.at),
      read: row.readAt !== null,
    })),
    nextCursor: last ? encodeCursor(last.at.toISOString(), last.id) : null,
    unread,
  };
};
