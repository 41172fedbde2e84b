import { newId } from '../../kernel/ids.js';
import type { AuditAction } from '../../locales/auditActions.js';
import type { Call, Caller, Cause } from '../call.js';
import type { Clock } from '../clock/clock.js';
import type { Tx } from '../database/access.js';
import { AuditEntity } from './audit.entity.js';

export interface AuditRecord {
  communityId: string;
  action: AuditAction;
  subjectKind: string;
  subjectId: string | null;
  /** In words, without phone or ID numbers. */
  subject: string;
  reason?: string | null;
}

/** Writes one line of the audit log in the command's own transaction. Lines are never changed or deleted. */
export const audit = async (
  tx: Tx,
  clock: Clock,
  call: Call<Caller | null> | Cause,
  record: AuditRecord,
): Promise<void> => {
  const actor = 'actor' in call ? call.actor : null;
  const at = clock.now();
  await tx.insert(AuditEntity, {
    communityId: record.communityId,
    id: newId(at),
    at,
    actorKind: actor?.kind ?? 'system',
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? '系统',
    action: record.action,
    subjectKind: record.subjectKind,
    subjectId: record.subjectId,
    subject: record.subject.slice(0, 120),
    reason: record.reason?.slice(0, 300) ?? null,
    requestId: 'requestId' in call ? call.requestId : call.cause.slice(0, 40),
  });
};
