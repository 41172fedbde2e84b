import * as api from 'shared-types/operations';
import { atWall, toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { type Gates, type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { type AuditAction, auditActions } from '../../locales/auditActions.js';
import { audit } from '../../platform/audit/audit.js';
import type { Deps } from '../../platform/deps.js';
import { transaction } from '../../platform/idempotency/command.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { findQueueRow, listAudit, listDead, readQueueFigures, revive } from './operations.store.js';

const dayMs = 86_400_000;

export const operationsGates: Gates = {
  dead_letter: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findQueueRow(deps.db.reader, actor.communityId, id)) !== null,
};

const instantOrNull = (at: Date | null): string | null => (at ? toInstant(at) : null);

/** The audit log, the dead letters and the backlog. Titles of jobs come from their handlers. */
export const operationsRoutes = (handlers: readonly HandlerEntry<Deps>[]): Route[] => [
  route(api.listAudit, async (deps, call) => {
    const { query } = call;
    const [before = null] = decodeCursor(query.cursor, 1);
    const rows = await listAudit(deps.db.reader, call.actor.communityId, {
      actorId: query.actorId,
      action: query.action,
      from: query.from ? atWall(query.from, 0) : null,
      to: query.to ? new Date(atWall(query.to, 0).getTime() + dayMs) : null,
      before,
      limit: query.limit + 1,
    });
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    return {
      items: rows.slice(0, query.limit).map((row) => ({
        id: row.id,
        at: toInstant(row.at),
        actorName: row.actorName,
        action: auditActions[row.action as AuditAction] ?? row.action,
        subject: row.subject,
        reason: row.reason,
        requestId: row.requestId,
      })),
      nextCursor: last ? encodeCursor(last.id) : null,
    };
  }),
  route(api.listDeadLetters, async (deps, call) => {
    const [before = null] = decodeCursor(call.query.cursor, 1);
    const { limit } = call.query;
    const rows = await listDead(deps.db.reader, call.actor.communityId, before, limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => ({
        id: row.id,
        queue: row.queue,
        topic: row.topic,
        summary: handlers.find((handler) => handler.topic === row.topic)?.title ?? row.topic,
        attempts: row.attempts,
        lastError: row.lastError ?? '',
        createdAt: toInstant(row.createdAt),
        diedAt: toInstant(row.endedAt ?? row.createdAt),
      })),
      nextCursor: last ? encodeCursor(last.id) : null,
    };
  }),
  route(api.redriveDeadLetter, (deps, call) =>
    transaction(deps, call, async (tx) => {
      const row = await findQueueRow(tx, call.actor.communityId, call.params.id);
      if (!row) throw new AppError('dead_letter.not_found');
      if (!(await revive(tx, row))) throw new AppError('dead_letter.not_dead');
      await audit(tx, deps.clock, call, {
        communityId: call.actor.communityId,
        action: 'operations.redriven',
        subjectKind: row.queue,
        subjectId: row.id,
        subject: handlers.find((handler) => handler.topic === row.topic)?.title ?? row.topic,
      });
      return { done: true } as const;
    }),
  ),
  route(api.readBacklog, async (deps, call) => {
    const [outbox, timers] = await Promise.all([
      readQueueFigures(deps.db.reader, 'outbox', call.actor.communityId),
      readQueueFigures(deps.db.reader, 'timer', call.actor.communityId),
    ]);
    return {
      outbox: { waiting: outbox.waiting, dead: outbox.dead, oldestAt: instantOrNull(outbox.oldestAt) },
      timers: { waiting: timers.waiting, dead: timers.dead, oldestDueAt: instantOrNull(timers.oldestAt) },
    };
  }),
];
