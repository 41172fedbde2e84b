import { EntitySchema } from 'typeorm';

export interface AuditEntity {
  communityId: string;
  id: string;
  at: Date;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  /** person.unmask; its Chinese word is in the locale. */
  action: string;
  subjectKind: string;
  subjectId: string | null;
  /** 3栋2单元1102: what a person would call it; no phone or ID numbers. */
  subject: string;
  reason: string | null;
  requestId: string | null;
}

export const AuditEntity = new EntitySchema<AuditEntity>({
  name: 'audit',
  tableName: 'audit_log',
  columns: {
    communityId: { name: 'community_id', type: 'varchar', length: 26, primary: true },
    id: { type: 'varchar', length: 26, primary: true },
    at: { type: 'datetime', precision: 3 },
    actorKind: { name: 'actor_kind', type: 'varchar', length: 12 },
    actorId: { name: 'actor_id', type: 'varchar', length: 26, nullable: true },
    actorName: { name: 'actor_name', type: 'varchar', length: 60 },
    action: { type: 'varchar', length: 60 },
    subjectKind: { name: 'subject_kind', type: 'varchar', length: 30 },
    subjectId: { name: 'subject_id', type: 'varchar', length: 26, nullable: true },
    subject: { type: 'varchar', length: 120 },
    reason: { type: 'varchar', length: 300, nullable: true },
    requestId: { name: 'request_id', type: 'varchar', length: 40, nullable: true },
  },
});
