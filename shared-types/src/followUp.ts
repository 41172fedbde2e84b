import { contract } from './contract.js';
import { FileView } from './file.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** The three levels, in their order; then what was promised is done, then it has ended. */
export const followUpLevels = ['customer-service', 'supervisor', 'manager'] as const;
export type FollowUpLevel = (typeof followUpLevels)[number];
export const followUpStages = [...followUpLevels, 'rectifying', 'finished'] as const;
export type FollowUpStage = (typeof followUpStages)[number];

/** Whether the owner was spoken to. */
export const followUpOutcomes = ['reached', 'no-answer', 'declined'] as const;
export type FollowUpOutcome = (typeof followUpOutcomes)[number];

export const FollowUpNote = z.object({
  id: Id,
  at: Instant,
  level: z.enum(followUpLevels),
  by: z.string(),
  outcome: z.enum(followUpOutcomes),
  note: z.string(),
  /** What the owner said, in their words; empty where nobody was reached. */
  ownerWords: z.string(),
});
export type FollowUpNote = z.infer<typeof FollowUpNote>;

/** One thing that is promised to be put right. */
export const Measure = z.object({
  id: Id,
  text: z.string(),
  /** Who sees to it: 工程部, 保洁主管 */
  responsible: z.string(),
  dueOn: Day,
  done: z.nullable(z.object({ at: Instant, note: z.string(), files: z.array(FileView) })),
});
export type Measure = z.infer<typeof Measure>;

/** 整改方案: what went wrong and what is done about it, without anybody's personal data. */
export const RectificationPlan = z.object({
  cause: z.string(),
  measures: z.array(Measure),
  publishedAt: Instant,
  /** Published within the day that was promised. */
  inTime: z.boolean(),
  finishedAt: z.nullable(Instant),
});
export type RectificationPlan = z.infer<typeof RectificationPlan>;

/** What everybody of the community may read. */
export const PublicFollowUp = z.object({
  id: Id,
  /** 给水管道 */
  typeName: z.string(),
  /** 3栋: a building or an area, never a door. */
  place: z.string(),
  stars: z.int(),
  ratedAt: Instant,
  plan: RectificationPlan,
  /** The owner's second rating, where there was one. */
  starsAfter: z.nullable(z.int()),
});
export type PublicFollowUp = z.infer<typeof PublicFollowUp>;

/** What whoever rated reads: also how it goes before a plan is there. */
export const OwnFollowUp = z.object({
  id: Id,
  repairId: Id,
  title: z.string(),
  stage: z.enum(followUpStages),
  stars: z.int(),
  ratedAt: Instant,
  /** Until when the plan will be published. */
  planDueAt: Instant,
  plan: z.nullable(RectificationPlan),
  starsAfter: z.nullable(z.int()),
  actions: z.array(z.enum(['rate-again'])),
});
export type OwnFollowUp = z.infer<typeof OwnFollowUp>;

export const StaffFollowUpRow = z.object({
  id: Id,
  repairId: Id,
  number: z.string(),
  title: z.string(),
  placeLabel: z.string(),
  stars: z.int(),
  words: z.string(),
  ratedAt: Instant,
  stage: z.enum(followUpStages),
  /** Of the stage; null: it has ended. */
  dueAt: z.nullable(Instant),
  planDueAt: Instant,
  planPublishedAt: z.nullable(Instant),
  /** How often it was called for because it was late. */
  lateCalls: z.int(),
});
export type StaffFollowUpRow = z.infer<typeof StaffFollowUpRow>;

export const StaffFollowUp = z.object({
  ...StaffFollowUpRow.shape,
  notes: z.array(FollowUpNote),
  plan: z.nullable(RectificationPlan),
  starsAfter: z.nullable(z.int()),
  wordsAfter: z.string(),
  actions: z.array(z.enum(['note', 'pass', 'plan', 'check-off'])),
});
export type StaffFollowUp = z.infer<typeof StaffFollowUp>;

const FollowUpParams = z.object({ id: Id });
const on = { param: 'id', of: 'follow_up', within: 'community' } as const;

export const listStaffFollowUps = contract({
  name: 'listStaffFollowUps',
  summary: '差评跟进',
  method: 'GET',
  path: '/staff/follow-ups',
  auth: { as: ['staff'], may: 'followup.read' },
  query: z.object({
    scope: z._default(z.enum(['open', 'ended']), 'open'),
    stage: z.optional(z.enum(followUpStages)),
    ...PageQuery,
  }),
  response: page(StaffFollowUpRow),
  errors: [],
});

export const readStaffFollowUp = contract({
  name: 'readStaffFollowUp',
  summary: '差评跟进：一件',
  method: 'GET',
  path: '/staff/follow-ups/:id',
  auth: { as: ['staff'], may: 'followup.read', on },
  params: FollowUpParams,
  response: StaffFollowUp,
  errors: ['follow_up.not_found'],
});

/** What a level did and what the owner said; `pass` hands it to the next level, once the owner was spoken to or tried twice. */
export const noteFollowUp = contract({
  name: 'noteFollowUp',
  summary: '差评跟进：记一笔，办好就交给下一级',
  method: 'POST',
  path: '/staff/follow-ups/:id/notes',
  auth: { as: ['staff'], may: 'followup.handle', on },
  params: FollowUpParams,
  body: z.object({
    outcome: z.enum(followUpOutcomes),
    note: text(500),
    ownerWords: optionalText(500),
    pass: z.boolean(),
  }),
  response: StaffFollowUp,
  idempotent: true,
  errors: ['follow_up.not_found', 'follow_up.illegal_transition', 'follow_up.not_your_level', 'request.invalid'],
});

/** Written by the project manager and published at once, checked to hold no name, number or room. */
export const publishPlan = contract({
  name: 'publishPlan',
  summary: '差评跟进：公布整改方案',
  method: 'POST',
  path: '/staff/follow-ups/:id/plan',
  auth: { as: ['staff'], may: 'followup.publish', on },
  params: FollowUpParams,
  body: z.object({
    cause: text(500),
    measures: z
      .array(z.object({ text: text(200), responsible: text(20), dueOn: Day }))
      .check(z.minLength(1), z.maxLength(10)),
  }),
  response: StaffFollowUp,
  idempotent: true,
  errors: ['follow_up.not_found', 'follow_up.illegal_transition', 'follow_up.personal_data', 'request.invalid'],
});

/** Done, with a picture that proves it; the picture is published too. */
export const checkOffMeasure = contract({
  name: 'checkOffMeasure',
  summary: '差评跟进：一项整改办好了',
  method: 'POST',
  path: '/staff/follow-ups/:id/measures/:measureId/done',
  auth: { as: ['staff'], may: 'followup.handle', on },
  params: z.object({ id: Id, measureId: Id }),
  body: z.object({ note: text(200), fileIds: z.array(Id).check(z.minLength(1), z.maxLength(6)) }),
  response: StaffFollowUp,
  idempotent: true,
  errors: [
    'follow_up.not_found',
    'follow_up.illegal_transition',
    'follow_up.personal_data',
    'file.not_yours',
    'request.invalid',
  ],
});

/** Published plans of the community of a house, the latest first. */
export const listPublicFollowUps = contract({
  name: 'listPublicFollowUps',
  summary: '整改公示',
  method: 'GET',
  path: '/houses/:houseId/follow-ups',
  auth: { as: ['owner'], on: { param: 'houseId', of: 'house', within: 'household' } },
  params: z.object({ houseId: Id }),
  query: z.object({ ...PageQuery }),
  response: page(PublicFollowUp),
  errors: ['house.not_found'],
});

/** What became of the caller's own bad ratings, the latest first. */
export const listOwnFollowUps = contract({
  name: 'listOwnFollowUps',
  summary: '我打的低分，跟进得怎么样',
  method: 'GET',
  path: '/follow-ups',
  auth: { as: ['owner'] },
  query: z.object({ ...PageQuery }),
  response: page(OwnFollowUp),
  errors: [],
});

/** Once, by whoever rated, when there is something new to rate. */
export const rateAgain = contract({
  name: 'rateAgain',
  summary: '整改以后再评一次',
  method: 'POST',
  path: '/follow-ups/:id/rating',
  auth: { as: ['owner'], on: { param: 'id', of: 'follow_up', within: 'self' } },
  params: FollowUpParams,
  body: z.object({ stars: z.int().check(z.minimum(1), z.maximum(5)), text: optionalText(500) }),
  response: OwnFollowUp,
  idempotent: true,
  errors: ['follow_up.not_found', 'follow_up.illegal_transition'],
});
