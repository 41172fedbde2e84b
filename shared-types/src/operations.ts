import { contract } from './contract.js';
import { Day, Done, Id, Instant, PageQuery, page, z } from './schemas.js';

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  /** 李晓梅（客服） or 系统 */
  actorName: z.string(),
  /** 派单, 看完整电话号码 */
  action: z.string(),
  /** 3栋2单元1102, 报修 0017 号 */
  subject: z.string(),
  reason: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = contract({
  name: 'listAudit',
  summary: '审计记录',
  method: 'GET',
  path: '/staff/audit',
  auth: { as: ['staff'], may: 'audit.read' },
  query: z.object({
    actorId: z.optional(Id),
    action: z.optional(z.string().check(z.maxLength(60))),
    from: z.optional(Day),
    to: z.optional(Day),
    ...PageQuery,
  }),
  response: page(AuditEntry),
  errors: [],
});

export const DeadLetter = z.object({
  id: Id,
  queue: z.enum(['outbox', 'timer']),
  /** wechat.send, repair.moderate … */
  topic: z.string(),
  /** In words: 订阅消息：给 林女士 */
  summary: z.string(),
  attempts: z.int(),
  lastError: z.string(),
  createdAt: Instant,
  diedAt: Instant,
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const listDeadLetters = contract({
  name: 'listDeadLetters',
  summary: '没办成的后台任务',
  method: 'GET',
  path: '/staff/dead-letters',
  auth: { as: ['staff'], may: 'operations.read' },
  query: z.object({ ...PageQuery }),
  response: page(DeadLetter),
  errors: [],
});

export const redriveDeadLetter = contract({
  name: 'redriveDeadLetter',
  summary: '再办一次',
  method: 'POST',
  path: '/staff/dead-letters/:id/redrive',
  auth: { as: ['staff'], may: 'operations.redrive', on: { param: 'id', of: 'dead_letter', within: 'community' } },
  params: z.object({ id: Id }),
  response: Done,
  idempotent: true,
  errors: ['dead_letter.not_found', 'dead_letter.not_dead'],
});

/** The backlog: how much waits, and since when. */
export const readBacklog = contract({
  name: 'readBacklog',
  summary: '积压一览',
  method: 'GET',
  path: '/staff/backlog',
  auth: { as: ['staff'], may: 'operations.read' },
  response: z.object({
    outbox: z.object({ waiting: z.int(), dead: z.int(), oldestAt: z.nullable(Instant) }),
    timers: z.object({ waiting: z.int(), dead: z.int(), oldestDueAt: z.nullable(Instant) }),
  }),
  errors: [],
});
