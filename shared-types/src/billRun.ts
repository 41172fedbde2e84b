import { feeIcons, Period } from './billing.js';
import { contract } from './contract.js';
import { noBillReasons } from './fee.js';
import { FenAmount } from './money.js';
import { Day, Id, Instant, PageQuery, page, text, z } from './schemas.js';

export const runStates = [
  'preparing',
  'ready',
  'publishing',
  'published',
  'cancelling',
  'cancelled',
  'voiding',
  'void',
] as const;
export type RunState = (typeof runStates)[number];

export const RunFee = z.object({
  feeId: Id,
  name: z.string(),
  icon: z.enum(feeIcons),
  /** The month that is billed: metered and shared fees, the one before the run's. */
  period: Period,
  bills: z.int(),
  totalFen: FenAmount,
  discountFen: FenAmount,
  /** Why the other houses get none, the most frequent first. `mendable`: listed house by house in the run's gaps. */
  none: z.array(z.object({ reason: z.enum(noBillReasons), words: z.string(), houses: z.int(), mendable: z.boolean() })),
});

export const RunView = z.object({
  id: Id,
  /** The run's month. */
  month: Period,
  state: z.enum(runStates),
  /** Made by itself on the policy's day. */
  automatic: z.boolean(),
  by: z.nullable(z.string()),
  createdAt: Instant,
  publishedAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
  /** Houses through, of all; while it works. */
  progress: z.object({ done: z.int(), total: z.int() }),
  bills: z.int(),
  houses: z.int(),
  totalFen: FenAmount,
  dueOn: z.nullable(Day),
  fees: z.array(RunFee),
  /** When there is nothing to bill: 没有一户能出账：120 户没有登记面积 … */
  nothingWords: z.nullable(z.string()),
  /** Bills that stayed because they were paid while the run was being voided. */
  kept: z.int(),
  reason: z.nullable(z.string()),
  /** The last day on which the whole run may be voided. */
  voidUntil: z.nullable(Day),
  actions: z.array(z.enum(['publish', 'cancel', 'void'])),
});
export type RunView = z.infer<typeof RunView>;

export const listRuns = contract({
  name: 'listRuns',
  summary: '账单批次',
  method: 'GET',
  path: '/staff/runs',
  auth: { as: ['staff'], may: 'bill.read' },
  query: z.object({ ...PageQuery }),
  response: page(RunView),
  errors: ['request.invalid'],
});

export const readRun = contract({
  name: 'readRun',
  summary: '一批账单',
  method: 'GET',
  path: '/staff/runs/:id',
  auth: { as: ['staff'], may: 'bill.read', on: { param: 'id', of: 'run', within: 'community' } },
  params: z.object({ id: Id }),
  response: RunView,
  errors: ['run.not_found'],
});

/** Reckons every house's bills as drafts, in the background: the preview that is then published or cancelled. */
export const prepareRun = contract({
  name: 'prepareRun',
  summary: '试出账',
  method: 'POST',
  path: '/staff/runs',
  auth: { as: ['staff'], may: 'bill.run' },
  body: z.object({
    month: Period,
    /** Left out: every fee that is in force. */
    feeIds: z.optional(z.array(Id).check(z.minLength(1), z.maxLength(30))),
  }),
  response: RunView,
  idempotent: true,
  errors: ['fee.not_found', 'run.nothing_to_bill', 'request.invalid'],
});

export const publishRun = contract({
  name: 'publishRun',
  summary: '发布账单',
  method: 'POST',
  path: '/staff/runs/:id/publish',
  auth: { as: ['staff'], may: 'bill.run', on: { param: 'id', of: 'run', within: 'community' } },
  params: z.object({ id: Id }),
  /** What the person saw: another total is refused. */
  body: z.object({ totalFen: FenAmount }),
  response: RunView,
  idempotent: true,
  errors: ['run.not_found', 'run.illegal_transition', 'run.nothing_to_bill'],
});

export const cancelRun = contract({
  name: 'cancelRun',
  summary: '不发布了',
  method: 'POST',
  path: '/staff/runs/:id/cancel',
  auth: { as: ['staff'], may: 'bill.run', on: { param: 'id', of: 'run', within: 'community' } },
  params: z.object({ id: Id }),
  response: RunView,
  idempotent: true,
  errors: ['run.not_found', 'run.illegal_transition'],
});

/** Reverses every bill of a published run, within the policy's days and while nobody paid. */
export const voidRun = contract({
  name: 'voidRun',
  summary: '整批作废',
  method: 'POST',
  path: '/staff/runs/:id/void',
  auth: { as: ['staff'], may: 'bill.correct', on: { param: 'id', of: 'run', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(200) }),
  response: RunView,
  idempotent: true,
  errors: ['run.not_found', 'run.illegal_transition', 'run.too_late'],
});

/** Houses that lack something which staff can mend. */
export const RunGap = z.object({
  houseId: Id,
  houseLabel: z.string(),
  feeId: Id,
  feeName: z.string(),
  reason: z.enum(noBillReasons),
  words: z.string(),
});
export type RunGap = z.infer<typeof RunGap>;

export const listRunGaps = contract({
  name: 'listRunGaps',
  summary: '没出账的房屋',
  method: 'GET',
  path: '/staff/runs/:id/gaps',
  auth: { as: ['staff'], may: 'bill.read', on: { param: 'id', of: 'run', within: 'community' } },
  params: z.object({ id: Id }),
  query: z.object({ feeId: z.optional(Id), reason: z.optional(z.enum(noBillReasons)), ...PageQuery }),
  response: page(RunGap),
  errors: ['run.not_found', 'request.invalid'],
});
