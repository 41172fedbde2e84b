import { contract } from './contract.js';
import { FenAmount } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, page, z } from './schemas.js';

/** What somebody comes for (F3): 上门代缴, 上门报修或诉求, or something else that the note says. */
export const visitPurposes = ['payment', 'report', 'help'] as const;
export type VisitPurpose = (typeof visitPurposes)[number];

export const visitHalves = ['morning', 'afternoon'] as const;
export type VisitHalf = (typeof visitHalves)[number];

/** given: a named member of staff will come; coming: on the way or there; missed: nobody was at home. */
export const visitStatuses = ['booked', 'given', 'coming', 'done', 'missed', 'cancelled'] as const;
export type VisitStatus = (typeof visitStatuses)[number];

/** Days and halves that are offered, as the service rules have them. */
export const VisitDay = z.object({
  day: Day,
  /** 明天 周二 */
  dayWords: z.string(),
  halves: z.array(
    z.object({
      half: z.enum(visitHalves),
      /** 上午 9:00–11:30 */
      words: z.string(),
      /** Visits that can still be booked; 0: full, or it is over. */
      left: z.int(),
      /** Why it cannot be chosen: 约满了. */
      why: z.nullable(z.string()),
    }),
  ),
});
export type VisitDay = z.infer<typeof VisitDay>;

export const visitBooking = {
  purpose: z.enum(visitPurposes),
  day: Day,
  half: z.enum(visitHalves),
  note: optionalText(200),
};

export const visitSummary = {
  id: Id,
  houseId: Id,
  houseLabel: z.string(),
  purpose: z.enum(visitPurposes),
  /** 上门代缴 */
  purposeName: z.string(),
  status: z.enum(visitStatuses),
  /** 等安排人 */
  statusName: z.string(),
  day: Day,
  half: z.enum(visitHalves),
  /** 明天 上午 9:00–11:30 */
  whenWords: z.string(),
  staffName: z.nullable(z.string()),
};

export const HomeVisitSummary = z.object(visitSummary);
export type HomeVisitSummary = z.infer<typeof HomeVisitSummary>;

/** Money that was taken in the visit, with what the owner signed. */
export const VisitPayment = z.object({
  id: Id,
  number: z.string(),
  amountFen: FenAmount,
  title: z.string(),
  reversed: z.boolean(),
});

export const HomeVisitView = z.object({
  ...visitSummary,
  note: z.nullable(z.string()),
  /** Of whoever comes, while they are to come. */
  staffPhone: z.nullable(z.string()),
  /** What becomes of it next, in one sentence. */
  nextWords: z.string(),
  /** What was done, why nobody was met, or why it was cancelled. */
  result: z.nullable(z.string()),
  /** Empty for tenants: what the house pays is not theirs to see. */
  payments: z.array(VisitPayment),
  requests: z.array(z.object({ id: Id, number: z.string(), title: z.string() })),
  bookedAt: Instant,
  actions: z.array(z.enum(['cancel'])),
});
export type HomeVisitView = z.infer<typeof HomeVisitView>;

const owner = { as: ['owner'] } as const;
const ofHouse = { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } } as const;
const onVisit = { as: ['owner'], on: { param: 'id', of: 'home_visit', within: 'household' } } as const;
export const VisitParams = z.object({ id: Id });

export const readVisitDays = contract({
  name: 'readVisitDays',
  summary: '上门服务可以约的时间',
  method: 'GET',
  path: '/houses/:id/visit-days',
  auth: ofHouse,
  params: VisitParams,
  response: z.object({
    items: z.array(VisitDay),
    /** The caller's own number, which is called where no other is given. */
    phoneMasked: z.nullable(z.string()),
  }),
  errors: ['house.not_found'],
});

/** Of a house of the caller: whoever is called is theirs to say. */
export const bookVisit = contract({
  name: 'bookVisit',
  summary: '约上门服务',
  method: 'POST',
  path: '/home-visits',
  auth: owner,
  body: z.object({
    houseId: Id,
    ...visitBooking,
    /** Absent: the caller's own. */
    phone: optionalText(30),
  }),
  response: HomeVisitView,
  idempotent: true,
  errors: [
    'house.not_found',
    'home_visit.not_offered',
    'home_visit.full',
    'home_visit.twice',
    'rate.limited',
    'request.invalid',
  ],
});

/** Visits of the caller's houses, the newest first; a tenant's own. */
export const listOwnVisits = contract({
  name: 'listOwnVisits',
  summary: '我家的上门服务',
  method: 'GET',
  path: '/home-visits',
  auth: owner,
  query: z.object(PageQuery),
  response: page(HomeVisitSummary),
  errors: ['request.invalid'],
});

export const readOwnVisit = contract({
  name: 'readOwnVisit',
  summary: '一次上门服务',
  method: 'GET',
  path: '/home-visits/:id',
  auth: onVisit,
  params: VisitParams,
  response: HomeVisitView,
  errors: ['home_visit.not_found'],
});

/** Until somebody is on the way. */
export const cancelOwnVisit = contract({
  name: 'cancelOwnVisit',
  summary: '取消上门服务',
  method: 'POST',
  path: '/home-visits/:id/cancel',
  auth: onVisit,
  params: VisitParams,
  body: z.object({}),
  response: HomeVisitView,
  idempotent: true,
  errors: ['home_visit.not_found', 'home_visit.illegal_transition'],
});
