import { contract } from './contract.js';
import { VisitDay, VisitParams, VisitPayment, visitBooking, visitSummary } from './homeVisit.js';
import { FenAmount } from './money.js';
import { Id, Instant, PageQuery, page, text, z } from './schemas.js';

/** What the desk books and gives out, and what whoever goes there does. */

export const StaffVisitRow = z.object({
  ...visitSummary,
  /** Whom to ask for at the door. */
  contactName: z.nullable(z.string()),
  /** For whoever goes there, and for the desk while nobody does; the number in full: readVisitPhone. */
  phoneMasked: z.nullable(z.string()),
  /** What the house owes now; null: not for this reader, or the visit is over. */
  dueFen: z.nullable(FenAmount),
  note: z.nullable(z.string()),
  mine: z.boolean(),
  /** Its half-day is over and nothing was said of it. */
  late: z.boolean(),
});
export type StaffVisitRow = z.infer<typeof StaffVisitRow>;

export const staffVisitActions = [
  'give',
  'cancel',
  'set-out',
  'collect',
  'report',
  'done',
  'missed',
  'rebook',
  'phone',
] as const;

export const StaffVisitView = z.object({
  ...StaffVisitRow.shape,
  staffId: z.nullable(Id),
  payments: z.array(z.object({ ...VisitPayment.shape, signed: z.boolean() })),
  /** Without complaints for those who may not know whose they are. */
  requests: z.array(z.object({ id: Id, number: z.string(), title: z.string(), complaint: z.boolean() })),
  /** What was done, why nobody was met, or why it was cancelled. */
  result: z.nullable(z.string()),
  /** Booked by somebody of the staff for an owner who called or came. */
  bookedBy: z.nullable(z.string()),
  /** The visit that took the place of a missed one. */
  rebookedAs: z.nullable(Id),
  history: z.array(z.object({ at: Instant, text: z.string() })),
  /** Who can be sent. */
  colleagues: z.array(z.object({ id: Id, name: z.string(), onShift: z.boolean() })),
  actions: z.array(z.enum(staffVisitActions)),
});
export type StaffVisitView = z.infer<typeof StaffVisitView>;

const manage = { as: ['staff'], may: 'homevisit.manage' } as const;
const work = { as: ['staff'], may: 'homevisit.work' } as const;
const onVisit = { param: 'id', of: 'home_visit', within: 'community' } as const;
const ofHouse = { param: 'id', of: 'house', within: 'community' } as const;
const refused = ['home_visit.not_found', 'home_visit.illegal_transition'] as const;

/** mine: the caller's, of today and to come; open: all that are; over: the newest first. */
export const listVisits = contract({
  name: 'listVisits',
  summary: '上门服务',
  method: 'GET',
  path: '/staff/home-visits',
  auth: manage,
  query: z.object({ scope: z._default(z.enum(['mine', 'open', 'over']), 'open'), ...PageQuery }),
  response: z.object({ ...page(StaffVisitRow).shape, unassigned: z.int() }),
  errors: ['request.invalid'],
});

export const readVisit = contract({
  name: 'readVisit',
  summary: '一次上门服务',
  method: 'GET',
  path: '/staff/home-visits/:id',
  auth: { ...manage, on: onVisit },
  params: VisitParams,
  response: StaffVisitView,
  errors: ['home_visit.not_found'],
});

export const readVisitDaysForOwner = contract({
  name: 'readVisitDaysForOwner',
  summary: '可以约的上门时间（代约）',
  method: 'GET',
  path: '/staff/houses/:id/visit-days',
  auth: { ...manage, on: ofHouse },
  params: VisitParams,
  response: z.object({ items: z.array(VisitDay) }),
  errors: ['house.not_found'],
});

/** For somebody who calls or stands at the counter. */
export const bookVisitForOwner = contract({
  name: 'bookVisitForOwner',
  summary: '代约上门服务',
  method: 'POST',
  path: '/staff/houses/:id/home-visits',
  auth: { ...manage, on: ofHouse },
  params: VisitParams,
  body: z.object({ ...visitBooking, contactName: text(30), phone: text(30) }),
  response: StaffVisitView,
  idempotent: true,
  errors: ['house.not_found', 'home_visit.not_offered', 'home_visit.full', 'home_visit.twice', 'request.invalid'],
});

const act = { method: 'POST', params: VisitParams, response: StaffVisitView, idempotent: true } as const;

/** To a member of customer service, who hears of it, as the owner does. */
export const giveVisit = contract({
  ...act,
  name: 'giveVisit',
  summary: '安排谁上门',
  path: '/staff/home-visits/:id/give',
  auth: { ...manage, on: onVisit },
  body: z.object({ staffId: Id }),
  errors: [...refused, 'staff.not_found'],
});

export const cancelVisit = contract({
  ...act,
  name: 'cancelVisit',
  summary: '取消上门服务（物业）',
  path: '/staff/home-visits/:id/cancel',
  auth: { ...manage, on: onVisit },
  body: z.object({ reason: text(200) }),
  errors: refused,
});

/** Another day for one whom nobody opened the door to: a visit of its own. */
export const rebookVisit = contract({
  ...act,
  name: 'rebookVisit',
  summary: '没遇到人，改约',
  path: '/staff/home-visits/:id/rebook',
  auth: { ...manage, on: onVisit },
  body: z.object({ day: visitBooking.day, half: visitBooking.half }),
  errors: [...refused, 'home_visit.not_offered', 'home_visit.full', 'home_visit.twice'],
});

/** Only whoever it was given to. */
export const setOutForVisit = contract({
  ...act,
  name: 'setOutForVisit',
  summary: '出发上门',
  path: '/staff/home-visits/:id/set-out',
  auth: { ...work, on: onVisit },
  body: z.object({}),
  errors: refused,
});

export const endVisit = contract({
  ...act,
  name: 'endVisit',
  summary: '上门办好了',
  path: '/staff/home-visits/:id/done',
  auth: { ...work, on: onVisit },
  body: z.object({ result: text(200) }),
  errors: refused,
});

export const missVisit = contract({
  ...act,
  name: 'missVisit',
  summary: '上门没遇到人',
  path: '/staff/home-visits/:id/missed',
  auth: { ...work, on: onVisit },
  body: z.object({ reason: text(200) }),
  errors: refused,
});

/** The number in full, on record; for whoever goes there, and for the desk while nobody does. */
export const readVisitPhone = contract({
  name: 'readVisitPhone',
  summary: '看上门服务的电话',
  method: 'POST',
  path: '/staff/home-visits/:id/phone',
  auth: { ...manage, on: onVisit },
  params: VisitParams,
  body: z.object({}),
  response: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  errors: ['home_visit.not_found', 'auth.forbidden'],
});
