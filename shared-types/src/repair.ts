import { contract } from './contract.js';
import { FileView } from './file.js';
import { Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** The request's own states; accepting, signing in and finishing are the work order's (workorder.ts). */
export const repairStatuses = ['submitted', 'assigned', 'working', 'done', 'closed', 'cancelled'] as const;
export type RepairStatus = (typeof repairStatuses)[number];

export const urgencies = ['general', 'emergency'] as const;
export const channels = ['miniprogram', 'kiosk', 'staff'] as const;

/** pending: not checked yet; review: a person decides; refused: kept out of sight. Wechat.md 3.7. */
export const moderations = ['passed', 'pending', 'review', 'refused'] as const;

export const ProblemTypeView = z.object({
  /** plumbing */
  id: z.string(),
  /** 给水管道 */
  name: z.string(),
  /** Situations that make it an emergency, whatever else was chosen (C5). */
  emergencies: z.array(z.string()),
});
export type ProblemTypeView = z.infer<typeof ProblemTypeView>;

export const listProblemTypes = contract({
  name: 'listProblemTypes',
  summary: '问题类型',
  method: 'GET',
  path: '/problem-types',
  auth: 'public',
  response: z.object({ items: z.array(ProblemTypeView) }),
  errors: [],
});

/** A deadline that was promised to the owner; the ring is drawn from it with the server's time. */
export const PromiseView = z.object({
  kind: z.enum(['respond', 'arrive', 'finish']),
  startedAt: Instant,
  dueAt: Instant,
});
export type PromiseView = z.infer<typeof PromiseView>;

export const TimelineEntry = z.object({
  id: Id,
  at: Instant,
  /** report, assign, accept, refuse, arrive, step, photo, finish, confirm, rate, add, note, cancel, moderate … */
  kind: z.string(),
  /** 周师傅接单 */
  title: z.string(),
  /** The person's own words, if any. */
  text: z.nullable(z.string()),
  files: z.array(FileView),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const RatingView = z.object({
  stars: z.int().check(z.minimum(1), z.maximum(5)),
  text: z.nullable(z.string()),
  files: z.array(FileView),
  at: Instant,
});

export const ownerRepairActions = ['add', 'cancel', 'confirm', 'rate'] as const;

const repairSummary = {
  id: Id,
  /** 20261123-0017, spoken as "0017 号". */
  number: z.string(),
  /** A few words: problem type and spot, or the start of the text. */
  title: z.string(),
  problemType: z.object({ id: z.string(), name: z.string() }),
  urgency: z.enum(urgencies),
  status: z.enum(repairStatuses),
  /** 3栋2单元1102 · 厨房 */
  placeLabel: z.string(),
  createdAt: Instant,
  promise: z.nullable(PromiseView),
};

export const OwnerRepairSummary = z.object({
  ...repairSummary,
  /** 周师傅 10:46 接单: the last thing that happened. */
  latest: z.string(),
  /** 0..4: 已报修 已派单 已接单 维修 办结 */
  stage: z.int().check(z.minimum(0), z.maximum(4)),
  worker: z.nullable(z.object({ name: z.string(), trade: z.string() })),
});
export type OwnerRepairSummary = z.infer<typeof OwnerRepairSummary>;

export const OwnerRepairView = z.object({
  ...repairSummary,
  text: z.nullable(z.string()),
  /** 今天 14:00–18:00 */
  preferredTime: z.nullable(z.string()),
  stage: z.int().check(z.minimum(0), z.maximum(4)),
  moderation: z.enum(moderations),
  worker: z.nullable(
    z.object({ name: z.string(), trade: z.string(), phone: z.nullable(z.string()), finishedCount: z.int() }),
  ),
  servicePhone: z.nullable(z.string()),
  /** Newest first. */
  timeline: z.array(TimelineEntry),
  rating: z.nullable(RatingView),
  actions: z.array(z.enum(ownerRepairActions)),
});
export type OwnerRepairView = z.infer<typeof OwnerRepairView>;

const reportBody = {
  /** A house of the reporter's, or the code of a public area. One of the two. */
  houseId: z.optional(Id),
  placeCode: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(64))),
  /** 厨房 */
  spot: optionalText(20),
  problemTypeId: z.string().check(z.minLength(1), z.maxLength(32)),
  /** One of the type's emergency situations, word for word; absent: not an emergency. */
  emergency: optionalText(40),
  text: optionalText(1000),
  fileIds: z._default(z.array(Id).check(z.maxLength(10)), []),
  preferredFrom: z.optional(Instant),
  preferredTo: z.optional(Instant),
};

/** Text, a picture or a recording: at least one. At most nine pictures and one recording (C2). */
export const reportRepair = contract({
  name: 'reportRepair',
  summary: '报修',
  method: 'POST',
  path: '/repairs',
  auth: { as: ['owner'] },
  body: z.object(reportBody),
  response: OwnerRepairView,
  idempotent: true,
  errors: ['repair.place_refused', 'repair.content_refused', 'file.not_yours', 'request.invalid', 'rate.limited'],
});

export const listOwnRepairs = contract({
  name: 'listOwnRepairs',
  summary: '我的报修',
  method: 'GET',
  path: '/repairs',
  auth: { as: ['owner'] },
  query: z.object({ scope: z._default(z.enum(['open', 'ended', 'all']), 'all'), ...PageQuery }),
  response: page(OwnerRepairSummary),
  errors: [],
});

const onOwnRepair = { as: ['owner'], on: { param: 'id', of: 'repair', within: 'household' } } as const;
const RepairParams = z.object({ id: Id });

export const readOwnRepair = contract({
  name: 'readOwnRepair',
  summary: '一件报修的经过',
  method: 'GET',
  path: '/repairs/:id',
  auth: onOwnRepair,
  params: RepairParams,
  response: OwnerRepairView,
  errors: ['repair.not_found'],
});

export const addToRepair = contract({
  name: 'addToRepair',
  summary: '补充说明或照片',
  method: 'POST',
  path: '/repairs/:id/additions',
  auth: onOwnRepair,
  params: RepairParams,
  body: z.object({ text: optionalText(500), fileIds: z._default(z.array(Id).check(z.maxLength(9)), []) }),
  response: OwnerRepairView,
  idempotent: true,
  errors: [
    'repair.not_found',
    'repair.illegal_transition',
    'repair.content_refused',
    'file.not_yours',
    'request.invalid',
  ],
});

export const cancelOwnRepair = contract({
  name: 'cancelOwnRepair',
  summary: '不修了',
  method: 'POST',
  path: '/repairs/:id/cancel',
  auth: onOwnRepair,
  params: RepairParams,
  body: z.object({ reason: optionalText(200) }),
  response: OwnerRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'repair.content_refused'],
});

export const confirmRepair = contract({
  name: 'confirmRepair',
  summary: '确认修好了',
  method: 'POST',
  path: '/repairs/:id/confirm',
  auth: onOwnRepair,
  params: RepairParams,
  response: OwnerRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});

/** Rating a finished request confirms it too (C9). */
export const rateRepair = contract({
  name: 'rateRepair',
  summary: '评价',
  method: 'POST',
  path: '/repairs/:id/rating',
  auth: onOwnRepair,
  params: RepairParams,
  body: z.object({
    stars: z.int().check(z.minimum(1), z.maximum(5)),
    text: optionalText(500),
    fileIds: z._default(z.array(Id).check(z.maxLength(9)), []),
  }),
  response: OwnerRepairView,
  idempotent: true,
  errors: [
    'repair.not_found',
    'repair.illegal_transition',
    'repair.rating_exists',
    'repair.content_refused',
    'file.not_yours',
  ],
});

/** The owner's first screen: one request, at most 16 KB (bars.md h). */
export const readOwnerHome = contract({
  name: 'readOwnerHome',
  summary: '首页：等着我的事',
  method: 'GET',
  path: '/home',
  auth: { as: ['owner'] },
  response: z.object({
    displayName: z.nullable(z.string()),
    phoneGiven: z.boolean(),
    houses: z.array(z.object({ houseId: Id, communityId: Id, communityName: z.string(), label: z.string() })),
    servicePhone: z.nullable(z.string()),
    /** Open requests, the most pressing first; at most five. */
    repairs: z.array(OwnerRepairSummary),
    /** Finished ones that wait for a nod or a rating. */
    toConfirm: z.array(OwnerRepairSummary),
    /** Applications under review, or refused within the last fortnight. */
    applications: z.array(
      z.object({
        id: Id,
        houseLabel: z.string(),
        status: z.enum(['pending', 'rejected']),
        reason: z.nullable(z.string()),
      }),
    ),
    unread: z.int(),
  }),
  errors: [],
});

// ---- staff ---------------------------------------------------------------------------------------------------------

export const orderStatuses = ['waiting', 'assigned', 'accepted', 'arrived', 'finished', 'cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const StaffRepairSummary = z.object({
  ...repairSummary,
  channel: z.enum(channels),
  /** 林女士 */
  contactName: z.nullable(z.string()),
  moderation: z.enum(moderations),
  /** Of its work orders: who, and how far. */
  orders: z.array(
    z.object({ id: Id, status: z.enum(orderStatuses), workerName: z.nullable(z.string()), department: z.string() }),
  ),
  latest: z.string(),
  stars: z.nullable(z.int()),
});
export type StaffRepairSummary = z.infer<typeof StaffRepairSummary>;

export const listRepairs = contract({
  name: 'listRepairs',
  summary: '报修列表',
  method: 'GET',
  path: '/staff/repairs',
  auth: { as: ['staff'], may: 'request.read' },
  query: z.object({
    /** open: everything not closed or cancelled. */
    status: z.optional(z.enum(['open', ...repairStatuses])),
    urgency: z.optional(z.enum(urgencies)),
    problemTypeId: z.optional(z.string().check(z.maxLength(32))),
    moderation: z.optional(z.enum(moderations)),
    houseId: z.optional(Id),
    q: z.optional(z.string().check(z.maxLength(40))),
    sort: z._default(z.enum(['newest', 'due']), 'newest'),
    ...PageQuery,
  }),
  response: page(StaffRepairSummary),
  errors: [],
});

/** Figures above the list. */
export const readRepairBoard = contract({
  name: 'readRepairBoard',
  summary: '在办、待派、今天办结',
  method: 'GET',
  path: '/staff/repairs/board',
  auth: { as: ['staff'], may: 'request.read' },
  response: z.object({
    open: z.int(),
    waiting: z.int(),
    emergencies: z.int(),
    overdue: z.int(),
    finishedToday: z.int(),
    toModerate: z.int(),
    pendingBindings: z.int(),
  }),
  errors: [],
});

export const OrderBrief = z.object({
  id: Id,
  department: z.string(),
  status: z.enum(orderStatuses),
  worker: z.nullable(z.object({ id: Id, name: z.string(), phone: z.nullable(z.string()) })),
  assignedAt: z.nullable(Instant),
  acceptedAt: z.nullable(Instant),
  arrivedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  /** What was done, as the worker wrote it. */
  result: z.nullable(z.string()),
});

export const staffRepairActions = ['assign', 'cancel', 'note', 'pass', 'refuse', 'unmask'] as const;

export const StaffRepairView = z.object({
  ...repairSummary,
  channel: z.enum(channels),
  text: z.nullable(z.string()),
  emergency: z.nullable(z.string()),
  preferredTime: z.nullable(z.string()),
  moderation: z.enum(moderations),
  moderationReason: z.nullable(z.string()),
  house: z.nullable(z.object({ id: Id, label: z.string() })),
  /** The number in full: unmaskRepairContact. */
  contact: z.object({ name: z.nullable(z.string()), phoneMasked: z.nullable(z.string()) }),
  files: z.array(FileView),
  orders: z.array(OrderBrief),
  timeline: z.array(TimelineEntry),
  rating: z.nullable(RatingView),
  actions: z.array(z.enum(staffRepairActions)),
});
export type StaffRepairView = z.infer<typeof StaffRepairView>;

const onRepair = { param: 'id', of: 'repair', within: 'community' } as const;

export const readRepair = contract({
  name: 'readRepair',
  summary: '一件报修的全部',
  method: 'GET',
  path: '/staff/repairs/:id',
  auth: { as: ['staff'], may: 'request.read', on: onRepair },
  params: RepairParams,
  response: StaffRepairView,
  errors: ['repair.not_found'],
});

/** By customer service for an owner who called or came (C1: one request whatever the channel). */
export const reportRepairForOwner = contract({
  name: 'reportRepairForOwner',
  summary: '代报修',
  method: 'POST',
  path: '/staff/repairs',
  auth: { as: ['staff'], may: 'request.create' },
  body: z.object({
    ...reportBody,
    channel: z._default(z.enum(['kiosk', 'staff']), 'staff'),
    contactName: optionalText(30),
    contactPhone: optionalText(30),
  }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.place_refused', 'file.not_yours', 'request.invalid'],
});

export const CandidateView = z.object({
  id: Id,
  name: z.string(),
  department: z.string(),
  skills: z.array(z.string()),
  /** Has the skill of the problem type. */
  skilled: z.boolean(),
  onShift: z.boolean(),
  /** Open orders in hand. */
  load: z.int(),
  /** Serves the building of the request. */
  inArea: z.boolean(),
});
export type CandidateView = z.infer<typeof CandidateView>;

export const listCandidates = contract({
  name: 'listCandidates',
  summary: '可以派给谁',
  method: 'GET',
  path: '/staff/repairs/:id/candidates',
  auth: { as: ['staff'], may: 'request.assign', on: onRepair },
  params: RepairParams,
  response: z.object({ items: z.array(CandidateView) }),
  errors: ['repair.not_found'],
});

/** Assigns, or moves an order that is not finished to somebody else. */
export const assignRepair = contract({
  name: 'assignRepair',
  summary: '派单或改派',
  method: 'POST',
  path: '/staff/repairs/:id/assign',
  auth: { as: ['staff'], may: 'request.assign', on: onRepair },
  params: RepairParams,
  body: z.object({
    workerId: Id,
    note: optionalText(200),
    /** Who had it when the desk looked, null for nobody: refused when somebody else was quicker. Absent: whoever has it. */
    insteadOf: z.optional(z.nullable(Id)),
  }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'order.worker_unfit', 'staff.not_found'],
});

export const cancelRepair = contract({
  name: 'cancelRepair',
  summary: '取消报修，写明原因',
  method: 'POST',
  path: '/staff/repairs/:id/cancel',
  auth: { as: ['staff'], may: 'request.cancel', on: onRepair },
  params: RepairParams,
  body: z.object({ reason: text(200) }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});

export const noteRepair = contract({
  name: 'noteRepair',
  summary: '写一条备注',
  method: 'POST',
  path: '/staff/repairs/:id/notes',
  auth: { as: ['staff'], may: 'request.note', on: onRepair },
  params: RepairParams,
  body: z.object({ text: text(500), toOwner: z._default(z.boolean(), false) }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found'],
});

export const moderateRepair = contract({
  name: 'moderateRepair',
  summary: '内容审核：放行或不放行',
  method: 'POST',
  path: '/staff/repairs/:id/moderation',
  auth: { as: ['staff'], may: 'request.moderate', on: onRepair },
  params: RepairParams,
  body: z.object({ decision: z.enum(['pass', 'refuse']), reason: optionalText(200) }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});

/** Audited with its reason. */
export const unmaskRepairContact = contract({
  name: 'unmaskRepairContact',
  summary: '看报修人的完整电话，记入审计',
  method: 'POST',
  path: '/staff/repairs/:id/contact',
  auth: { as: ['staff'], may: 'person.unmask', on: onRepair },
  params: RepairParams,
  body: z.object({ reason: text(100) }),
  response: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  errors: ['repair.not_found', 'rate.limited'],
});
