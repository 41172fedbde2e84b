import { contract } from './contract.js';
import { FileView } from './file.js';
import { orderStatuses, PromiseView, TimelineEntry } from './repair.js';
import { Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/**
 * A complaint is a request of the kind `complaint` (C1): its clocks, orders, escalation and chain are those of every
 * request. What each household said about it is a report of its own, and an owner's id of a complaint is their report's.
 */

/** 0..4: 已提交 已受理 处理中 已答复 办结 */
const stage = z.int().check(z.minimum(0), z.maximum(4));

export const ownerComplaintActions = ['add', 'urge', 'accept', 'object', 'rate'] as const;

const ownComplaint = {
  id: Id,
  /** 20261123-0017: the owner's own, also after their complaint was joined with others. */
  number: z.string(),
  title: z.string(),
  category: z.object({ id: z.string(), name: z.string() }),
  placeLabel: z.string(),
  createdAt: Instant,
  stage,
  promise: z.nullable(PromiseView),
  latest: z.string(),
};

export const OwnComplaintSummary = z.object(ownComplaint);
export type OwnComplaintSummary = z.infer<typeof OwnComplaintSummary>;

export const ComplaintAnswer = z.object({ text: z.string(), by: z.string(), at: Instant });
export type ComplaintAnswer = z.infer<typeof ComplaintAnswer>;

export const OwnComplaintView = z.object({
  ...ownComplaint,
  /** Staff in the field never hear who it was. */
  anonymous: z.boolean(),
  text: z.string(),
  files: z.array(FileView),
  /** How many further households said the same; never who, and never what. */
  others: z.int(),
  /** Who answers for the whole. */
  steward: z.nullable(z.string()),
  parts: z.array(
    z.object({
      department: z.string(),
      task: z.string(),
      status: z.enum(orderStatuses),
      workerName: z.nullable(z.string()),
    }),
  ),
  escalatedTo: z.nullable(z.object({ to: z.string(), follower: z.nullable(z.string()) })),
  pause: z.nullable(z.object({ reason: z.string(), until: Instant })),
  /** Written answers, the newest first. */
  answers: z.array(ComplaintAnswer),
  /** Newest first: the steps of the whole and the owner's own words. */
  timeline: z.array(TimelineEntry),
  rating: z.nullable(z.object({ stars: z.int(), text: z.nullable(z.string()) })),
  urges: z.object({ left: z.int(), nextAt: z.nullable(Instant) }),
  /** When it closes by itself if nobody objects; null unless it waits for that. */
  closesAt: z.nullable(Instant),
  servicePhone: z.nullable(z.string()),
  /** 处理公示, where there is one. */
  outcomeId: z.nullable(Id),
  actions: z.array(z.enum(ownerComplaintActions)),
});
export type OwnComplaintView = z.infer<typeof OwnComplaintView>;

/** What a complaint may be about, and the public areas where it may have happened. */
export const listComplaintChoices = contract({
  name: 'listComplaintChoices',
  summary: '投诉什么、在哪里',
  method: 'GET',
  path: '/complaint-choices',
  auth: { as: ['owner'] },
  response: z.object({
    categories: z.array(z.object({ id: z.string(), name: z.string() })),
    areas: z.array(z.object({ id: Id, communityId: Id, name: z.string() })),
  }),
  errors: [],
});

export const complaintBody = {
  /** Absent: the complainant's own house. */
  areaId: z.optional(Id),
  /** Where exactly, in the owner's words: 7 层楼道 */
  spot: optionalText(20),
  categoryId: z.string().check(z.minLength(1), z.maxLength(32)),
  /** May be empty beside a recording or pictures. */
  text: optionalText(1000),
  fileIds: z._default(z.array(Id).check(z.maxLength(10)), []),
  anonymous: z._default(z.boolean(), false),
};

/** The house says which community hears it, and who speaks. */
export const fileComplaint = contract({
  name: 'fileComplaint',
  summary: '投诉',
  method: 'POST',
  path: '/complaints',
  auth: { as: ['owner'] },
  body: z.object({ houseId: Id, ...complaintBody }),
  response: OwnComplaintView,
  idempotent: true,
  errors: ['repair.place_refused', 'file.not_yours', 'request.invalid', 'rate.limited'],
});

export const listOwnComplaints = contract({
  name: 'listOwnComplaints',
  summary: '我的投诉',
  method: 'GET',
  path: '/complaints',
  auth: { as: ['owner'] },
  query: z.object(PageQuery),
  response: page(OwnComplaintSummary),
  errors: [],
});

const onOwn = { as: ['owner'], on: { param: 'id', of: 'complaint', within: 'self' } } as const;
export const ComplaintParams = z.object({ id: Id });

export const readOwnComplaint = contract({
  name: 'readOwnComplaint',
  summary: '一件投诉的经过',
  method: 'GET',
  path: '/complaints/:id',
  auth: onOwn,
  params: ComplaintParams,
  response: OwnComplaintView,
  errors: ['complaint.not_found'],
});

export const addToComplaint = contract({
  name: 'addToComplaint',
  summary: '补充证据',
  method: 'POST',
  path: '/complaints/:id/additions',
  auth: onOwn,
  params: ComplaintParams,
  body: z.object({ text: optionalText(500), fileIds: z._default(z.array(Id).check(z.maxLength(9)), []) }),
  response: OwnComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition', 'file.not_yours', 'request.invalid'],
});

export const urgeComplaint = contract({
  name: 'urgeComplaint',
  summary: '催一下投诉',
  method: 'POST',
  path: '/complaints/:id/urge',
  auth: onOwn,
  params: ComplaintParams,
  response: OwnComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition', 'repair.illegal_transition', 'repair.urged_enough'],
});

export const acceptComplaintAnswer = contract({
  name: 'acceptComplaintAnswer',
  summary: '认可答复',
  method: 'POST',
  path: '/complaints/:id/acceptance',
  auth: onOwn,
  params: ComplaintParams,
  response: OwnComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition'],
});

/** With a reason, so often as the policy says: begins anew, with new clocks. */
export const objectToComplaintAnswer = contract({
  name: 'objectToComplaintAnswer',
  summary: '不认可答复，重新办',
  method: 'POST',
  path: '/complaints/:id/objection',
  auth: onOwn,
  params: ComplaintParams,
  body: z.object({ text: text(500) }),
  response: OwnComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition'],
});

/** Each household rates for itself; rating accepts the answer. */
export const rateComplaint = contract({
  name: 'rateComplaint',
  summary: '评价投诉的办理',
  method: 'POST',
  path: '/complaints/:id/rating',
  auth: onOwn,
  params: ComplaintParams,
  body: z.object({ stars: z.int().check(z.minimum(1), z.maximum(5)), text: optionalText(500) }),
  response: OwnComplaintView,
  idempotent: true,
  errors: ['complaint.not_found', 'complaint.illegal_transition', 'complaint.rating_exists'],
});

/** A published outcome (处理公示): the words of a member of staff, checked to name nobody. */
export const PublishedOutcome = z.object({
  id: Id,
  title: z.string(),
  text: z.string(),
  category: z.string(),
  /** How many households said it. */
  households: z.int(),
  /** When it was first said, and when it was published. */
  reportedAt: Instant,
  publishedAt: Instant,
});
export type PublishedOutcome = z.infer<typeof PublishedOutcome>;

/** Of the communities in which the caller has a house, newest first. */
export const listOutcomes = contract({
  name: 'listOutcomes',
  summary: '处理公示',
  method: 'GET',
  path: '/complaint-outcomes',
  auth: { as: ['owner'] },
  query: z.object(PageQuery),
  response: page(PublishedOutcome),
  errors: [],
});
