import { contract } from './contract.js';
import { FileView } from './file.js';
import { departments } from './permissions.js';
import {
  channels,
  moderations,
  orderStatuses,
  promiseKinds,
  RatingView,
  RepairParams,
  repairStatuses,
  repairSummary,
  reportBody,
  requestKinds,
  TimelineEntry,
  typeSources,
  urgencies,
} from './repair.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

export const escalationLevels = ['supervisor', 'manager'] as const;
export type EscalationLevel = (typeof escalationLevels)[number];

export const EscalationBrief = z.object({
  id: Id,
  level: z.enum(escalationLevels),
  since: Instant,
  /** Who said "I follow it"; null while nobody answered. */
  follower: z.nullable(z.string()),
});

/** Why the clocks of a request stand, and until when. */
export const PauseView = z.object({ reason: z.string(), since: Instant, until: Instant, by: z.string() });

export const StaffRepairSummary = z.object({
  ...repairSummary,
  kind: z.enum(requestKinds),
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
  /** Who answers for the whole. */
  steward: z.nullable(z.string()),
  /** 督办: how high it has climbed, and who follows it. Null: nothing was missed, or it is over. */
  escalation: z.nullable(EscalationBrief),
  pause: z.nullable(PauseView),
  /** How often the owner urged. */
  urged: z.int(),
  /** The problem type, or whether it is an emergency, waits for a person. */
  toDecide: z.boolean(),
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
    kind: z.optional(z.enum(requestKinds)),
    urgency: z.optional(z.enum(urgencies)),
    problemTypeId: z.optional(z.string().check(z.maxLength(32))),
    moderation: z.optional(z.enum(moderations)),
    houseId: z.optional(Id),
    department: z.optional(z.enum(departments)),
    /** What asks for somebody: a missed promise, a decision on the type, standing clocks, a call-back. */
    needs: z.optional(z.enum(['escalated', 'decision', 'paused', 'callback'])),
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
  query: z.object({ department: z.optional(z.enum(departments)) }),
  response: z.object({
    open: z.int(),
    waiting: z.int(),
    emergencies: z.int(),
    overdue: z.int(),
    /** The longest that a promise is over, minutes; null: none is. */
    longestOverMinutes: z.nullable(z.int()),
    finishedToday: z.int(),
    toModerate: z.int(),
    pendingBindings: z.int(),
    escalated: z.int(),
    toDecide: z.int(),
    callbacks: z.int(),
    spotChecks: z.int(),
    /** Promises to owners (answer, arrival, finish) kept in time over the last seven days; null: none fell due. */
    onTime: z.object({
      percent: z.nullable(z.number()),
      /** Oldest first, seven days. */
      days: z.array(z.object({ day: Day, kept: z.int(), missed: z.int() })),
    }),
    /** Who takes orders: on shift now, on shift with nothing in hand, on today's roster. */
    workers: z.object({ onShift: z.int(), idle: z.int(), rostered: z.int() }),
  }),
  errors: [],
});

/** 今天的节奏 and what has just happened. */
export const readBoardDay = contract({
  name: 'readBoardDay',
  summary: '今天的节奏和刚刚发生的事',
  method: 'GET',
  path: '/staff/repairs/day',
  auth: { as: ['staff'], may: 'request.read' },
  query: z.object({ department: z.optional(z.enum(departments)) }),
  response: z.object({
    /** 24 hours of the community's day. */
    hours: z.array(z.object({ reported: z.int(), finished: z.int() })),
    /** Newest first, at most twelve. */
    latest: z.array(z.object({ repairId: Id, at: Instant, text: z.string() })),
  }),
  errors: [],
});

export const OrderBrief = z.object({
  id: Id,
  department: z.string(),
  /** What this department is to do; the first order bears the problem's name. */
  task: z.string(),
  main: z.boolean(),
  status: z.enum(orderStatuses),
  worker: z.nullable(z.object({ id: Id, name: z.string(), phone: z.nullable(z.string()) })),
  assignedAt: z.nullable(Instant),
  acceptedAt: z.nullable(Instant),
  arrivedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  /** What was done, as the worker wrote it. */
  result: z.nullable(z.string()),
});

export const staffRepairActions = [
  'assign',
  'dispatch',
  'cancel',
  'note',
  'pass',
  'refuse',
  'unmask',
  'classify',
  'pause',
  'resume',
  'callback',
  'reopen',
  'follow',
  'add-order',
  'take',
] as const;

/** Outcome of a call-back: nobody answered leaves its clock running. */
export const callbackOutcomes = ['satisfied', 'unsatisfied', 'no-answer'] as const;

export const StaffRepairView = z.object({
  ...repairSummary,
  kind: z.enum(requestKinds),
  channel: z.enum(channels),
  text: z.nullable(z.string()),
  /** The text was transcribed from the recording. */
  spoken: z.boolean(),
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
  steward: z.nullable(z.string()),
  escalation: z.nullable(EscalationBrief),
  pause: z.nullable(PauseView),
  urged: z.int(),
  /** How the problem type came about, and what a person still has to decide. */
  typed: z.object({
    by: z.enum(typeSources),
    confidencePercent: z.nullable(z.int()),
    undecided: z.boolean(),
    /** The recogniser takes it for this emergency, but is not sure. */
    emergencyHint: z.nullable(z.string()),
    /** What a machine sees in the pictures: a suggestion. */
    seen: z.nullable(z.object({ id: z.string(), name: z.string(), confidencePercent: z.int() })),
  }),
  /** Every promise of the request: kept, missed or open. */
  promises: z.array(
    z.object({
      kind: z.enum(promiseKinds),
      dueAt: Instant,
      /** Null: open. */
      metAt: z.nullable(Instant),
      state: z.enum(['open', 'kept', 'missed', 'dropped']),
    }),
  ),
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
    /** The caller's visit at their home in which it is said. */
    homeVisitId: z.optional(Id),
  }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.place_refused', 'file.not_yours', 'home_visit.not_there', 'request.invalid'],
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
    /** Absent: the first order that is still open. */
    orderId: z.optional(Id),
    note: optionalText(200),
    /** Why not the one whom the system would send; needed when there is such a one, or when a rule is set aside. */
    reason: optionalText(200),
    /** Who had it when the desk looked, null for nobody: refused when somebody else was quicker. Absent: whoever has it. */
    insteadOf: z.optional(z.nullable(Id)),
  }),
  response: StaffRepairView,
  idempotent: true,
  errors: [
    'repair.not_found',
    'repair.illegal_transition',
    'order.worker_unfit',
    'order.worker_full',
    'order.uncertified',
    'order.reason_required',
    'staff.not_found',
  ],
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

/** A person says what kind of trouble it is, and whether it is an emergency (C2); clocks run from the report all the same. */
export const classifyRepair = contract({
  name: 'classifyRepair',
  summary: '认定问题类型和缓急',
  method: 'POST',
  path: '/staff/repairs/:id/classification',
  auth: { as: ['staff'], may: 'request.classify', on: onRepair },
  params: RepairParams,
  body: z.object({
    problemTypeId: z.string().check(z.minLength(1), z.maxLength(32)),
    /** One of the type's emergencies; null: no emergency. */
    emergency: z.nullable(z.string().check(z.maxLength(40))),
    reason: optionalText(200),
  }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'request.invalid'],
});

const pauseBody = z.object({ until: Instant, reason: text(200) });

/** The owner asked for another day, or a part is awaited: visible, limited by policy, never for the arrival at an emergency. */
export const pauseRepair = contract({
  name: 'pauseRepair',
  summary: '时限先停，写明原因',
  method: 'POST',
  path: '/staff/repairs/:id/pause',
  auth: { as: ['staff'], may: 'request.pause', on: onRepair },
  params: RepairParams,
  body: pauseBody,
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'repair.pause_refused', 'request.invalid'],
});

export const resumeRepair = contract({
  name: 'resumeRepair',
  summary: '时限接着走',
  method: 'POST',
  path: '/staff/repairs/:id/resume',
  auth: { as: ['staff'], may: 'request.pause', on: onRepair },
  params: RepairParams,
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});

/** After an emergency customer service calls back within the hour (C5). */
export const recordCallback = contract({
  name: 'recordCallback',
  summary: '回访结果',
  method: 'POST',
  path: '/staff/repairs/:id/callbacks',
  auth: { as: ['staff'], may: 'request.callback', on: onRepair },
  params: RepairParams,
  body: z.object({ outcome: z.enum(callbackOutcomes), note: optionalText(500) }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'request.invalid'],
});

export const reopenRepairByStaff = contract({
  name: 'reopenRepairByStaff',
  summary: '没修好，重新办',
  method: 'POST',
  path: '/staff/repairs/:id/reopen',
  auth: { as: ['staff'], may: 'request.assign', on: onRepair },
  params: RepairParams,
  body: z.object({ reason: text(500) }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});

/** Somebody of customer service answers for the whole from now on. */
export const takeRepair = contract({
  name: 'takeRepair',
  summary: '这件事我来跟',
  method: 'POST',
  path: '/staff/repairs/:id/take',
  auth: { as: ['staff'], may: 'request.note', on: onRepair },
  params: RepairParams,
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition'],
});

/** A further department joins in (C8). */
export const addRepairOrder = contract({
  name: 'addRepairOrder',
  summary: '再叫一个部门',
  method: 'POST',
  path: '/staff/repairs/:id/orders',
  auth: { as: ['staff'], may: 'request.assign', on: onRepair },
  params: RepairParams,
  body: z.object({
    department: z.enum(departments),
    skill: z.string().check(z.minLength(1), z.maxLength(32)),
    task: text(60),
  }),
  response: StaffRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'request.invalid'],
});
