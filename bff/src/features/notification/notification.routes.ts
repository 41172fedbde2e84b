import * as api from 'shared-types/notification';
import { toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { type Route, route } from '../../http/route.js';
import { transaction } from '../../platform/idempotency/command.js';
import { recordSubscriptions } from './commands/recordSubscriptions.js';
import { countUnread, listMessages, markRead } from './notification.store.js';

export const notificationRoutes: Route[] = [
  route(api.listInbox, async (deps, call) => {
    const [at, id] = decodeCursor(call.query.cursor, 2);
    const before = at && id ? { at: new Date(at), id } : null;
    const { limit } = call.query;
    const [rows, unread] = await Promise.all([
      listMessages(deps.db.reader, call.actor.id, before, limit + 1),
      countUnread(deps.db.reader, call.actor.id),
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
  }),
  route(api.markInboxRead, (deps, call) =>
    transaction(deps, call, async (tx) => {
      await markRead(tx, call.actor.id, call.body.ids ?? null, deps.clock.now());
      return { done: true } as const;
    }),
  ),
  route(api.listSubscriptionTemplates, async (deps, call) => {
    const templates = deps.settings.subscribeTemplates;
    const wanted =
      call.query.moment === 'report'
        ? [templates.repairAssigned, templates.repairFinished]
        : [templates.bindingDecided];
    return { templateIds: wanted.filter(Boolean) };
  }),
  route(api.recordSubscriptions, (deps, call) => recordSubscriptions(deps, call, call.body.results)),
];
