import { contract } from './contract.js';
import { departments } from './permissions.js';
import { PromiseView, promiseKinds, urgencies } from './repair.js';
import { Done, Id, Instant, optionalText, PageQuery, page, z } from './schemas.js';
import { EscalationBrief, escalationLevels } from './staffRepair.js';

/** What made a request climb: a missed promise, nobody who holds it, nobody who fits, an owner who urged. */
export const escalationCauses = [...promiseKinds, 'unheld', 'nobody-fits', 'urged', 'undecided'] as const;
export type EscalationCause = (typeof escalationCauses)[number];

const request = {
  repairId: Id,
  number: z.string(),
  title: z.string(),
  placeLabel: z.string(),
  urgency: z.enum(urgencies),
};

/** 督办: a request that missed a promise, until it is closed. */
export const EscalationView = z.object({
  ...EscalationBrief.shape,
  ...request,
  department: z.enum(departments),
  cause: z.enum(escalationCauses),
  /** 超过到场时限，没有人接单 */
  words: z.string(),
  promise: z.nullable(PromiseView),
  /** When it climbs further or is called for again while nobody answers; null once answered and in time. */
  nextStepAt: z.nullable(Instant),
  closedAt: z.nullable(Instant),
  mayFollow: z.boolean(),
});
export type EscalationView = z.infer<typeof EscalationView>;

export const listEscalations = contract({
  name: 'listEscalations',
  summary: '督办',
  method: 'GET',
  path: '/staff/escalations',
  auth: { as: ['staff'], may: 'request.read' },
  query: z.object({
    scope: z._default(z.enum(['open', 'ended']), 'open'),
    department: z.optional(z.enum(departments)),
    level: z.optional(z.enum(escalationLevels)),
    ...PageQuery,
  }),
  response: page(EscalationView),
  errors: [],
});

/** "我来跟": ends the climbing for now; who said it follows the request until it is closed. */
export const followEscalation = contract({
  name: 'followEscalation',
  summary: '督办：我来跟',
  method: 'POST',
  path: '/staff/escalations/:id/follow',
  auth: {
    as: ['staff'],
    may: 'escalation.follow',
    on: { param: 'id', of: 'escalation', within: 'community' },
  },
  params: z.object({ id: Id }),
  body: z.object({ note: optionalText(300) }),
  response: EscalationView,
  idempotent: true,
  errors: ['escalation.not_found', 'escalation.closed'],
});

/** A finished emergency whose owner is to be called within the hour (C5). */
export const CallbackView = z.object({
  ...request,
  contactName: z.nullable(z.string()),
  finishedAt: Instant,
  workerName: z.nullable(z.string()),
  result: z.nullable(z.string()),
  promise: PromiseView,
  /** Calls that nobody answered. */
  tries: z.int(),
  lastTryAt: z.nullable(Instant),
});
export type CallbackView = z.infer<typeof CallbackView>;

/** Overdue first, then the nearest. */
export const listCallbacks = contract({
  name: 'listCallbacks',
  summary: '待回访',
  method: 'GET',
  path: '/staff/callbacks',
  auth: { as: ['staff'], may: 'request.callback' },
  query: z.object({ ...PageQuery }),
  response: page(CallbackView),
  errors: [],
});

export const spotCheckVerdicts = ['passed', 'failed'] as const;

/** 事后抽查: a finished order that the sample drew (C11). */
export const SpotCheckView = z.object({
  id: Id,
  ...request,
  orderId: Id,
  department: z.enum(departments),
  worker: z.object({ id: Id, name: z.string() }),
  finishedAt: Instant,
  result: z.nullable(z.string()),
  stars: z.nullable(z.int()),
  /** Why this one: 一万个签里抽前 1000 个，这张是 317 号 */
  drawWords: z.string(),
  dueAt: Instant,
  verdict: z.nullable(z.enum(spotCheckVerdicts)),
  note: z.nullable(z.string()),
  judgedBy: z.nullable(z.string()),
  judgedAt: z.nullable(Instant),
});
export type SpotCheckView = z.infer<typeof SpotCheckView>;

export const listSpotChecks = contract({
  name: 'listSpotChecks',
  summary: '抽查',
  method: 'GET',
  path: '/staff/spot-checks',
  auth: { as: ['staff'], may: 'spotcheck.judge' },
  query: z.object({
    scope: z._default(z.enum(['open', 'ended']), 'open'),
    department: z.optional(z.enum(departments)),
    ...PageQuery,
  }),
  response: page(SpotCheckView),
  errors: [],
});

/** Counts in the worker's quality, which dispatch weighs. A failed one needs its reason. */
export const judgeSpotCheck = contract({
  name: 'judgeSpotCheck',
  summary: '抽查结果',
  method: 'POST',
  path: '/staff/spot-checks/:id/verdict',
  auth: {
    as: ['staff'],
    may: 'spotcheck.judge',
    on: { param: 'id', of: 'spot_check', within: 'community' },
  },
  params: z.object({ id: Id }),
  body: z.object({ verdict: z.enum(spotCheckVerdicts), note: optionalText(500) }),
  response: Done,
  idempotent: true,
  errors: ['spot_check.not_found', 'spot_check.judged', 'request.invalid'],
});
