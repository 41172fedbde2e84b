import { ComplaintAnswer, ComplaintParams, complaintBody } from './complaint.js';
import { contract } from './contract.js';
import { FileView } from './file.js';
import { channels, PromiseView, repairStatuses } from './repair.js';
import { Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** Of a complaint's published outcome: none was asked for, somebody has to write it, it waits for a second look … */
export const outcomeStates = ['none', 'due', 'draft', 'published', 'withdrawn'] as const;
export type OutcomeState = (typeof outcomeStates)[number];

export const StaffComplaintSummary = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  category: z.object({ id: z.string(), name: z.string() }),
  placeLabel: z.string(),
  status: z.enum(repairStatuses),
  createdAt: Instant,
  promise: z.nullable(PromiseView),
  latest: z.string(),
  steward: z.nullable(z.string()),
  /** Households that said it. */
  households: z.int(),
  answered: z.boolean(),
  escalated: z.boolean(),
  outcome: z.enum(outcomeStates),
});
export type StaffComplaintSummary = z.infer<typeof StaffComplaintSummary>;

export const staffComplaintActions = [
  'take',
  'answer',
  'merge',
  'split',
  'draft-outcome',
  'publish-outcome',
  'return-outcome',
  'withdraw-outcome',
] as const;

/** What one household said. Who it was is for those alone who may know (`complaint.reporter`). */
export const ComplaintReportView = z.object({
  id: Id,
  number: z.string(),
  channel: z.enum(channels),
  at: Instant,
  anonymous: z.boolean(),
  /** Null: not for this reader. */
  who: z.nullable(z.object({ name: z.nullable(z.string()), house: z.string(), phoneMasked: z.nullable(z.string()) })),
  /** What was said, the first words first; those of an anonymous report without names, numbers and rooms in the field. */
  said: z.array(
    z.object({
      id: Id,
      at: Instant,
      kind: z.enum(['report', 'add', 'object']),
      text: z.string(),
      files: z.array(FileView),
    }),
  ),
  /** Joined from a complaint of its own. */
  joined: z.boolean(),
  nod: z.nullable(z.enum(['accepted', 'objected'])),
  stars: z.nullable(z.int()),
  ratingText: z.nullable(z.string()),
});

/** Another open complaint that may be the same, and why it looks so. */
export const SimilarComplaint = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  placeLabel: z.string(),
  createdAt: Instant,
  households: z.int(),
  /** 0..100 */
  likeness: z.int(),
  reasons: z.array(z.string()),
});
export type SimilarComplaint = z.infer<typeof SimilarComplaint>;

export const StaffComplaintView = z.object({
  ...StaffComplaintSummary.shape,
  /** The complaint that this one was joined to; null: it stands by itself. */
  mergedInto: z.nullable(z.object({ id: Id, number: z.string() })),
  reports: z.array(ComplaintReportView),
  /** Newest first. */
  answers: z.array(ComplaintAnswer),
  similar: z.array(SimilarComplaint),
  publication: z.nullable(
    z.object({
      state: z.enum(['draft', 'published', 'withdrawn']),
      title: z.string(),
      text: z.string(),
      writtenBy: z.string(),
      /** Who looked at it again. */
      decidedBy: z.nullable(z.string()),
      /** Why it was sent back or withdrawn. */
      reason: z.nullable(z.string()),
      at: Instant,
    }),
  ),
  actions: z.array(z.enum(staffComplaintActions)),
});
export type StaffComplaintView = z.infer<typeof StaffComplaintView>;
export type ComplaintReportView = StaffComplaintView['reports'][number];

export const listComplaints = contract({
  name: 'listComplaints',
  summary: '投诉列表',
  method: 'GET',
  path: '/staff/complaints',
  auth: { as: ['staff'], may: 'complaint.read' },
  query: z.object({
    scope: z._default(z.enum(['open', 'ended', 'all']), 'open'),
    categoryId: z.optional(z.string().check(z.maxLength(32))),
    q: z.optional(z.string().check(z.maxLength(40))),
    ...PageQuery,
  }),
  response: page(StaffComplaintSummary),
  errors: [],
});

const on = { param: 'id', of: 'complaint', within: 'community' } as const;

export const readComplaint = contract({
  name: 'readComplaint',
  summary: '一件投诉的全部',
  method: 'GET',
  path: '/staff/complaints/:id',
  auth: { as: ['staff'], may: 'complaint.read', on },
  params: ComplaintParams,
  response: StaffComplaintView,
  errors: ['complaint.not_found'],
});

/** What a complaint may be about, for the form by telephone; the areas come with the community's own list. */
export const listComplaintCategories = contract({
  name: 'listComplaintCategories',
  summary: '投诉的类别和地方',
  method: 'GET',
  path: '/staff/complaint-choices',
  auth: { as: ['staff'], may: 'complaint.read' },
  response: z.object({
    categories: z.array(z.object({ id: z.string(), name: z.string() })),
    areas: z.array(z.object({ id: Id, name: z.string() })),
  }),
  errors: [],
});

/** By telephone or at the desk (C1: one request whatever the channel). */
export const takeInComplaint = contract({
  name: 'takeInComplaint',
  summary: '代录投诉',
  method: 'POST',
  path: '/staff/complaints',
  auth: { as: ['staff'], may: 'complaint.handle' },
  body: z.object({
    /** The complainant's house, where it is known. House or area: at least one. */
    houseId: z.optional(Id),
    ...complaintBody,
    channel: z._default(z.enum(['kiosk', 'staff']), 'staff'),
    contactName: optionalText(30),
    contactPhone: optionalText(30),
    /** The caller's visit at their home in which it is said; one without a name is not kept with it. */
    homeVisitId: z.optional(Id),
  }),
  response: StaffComplaintView,
  idempotent: true,
  errors: ['repair.place_refused', 'file.not_yours', 'home_visit.not_there', 'request.invalid'],
});

/** 受理: one person answers for it from now on; the departments' orders begin (C8). */
export const takeComplaint = contract({
  name: 'takeComplaint',
  summary: '受理投诉',
  method: 'POST',
  path: '/staff/complaints/:id/take',
  auth: { as: ['staff'], may: 'complaint.handle', on },
  params: ComplaintParams,
  response: StaffComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition'],
});

/** The written answer (C7), read by every household that said it. */
export const answerComplaint = contract({
  name: 'answerComplaint',
  summary: '书面答复',
  method: 'POST',
  path: '/staff/complaints/:id/answers',
  auth: { as: ['staff'], may: 'complaint.handle', on },
  params: ComplaintParams,
  body: z.object({ text: text(2000) }),
  response: StaffComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition', 'complaint.personal_data'],
});

/** This one and another are one event: from now on they are handled together, in the other. */
export const mergeComplaint = contract({
  name: 'mergeComplaint',
  summary: '并到另一件投诉',
  method: 'POST',
  path: '/staff/complaints/:id/merge',
  auth: { as: ['staff'], may: 'complaint.handle', on },
  params: ComplaintParams,
  body: z.object({ intoId: Id }),
  response: StaffComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition', 'request.invalid'],
});

/** It was another event after all: a household's report stands by itself again, with the promises of its own day. */
export const splitComplaint = contract({
  name: 'splitComplaint',
  summary: '把一户的投诉拆出来',
  method: 'POST',
  path: '/staff/complaints/:id/split',
  auth: { as: ['staff'], may: 'complaint.handle', on },
  params: ComplaintParams,
  body: z.object({ reportId: Id }),
  /** The one that stands by itself now. */
  response: StaffComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition'],
});

/** The text for everybody; checked to hold no name, number or room. */
export const draftOutcome = contract({
  name: 'draftOutcome',
  summary: '写处理公示',
  method: 'POST',
  path: '/staff/complaints/:id/outcome',
  auth: { as: ['staff'], may: 'complaint.handle', on },
  params: ComplaintParams,
  body: z.object({ title: text(60), text: text(1000) }),
  response: StaffComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition', 'complaint.personal_data'],
});

/** The second look: by somebody who has not written it. */
export const decideOutcome = contract({
  name: 'decideOutcome',
  summary: '公示前再看一遍：公布或退回',
  method: 'POST',
  path: '/staff/complaints/:id/outcome/decision',
  auth: { as: ['staff'], may: 'complaint.publish', on },
  params: ComplaintParams,
  body: z.object({
    decision: z.enum(['publish', 'return']),
    reason: optionalText(200),
    /** The text that was read: refused when somebody has changed it meanwhile. */
    text: text(1000),
  }),
  response: StaffComplaintView,
  idempotent: true,
  errors: [
    'complaint.not_found',
    'complaint.illegal_transition',
    'complaint.own_text',
    'complaint.outdated',
    'complaint.personal_data',
    'request.invalid',
  ],
});

export const withdrawOutcome = contract({
  name: 'withdrawOutcome',
  summary: '撤下处理公示',
  method: 'POST',
  path: '/staff/complaints/:id/outcome/withdrawal',
  auth: { as: ['staff'], may: 'complaint.publish', on },
  params: ComplaintParams,
  body: z.object({ reason: text(200) }),
  response: StaffComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition'],
});

/** Audited with its reason. */
export const unmaskComplaintContact = contract({
  name: 'unmaskComplaintContact',
  summary: '看投诉人的完整电话，记入审计',
  method: 'POST',
  path: '/staff/complaints/:id/contact',
  auth: { as: ['staff'], may: 'complaint.reporter', on },
  params: ComplaintParams,
  body: z.object({ reportId: Id, reason: text(100) }),
  response: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  errors: ['complaint.not_found', 'rate.limited'],
});
