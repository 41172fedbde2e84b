import { BillEvent, BillSummary, BillView, billStatuses, disputeStates, feeKinds, Period } from './billing.js';
import { contract } from './contract.js';
import { FenAmount, FenPositive } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

export const billOrigins = ['run', 'one-off', 'correction', 'opening'] as const;
export const staffBillActions = ['correct', 'waive-late', 'answer'] as const;

export const StaffBillRow = z.object({
  ...BillSummary.shape,
  houseLabel: z.string(),
  origin: z.enum(billOrigins),
  runId: z.nullable(Id),
});
export type StaffBillRow = z.infer<typeof StaffBillRow>;

export const StaffBillView = z.object({
  ...BillView.shape,
  history: z.array(z.object({ ...BillEvent.shape, by: z.nullable(z.string()) })),
  actions: z.array(z.enum(staffBillActions)),
  origin: z.enum(billOrigins),
  runId: z.nullable(Id),
});
export type StaffBillView = z.infer<typeof StaffBillView>;

/** Newest first. */
export const listBills = contract({
  name: 'listBills',
  summary: '账单',
  method: 'GET',
  path: '/staff/bills',
  auth: { as: ['staff'], may: 'bill.read' },
  query: z.object({
    /** A house as people write it, an owner's name, a telephone number. */
    q: optionalText(40),
    houseId: z.optional(Id),
    buildingId: z.optional(Id),
    status: z.optional(z.enum([...billStatuses, 'overdue', 'disputed'])),
    feeKind: z.optional(z.enum(feeKinds)),
    period: z.optional(Period),
    runId: z.optional(Id),
    ...PageQuery,
  }),
  response: page(StaffBillRow),
  errors: ['request.invalid'],
});

export const readStaffBill = contract({
  name: 'readStaffBill',
  summary: '一笔账单（员工）',
  method: 'GET',
  path: '/staff/bills/:id',
  auth: { as: ['staff'], may: 'bill.read', on: { param: 'id', of: 'bill', within: 'community' } },
  params: z.object({ id: Id }),
  response: StaffBillView,
  errors: ['bill.not_found'],
});

/**
 * Reverses a wrong bill and makes a new one, with the reason. What was paid on the old one goes to the prepayment of
 * the house. The new amount is given, or reckoned again from what is on record now; 0 leaves the reversal alone.
 */
export const correctBill = contract({
  name: 'correctBill',
  summary: '更正账单',
  method: 'POST',
  path: '/staff/bills/:id/correct',
  auth: { as: ['staff'], may: 'bill.correct', on: { param: 'id', of: 'bill', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({
    reason: text(200),
    to: z.discriminatedUnion('how', [
      z.object({ how: z.literal('amount'), amountFen: FenAmount }),
      z.object({ how: z.literal('reckoned') }),
    ]),
  }),
  /** The new bill; the reversed one where there is none. */
  response: StaffBillView,
  idempotent: true,
  errors: ['bill.not_found', 'bill.illegal_transition', 'bill.being_paid', 'request.invalid'],
});

/** Forgives late fees that are not paid yet. */
export const waiveLateFee = contract({
  name: 'waiveLateFee',
  summary: '减免违约金',
  method: 'POST',
  path: '/staff/bills/:id/waive-late',
  auth: { as: ['staff'], may: 'bill.correct', on: { param: 'id', of: 'bill', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ amountFen: FenPositive, reason: text(200) }),
  response: StaffBillView,
  idempotent: true,
  errors: ['bill.not_found', 'bill.illegal_transition', 'bill.being_paid', 'request.invalid'],
});

/** A bill of a one-off fee for one house, due at once or on a day. */
export const createOneOffBill = contract({
  name: 'createOneOffBill',
  summary: '开一笔一次性账单',
  method: 'POST',
  path: '/staff/houses/:id/bills',
  auth: { as: ['staff'], may: 'bill.correct', on: { param: 'id', of: 'house', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ feeId: Id, amountFen: FenPositive, note: text(100), dueOn: z.optional(Day) }),
  response: StaffBillView,
  idempotent: true,
  errors: ['house.not_found', 'fee.not_found', 'request.invalid'],
});

export const DisputeRow = z.object({
  bill: StaffBillRow,
  at: Instant,
  reason: z.string(),
  state: z.enum(disputeStates),
});
export type DisputeRow = z.infer<typeof DisputeRow>;

/** Open ones: the oldest first. */
export const listDisputes = contract({
  name: 'listDisputes',
  summary: '对账单的疑问',
  method: 'GET',
  path: '/staff/disputes',
  auth: { as: ['staff'], may: 'bill.read' },
  query: z.object({ state: z._default(z.enum(disputeStates), 'open'), ...PageQuery }),
  response: page(DisputeRow),
  errors: ['request.invalid'],
});

/** Ends a dispute with an answer that the owner reads; a wrong bill is corrected by `correctBill`, which answers too. */
export const answerDispute = contract({
  name: 'answerDispute',
  summary: '答复账单疑问',
  method: 'POST',
  path: '/staff/bills/:id/answer',
  auth: { as: ['staff'], may: 'bill.correct', on: { param: 'id', of: 'bill', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ words: text(300) }),
  response: StaffBillView,
  idempotent: true,
  errors: ['bill.not_found', 'bill.illegal_transition'],
});
