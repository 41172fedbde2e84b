import { contract } from './contract.js';
import { Period } from './disclosure.js';
import { Id, Instant, PageQuery, page, z } from './schemas.js';

/** What opens a number to its requests: all, type:plumbing, place:3栋, hour:8, late:finish, stars:1 … */
export const FigureKey = z.string().check(z.minLength(1), z.maxLength(80));

/** Requests of one kind, beside those of the month before and of the same month a year ago; null: not known then. */
export const PaperCount = z.object({
  key: FigureKey,
  name: z.string(),
  count: z.int(),
  /** Of all requests of the month, in basis points. */
  shareBp: z.int(),
  before: z.nullable(z.int()),
  yearAgo: z.nullable(z.int()),
});
export type PaperCount = z.infer<typeof PaperCount>;

export const paperSpans = ['respond', 'arrive', 'finish'] as const;
export type PaperSpan = (typeof paperSpans)[number];

/** Where the time of an order goes, in this order; 停: the clocks stood. */
export const paperSteps = ['dispatch', 'accept', 'travel', 'work', 'pause'] as const;
export type PaperStep = (typeof paperSteps)[number];

/** How long something took, in minutes of the wall; pauses are not in it. */
export const PaperDuration = z.object({
  span: z.enum(paperSpans),
  urgency: z.enum(['general', 'emergency']),
  count: z.int(),
  medianMinutes: z.nullable(z.int()),
  p90Minutes: z.nullable(z.int()),
  /** Promises of this kind that have ended, and how many of them were kept. */
  promised: z.int(),
  kept: z.int(),
  /** Opens those that were missed. */
  lateKey: FigureKey,
});
export type PaperDuration = z.infer<typeof PaperDuration>;

export const PaperStepTime = z.object({
  key: FigureKey,
  step: z.enum(paperSteps),
  /** Orders that went through it. */
  count: z.int(),
  totalMinutes: z.int(),
  /** Of the time of all steps, in basis points. */
  shareBp: z.int(),
  medianMinutes: z.int(),
});
export type PaperStepTime = z.infer<typeof PaperStepTime>;

export const PaperRepeat = z.object({
  key: FigureKey,
  what: z.enum(['house', 'area', 'device']),
  /** Owners read the building of a house, staff its door. */
  name: z.string(),
  typeName: z.string(),
  count: z.int(),
});
export type PaperRepeat = z.infer<typeof PaperRepeat>;

/** Followed up, with a plan in time, with a late one, still without one, all of it done. */
export const paperFollowUps = ['opened', 'in-time', 'late', 'waiting', 'finished'] as const;
export type PaperFollowUp = (typeof paperFollowUps)[number];

export const PaperForecast = z.object({
  /** The month that is looked forward to. */
  period: Period,
  /** year: last year's month, scaled by how this year goes; recent: the last months; none: too little is known. */
  basis: z.enum(['year', 'recent', 'none']),
  lines: z.array(
    z.object({ typeId: z.string(), name: z.string(), count: z.int(), low: z.int(), high: z.int(), now: z.int() }),
  ),
  /** One of each usual part for each request: the most that may be needed. */
  parts: z.array(z.object({ name: z.string(), quantity: z.int() })),
  people: z.array(
    z.object({
      skill: z.string(),
      name: z.string(),
      /** Hours of work that the month is likely to bring. */
      hours: z.int(),
      needed: z.int(),
      have: z.int(),
    }),
  ),
});
export type PaperForecast = z.infer<typeof PaperForecast>;

export const WhitePaperSummary = z.object({
  id: Id,
  period: Period,
  generatedAt: Instant,
  requests: z.int(),
  /** Promises kept, of all that ended, in basis points; null: none ended. */
  keptBp: z.nullable(z.int()),
  /** 4.6 stars are 46; null: nobody rated. */
  starsTenths: z.nullable(z.int()),
});
export type WhitePaperSummary = z.infer<typeof WhitePaperSummary>;

/** 服务质量白皮书: one month of service, computed from the requests that were reported in it (C10). */
export const WhitePaperView = z.object({
  ...WhitePaperSummary.shape,
  communityName: z.string(),
  totals: z.object({
    requests: PaperCount,
    emergencies: PaperCount,
    finished: PaperCount,
    /** Said to be not mended after all. */
    reopened: PaperCount,
    escalated: PaperCount,
    /** Complaints are counted for themselves: none of the other numbers holds them. */
    complaints: PaperCount,
  }),
  types: z.array(PaperCount),
  places: z.array(PaperCount),
  /** Twenty-four, by the hour of the community's clock in which they were reported. */
  hours: z.array(PaperCount),
  /** Up to thirteen months, the oldest first, this one last. */
  months: z.array(z.object({ period: Period, count: z.int(), emergencies: z.int() })),
  durations: z.array(PaperDuration),
  steps: z.array(PaperStepTime),
  repeats: z.array(PaperRepeat),
  ratings: z.object({
    rated: z.int(),
    /** One to five stars. */
    stars: z.array(z.object({ key: FigureKey, stars: z.int(), count: z.int() })),
  }),
  /** What became of the bad ratings that were given in the month (C9). */
  followUps: z.array(z.object({ key: FigureKey, what: z.enum(paperFollowUps), count: z.int() })),
  forecast: PaperForecast,
  /** What stands out, in sentences, the most telling first. */
  findings: z.array(z.string()),
});
export type WhitePaperView = z.infer<typeof WhitePaperView>;

const PaperIdParams = z.object({ id: Id });
const onePaper = { as: ['owner', 'staff'], on: { param: 'id', of: 'white_paper', within: 'community' } } as const;

/** White papers of the community of a house, the latest first. */
export const listWhitePapers = contract({
  name: 'listWhitePapers',
  summary: '服务质量白皮书：各月',
  method: 'GET',
  path: '/houses/:houseId/white-papers',
  auth: { as: ['owner'], on: { param: 'houseId', of: 'house', within: 'household' } },
  params: z.object({ houseId: Id }),
  query: z.object({ ...PageQuery }),
  response: page(WhitePaperSummary),
  errors: ['house.not_found'],
});

export const readWhitePaper = contract({
  name: 'readWhitePaper',
  summary: '服务质量白皮书：一个月',
  method: 'GET',
  path: '/white-papers/:id',
  auth: onePaper,
  params: PaperIdParams,
  response: WhitePaperView,
  errors: ['white_paper.not_found'],
});

export const printWhitePaper = contract({
  name: 'printWhitePaper',
  summary: '服务质量白皮书：PDF',
  method: 'GET',
  path: '/white-papers/:id/pdf',
  auth: onePaper,
  params: PaperIdParams,
  produces: 'application/pdf',
  errors: ['white_paper.not_found'],
});

/** A request behind a number, without who asked and what they wrote. */
export const PaperRequest = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  /** Owners read the building, staff the door. */
  place: z.string(),
  at: Instant,
  status: z.string(),
});
export type PaperRequest = z.infer<typeof PaperRequest>;

/** Every number opens to its requests. */
export const listPaperRequests = contract({
  name: 'listPaperRequests',
  summary: '服务质量白皮书：一个数字背后的事情',
  method: 'GET',
  path: '/white-papers/:id/requests',
  auth: onePaper,
  params: PaperIdParams,
  query: z.object({ figure: FigureKey, ...PageQuery }),
  response: page(PaperRequest),
  errors: ['white_paper.not_found'],
});

export const listStaffWhitePapers = contract({
  name: 'listStaffWhitePapers',
  summary: '服务质量白皮书',
  method: 'GET',
  path: '/staff/white-papers',
  auth: { as: ['staff'], may: 'whitepaper.read' },
  query: z.object({ ...PageQuery }),
  response: page(WhitePaperSummary),
  errors: [],
});
