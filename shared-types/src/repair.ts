import { AnnouncementSummary } from './announcement.js';
import { Period } from './billing.js';
import { contract } from './contract.js';
import { FileView } from './file.js';
import { FenAmount, FenPositive } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** The request's own states; accepting, signing in and finishing are the work order's (workorder.ts). */
export const repairStatuses = ['submitted', 'assigned', 'working', 'done', 'closed', 'cancelled'] as const;
export type RepairStatus = (typeof repairStatuses)[number];

export const orderStatuses = ['waiting', 'assigned', 'accepted', 'arrived', 'finished', 'cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Who said what kind of trouble it is. `undecided` below the recogniser's threshold: a person decides (C2). */
export const typeSources = ['owner', 'recogniser', 'staff'] as const;

/** What is asked for: something mended, or a complaint answered (complaint.ts). One record, the same clocks (C1). */
export const requestKinds = ['repair', 'complaint'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const urgencies = ['general', 'emergency'] as const;
export const channels = ['miniprogram', 'kiosk', 'staff', 'device'] as const;

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

/**
 * Deadlines of a request (C5, C6): an answer, the arrival (emergencies), the finish, the call-back after an emergency,
 * and the owner's nod, after which the request closes by itself.
 */
export const promiseKinds = ['respond', 'arrive', 'finish', 'callback', 'confirm'] as const;
export type PromiseKind = (typeof promiseKinds)[number];

/** The deadline that counts now; the ring is drawn from it with the server's time. */
export const PromiseView = z.object({
  kind: z.enum(promiseKinds),
  startedAt: Instant,
  dueAt: Instant,
  /** While the clock stands (停): since when. `dueAt` is then as it was at that instant. */
  pausedAt: z.nullable(Instant),
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

export const ownerRepairActions = ['add', 'cancel', 'confirm', 'rate', 'urge', 'reopen'] as const;

/** What every list and page shows of a request. */
export const repairSummary = {
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
  /** `followedUp`: so few stars open a follow-up (C9). */
  rating: z.nullable(z.object({ ...RatingView.shape, followedUp: z.boolean() })),
  /** Who answers for the whole: 客服 李晓梅. Null while nobody does. */
  steward: z.nullable(z.string()),
  /** Every department's part, where there is more than one (C8). */
  parts: z.array(
    z.object({
      department: z.string(),
      task: z.string(),
      status: z.enum(orderStatuses),
      workerName: z.nullable(z.string()),
    }),
  ),
  /** Why the clocks stand, and until when. */
  pause: z.nullable(z.object({ reason: z.string(), until: Instant })),
  /** Whom it was reported to (主管), and who of them follows it; null: nothing was missed. */
  escalatedTo: z.nullable(z.object({ to: z.string(), follower: z.nullable(z.string()) })),
  /** Urging: how many are left, and from when the next one counts. */
  urges: z.object({ left: z.int(), nextAt: z.nullable(Instant) }),
  /** When it closes by itself if the owner says nothing; null unless it is done. */
  closesAt: z.nullable(Instant),
  /** How the problem type came about: with the recogniser's confidence in percent, and whether a person still decides. */
  typed: z.object({ by: z.enum(typeSources), confidencePercent: z.nullable(z.int()), undecided: z.boolean() }),
  actions: z.array(z.enum(ownerRepairActions)),
});
export type OwnerRepairView = z.infer<typeof OwnerRepairView>;

/** What a report holds, whoever makes it. */
export const reportBody = {
  /** A house of the reporter's, or the code of a public area. One of the two. */
  houseId: z.optional(Id),
  placeCode: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(64))),
  /** 厨房 */
  spot: optionalText(20),
  /** Absent: recognised from the text; below the threshold a person decides within the clock (C2). */
  problemTypeId: z.optional(z.string().check(z.minLength(1), z.maxLength(32))),
  /** One of the type's emergencies, word for word; absent: none was named; empty: it was asked about, and is none. */
  emergency: optionalText(40),
  text: optionalText(1000),
  /** The text is what a machine heard in the recording, as it was or corrected. */
  spoken: z.optional(z.boolean()),
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
export const RepairParams = z.object({ id: Id });

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

/** 催一下: limited by policy; says what it moved. */
export const urgeRepair = contract({
  name: 'urgeRepair',
  summary: '催一下',
  method: 'POST',
  path: '/repairs/:id/urge',
  auth: onOwnRepair,
  params: RepairParams,
  response: OwnerRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'repair.urged_enough'],
});

/** 还没修好: starts new clocks; for some days after the finish (policy). */
export const reopenRepair = contract({
  name: 'reopenRepair',
  summary: '还没修好',
  method: 'POST',
  path: '/repairs/:id/reopen',
  auth: onOwnRepair,
  params: RepairParams,
  body: z.object({ text: text(500) }),
  response: OwnerRepairView,
  idempotent: true,
  errors: ['repair.not_found', 'repair.illegal_transition', 'repair.content_refused'],
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
    /** Houses that owe something, in the order of `houses`. */
    bills: z.array(
      z.object({
        houseId: Id,
        houseLabel: z.string(),
        dueFen: FenPositive,
        overdueFen: FenAmount,
        /** How many. */
        count: z.int(),
        /** The month that all of them are for; null: of several. */
        period: z.nullable(Period),
        /** The first day on which something is due. */
        dueOn: z.nullable(Day),
      }),
    ),
    /** Guests who may come now or later, the next one first; at most three. */
    passes: z.array(
      z.object({
        id: Id,
        name: z.string(),
        /** 今天 14:00–18:00 */
        windowWords: z.string(),
        state: z.enum(['soon', 'open']),
        /** 可用 */
        stateName: z.string(),
      }),
    ),
    /** Complaints that are not over; at most three. */
    complaints: z.array(
      z.object({
        id: Id,
        title: z.string(),
        placeLabel: z.string(),
        /** As in complaint.ts. */
        stage: z.int(),
        promise: z.nullable(PromiseView),
        latest: z.string(),
      }),
    ),
    /** Emergencies that were not read, outages that run or come, then unread ones; at most three. */
    notices: z.array(AnnouncementSummary),
    unreadNotices: z.int(),
    unread: z.int(),
  }),
  errors: [],
});
