import { contract } from './contract.js';
import { Id, Instant, z } from './schemas.js';

/** Parts of a candidate's score, each 0..100 before it is weighed (C3). */
export const scoreParts = ['skill', 'place', 'load', 'distance'] as const;
export type ScorePart = (typeof scoreParts)[number];

/** Hard rules: who breaks one is not weighed at all. */
export const hardRules = ['skill', 'certificate', 'shift', 'area', 'limit', 'refused', 'inactive'] as const;
export type HardRule = (typeof hardRules)[number];

/** One point of the stacked bar: what the part is worth, and why, in words. */
export const ScoreView = z.object({
  part: z.enum(scoreParts),
  /** Points of the whole, after weighing; they add up to `total`. */
  points: z.number(),
  /** 离得近: 约 80 米 */
  words: z.string(),
});

export const CandidateView = z.object({
  id: Id,
  name: z.string(),
  /** 0..100 */
  total: z.number(),
  scores: z.array(ScoreView),
  /** Open orders in hand, and the most that they may have. */
  load: z.int(),
  limit: z.int(),
});
export type CandidateView = z.infer<typeof CandidateView>;

export const ExcludedView = z.object({
  id: Id,
  name: z.string(),
  rule: z.enum(hardRules),
  /** 电工证 10月31日 到期 */
  words: z.string(),
  /** A dispatcher may set this rule aside with a reason; certificates and limits never. */
  mayOverride: z.boolean(),
  /** The rule that nobody may set aside, where one is broken: certificate, limit or inactive. */
  blockedBy: z.nullable(z.enum(hardRules)),
});
export type ExcludedView = z.infer<typeof ExcludedView>;

export const dispatchModes = ['automatic', 'manual', 'preempted'] as const;

/** A choice as it was made, with everybody who was weighed then. */
export const DispatchView = z.object({
  id: Id,
  orderId: Id,
  at: Instant,
  mode: z.enum(dispatchModes),
  /** Null: nobody fitted. */
  worker: z.nullable(z.object({ id: Id, name: z.string() })),
  /** Who decided, when it was a person. */
  by: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** The fittest first. */
  candidates: z.array(CandidateView),
  excluded: z.array(ExcludedView),
  /** In one sentence: 会修水管，离得最近，手上只有 1 单. */
  words: z.string(),
});
export type DispatchView = z.infer<typeof DispatchView>;

const onRepair = { param: 'id', of: 'repair', within: 'community' } as const;

/** How each order of a request came to its worker, newest first. */
export const listDispatches = contract({
  name: 'listDispatches',
  summary: '为什么派给他',
  method: 'GET',
  path: '/staff/repairs/:id/dispatches',
  auth: { as: ['staff'], may: 'request.read', on: onRepair },
  params: z.object({ id: Id }),
  response: z.object({ items: z.array(DispatchView) }),
  errors: ['repair.not_found'],
});

/** Who could take an order now, and who could not and why. */
export const listCandidates = contract({
  name: 'listCandidates',
  summary: '可以派给谁',
  method: 'GET',
  path: '/staff/repairs/:id/candidates',
  auth: { as: ['staff'], may: 'request.assign', on: onRepair },
  params: z.object({ id: Id }),
  /** Absent: the first order that is still open. */
  query: z.object({ orderId: z.optional(Id) }),
  response: z.object({
    orderId: z.nullable(Id),
    candidates: z.array(CandidateView),
    excluded: z.array(ExcludedView),
  }),
  errors: ['repair.not_found'],
});

/** The system chooses anew for an order that nobody holds, or takes it back from somebody who has not accepted. */
export const dispatchRepair = contract({
  name: 'dispatchRepair',
  summary: '让系统再派一次',
  method: 'POST',
  path: '/staff/repairs/:id/dispatch',
  auth: { as: ['staff'], may: 'request.assign', on: onRepair },
  params: z.object({ id: Id }),
  body: z.object({ orderId: z.optional(Id) }),
  response: z.object({ worker: z.nullable(z.object({ id: Id, name: z.string() })), words: z.string() }),
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});
