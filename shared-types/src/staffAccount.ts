import {
  CouponView,
  couponStatuses,
  DepositView,
  depositKinds,
  depositStatuses,
  deskMethods,
  MovementView,
} from './account.js';
import { feeKinds } from './billing.js';
import { contract } from './contract.js';
import { FenAmount, FenPositive } from './money.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

const whole = (min: number, max: number) => z.coerce.number().check(z.int(), z.minimum(min), z.maximum(max));

export const ReminderView = z.object({
  id: Id,
  at: Instant,
  /** 逾期 20 天提醒; 人工提醒 */
  words: z.string(),
  /** What was due then. */
  dueFen: FenAmount,
  /** Who reminded by hand; null: by itself. */
  by: z.nullable(z.string()),
});
export type ReminderView = z.infer<typeof ReminderView>;

/** The money of one house, for staff. What is due is told to those who may read arrears (`arrears` null otherwise). */
export const HouseAccountView = z.object({
  houseId: Id,
  houseLabel: z.string(),
  balanceFen: FenAmount,
  autoOffset: z.boolean(),
  arrears: z.nullable(
    z.object({
      dueFen: FenAmount,
      overdueFen: FenAmount,
      oldestDueOn: z.nullable(Day),
      bills: z.int(),
      reminders: z.array(ReminderView),
    }),
  ),
  coupons: z.array(CouponView),
  deposits: z.array(DepositView),
  actions: z.array(z.enum(['take-deposit', 'issue-coupon', 'remind'])),
});
export type HouseAccountView = z.infer<typeof HouseAccountView>;

const onHouse = { param: 'id', of: 'house', within: 'community' } as const;

export const readHouseAccount = contract({
  name: 'readHouseAccount',
  summary: '一户的预存、押金、券和欠费（员工）',
  method: 'GET',
  path: '/staff/houses/:id/account',
  auth: { as: ['staff'], may: 'bill.read', on: onHouse },
  params: z.object({ id: Id }),
  response: HouseAccountView,
  errors: ['house.not_found'],
});

export const listHouseMovements = contract({
  name: 'listHouseMovements',
  summary: '一户的预存明细（员工）',
  method: 'GET',
  path: '/staff/houses/:id/account/movements',
  auth: { as: ['staff'], may: 'bill.read', on: onHouse },
  params: z.object({ id: Id }),
  query: z.object({ ...PageQuery }),
  response: page(MovementView),
  errors: ['house.not_found'],
});

/** Money taken at the desk; posted to the ledger, with a receipt number. Audited. */
export const takeDeposit = contract({
  name: 'takeDeposit',
  summary: '收押金',
  method: 'POST',
  path: '/staff/houses/:id/deposits',
  auth: { as: ['staff'], may: 'payment.collect', on: onHouse },
  params: z.object({ id: Id }),
  body: z.object({
    kind: z.enum(depositKinds),
    amountFen: FenPositive,
    method: z.enum(deskMethods),
    note: optionalText(200),
  }),
  response: DepositView,
  idempotent: true,
  errors: ['house.not_found', 'request.invalid'],
});

/** Newest first. */
export const listDeposits = contract({
  name: 'listDeposits',
  summary: '押金台账',
  method: 'GET',
  path: '/staff/deposits',
  auth: { as: ['staff'], may: 'payment.read' },
  query: z.object({ status: z.optional(z.enum(depositStatuses)), houseId: z.optional(Id), ...PageQuery }),
  response: z.object({ ...page(DepositView).shape, heldFen: FenAmount }),
  errors: [],
});

export const readDeposit = contract({
  name: 'readDeposit',
  summary: '一笔押金（收据）',
  method: 'GET',
  path: '/staff/deposits/:id',
  auth: { as: ['staff'], may: 'payment.read', on: { param: 'id', of: 'deposit', within: 'community' } },
  params: z.object({ id: Id }),
  response: DepositView,
  errors: ['deposit.not_found'],
});

/** Ends a deposit: `returnFen` goes back, the rest is kept, with a reason. Posted to the ledger. Audited. */
export const returnDeposit = contract({
  name: 'returnDeposit',
  summary: '退押金：全退，或扣一部分并写明原因',
  method: 'POST',
  path: '/staff/deposits/:id/return',
  auth: { as: ['staff'], may: 'refund.approve', on: { param: 'id', of: 'deposit', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ returnFen: FenAmount, method: z.enum(deskMethods), deductReason: optionalText(200) }),
  response: DepositView,
  idempotent: true,
  stepUp: true,
  errors: ['deposit.not_found', 'deposit.illegal_transition', 'request.invalid', 'auth.step_up_required'],
});

/** Audited with its reason. */
export const issueCoupon = contract({
  name: 'issueCoupon',
  summary: '发券',
  method: 'POST',
  path: '/staff/houses/:id/coupons',
  auth: { as: ['staff'], may: 'bill.correct', on: onHouse },
  params: z.object({ id: Id }),
  body: z.object({ feeKind: z.enum(feeKinds), amountFen: FenPositive, validUntil: Day, reason: text(100) }),
  response: CouponView,
  idempotent: true,
  errors: ['house.not_found', 'request.invalid'],
});

export const listCoupons = contract({
  name: 'listCoupons',
  summary: '券的台账',
  method: 'GET',
  path: '/staff/coupons',
  auth: { as: ['staff'], may: 'bill.read' },
  query: z.object({ status: z.optional(z.enum(couponStatuses)), houseId: z.optional(Id), ...PageQuery }),
  response: page(z.object({ ...CouponView.shape, houseLabel: z.string() })),
  errors: [],
});

/** Only while nobody used it. Audited with its reason. */
export const withdrawCoupon = contract({
  name: 'withdrawCoupon',
  summary: '收回一张没用的券',
  method: 'POST',
  path: '/staff/coupons/:id/withdraw',
  auth: { as: ['staff'], may: 'bill.correct', on: { param: 'id', of: 'coupon', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(100) }),
  response: CouponView,
  idempotent: true,
  errors: ['coupon.not_found', 'coupon.not_usable'],
});

export const ArrearsRow = z.object({
  houseId: Id,
  houseLabel: z.string(),
  buildingId: Id,
  dueFen: FenAmount,
  overdueFen: FenAmount,
  /** The earliest due day of what is unpaid. */
  oldestDueOn: z.nullable(Day),
  /** 0: not overdue yet. */
  daysOverdue: z.int(),
  bills: z.int(),
  /** Days of the last stage that was sent for the oldest unpaid due day (`reminders.stagesDays`); null: none yet. */
  stageDays: z.nullable(z.int()),
  remindedAt: z.nullable(Instant),
  /** Somebody with the mini-program is bound and can be reminded there. */
  bound: z.boolean(),
});
export type ArrearsRow = z.infer<typeof ArrearsRow>;

const ArrearsFilter = {
  buildingId: z.optional(Id),
  /** Houses whose last stage is this one. */
  stageDays: z.optional(whole(-28, 365)),
  /** Houses that owe at least this. */
  leastFen: z.optional(whole(0, 9_000_000_000_000)),
  /** Houses whose oldest bill is overdue at least so many days; 0 leaves out what is not overdue yet. */
  leastDays: z.optional(whole(0, 10_000)),
};

/** The largest debt first. */
export const listArrears = contract({
  name: 'listArrears',
  summary: '欠费清单',
  method: 'GET',
  path: '/staff/arrears',
  auth: { as: ['staff'], may: 'arrears.read' },
  query: z.object({ ...ArrearsFilter, ...PageQuery }),
  response: z.object({
    ...page(ArrearsRow).shape,
    /** Of all that fit the filter. */
    totals: z.object({ houses: z.int(), dueFen: FenAmount, overdueFen: FenAmount }),
    /** The stages of the policy in force. */
    stagesDays: z.array(z.int()),
  }),
  errors: ['request.invalid'],
});

/** The list as it is filtered. Audited. */
export const exportArrears = contract({
  name: 'exportArrears',
  summary: '导出欠费清单（Excel）',
  method: 'GET',
  path: '/staff/arrears.xlsx',
  auth: { as: ['staff'], may: 'arrears.read' },
  query: z.object({ ...ArrearsFilter }),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: [],
});

/** By hand, once a day a house; not in quiet hours, not while everything due is disputed. Audited. */
export const remindHouse = contract({
  name: 'remindHouse',
  summary: '提醒一户缴费',
  method: 'POST',
  path: '/staff/houses/:id/remind',
  auth: { as: ['staff'], may: 'arrears.read', on: onHouse },
  params: z.object({ id: Id }),
  response: ReminderView,
  idempotent: true,
  errors: ['house.not_found', 'reminder.not_now'],
});

export const arrearsImportStatuses = ['draft', 'applied', 'cancelled'] as const;

export const ArrearsImportView = z.object({
  id: Id,
  fileName: z.string(),
  status: z.enum(arrearsImportStatuses),
  counts: z.object({
    /** Rows that will make a bill or a balance. */
    create: z.int(),
    /** Rows that were imported before: nothing changes. */
    same: z.int(),
    /** Rows that cannot be taken, each with its reasons. */
    bad: z.int(),
    /** Titles, totals and empty rows that were passed over. */
    skipped: z.int(),
  }),
  /** Of the rows that will be taken. */
  arrearsFen: FenAmount,
  prepaidFen: FenAmount,
  createdAt: Instant,
  createdBy: z.string(),
  appliedAt: z.nullable(Instant),
  actions: z.array(z.enum(['apply', 'cancel'])),
});
export type ArrearsImportView = z.infer<typeof ArrearsImportView>;

export const arrearsRowStates = ['create', 'same', 'bad', 'skipped'] as const;

export const ArrearsImportRowView = z.object({
  id: Id,
  sheetName: z.string(),
  /** 1-based row in the sheet. */
  rowNumber: z.int(),
  state: z.enum(arrearsRowStates),
  /** As the office wrote it: 房号, 费用, 所属期, 欠费金额, 预存金额, 备注 */
  cells: z.object({
    house: z.string(),
    fee: z.string(),
    period: z.string(),
    arrears: z.string(),
    prepaid: z.string(),
    remark: z.string(),
  }),
  /** How it is understood: 3栋2单元1102 · 物业费 2025-11 欠 ¥250.60 */
  understood: z.string(),
  /** Null where the house was not recognised. */
  houseId: z.nullable(Id),
  arrearsFen: FenAmount,
  prepaidFen: FenAmount,
  /** In staff's words: 找不到这一户 */
  problems: z.array(z.string()),
});
export type ArrearsImportRowView = z.infer<typeof ArrearsImportRowView>;

const onImport = { param: 'id', of: 'arrears_import', within: 'community' } as const;

/** .xlsx or .csv, field `file`, at most 10 MB. Nothing is changed yet. Bad rows are mended in the file and sent again. */
export const startArrearsImport = contract({
  name: 'startArrearsImport',
  summary: '上传期初欠费和预存，先看不动数据',
  method: 'POST',
  path: '/staff/arrears-imports',
  auth: { as: ['staff'], may: 'import.run' },
  bodyKind: 'upload',
  response: ArrearsImportView,
  idempotent: true,
  errors: ['import.unreadable', 'file.too_large', 'file.type_refused'],
});

export const listArrearsImports = contract({
  name: 'listArrearsImports',
  summary: '期初导入记录',
  method: 'GET',
  path: '/staff/arrears-imports',
  auth: { as: ['staff'], may: 'import.run' },
  query: z.object({ ...PageQuery }),
  response: page(ArrearsImportView),
  errors: [],
});

export const readArrearsImport = contract({
  name: 'readArrearsImport',
  summary: '一次期初导入',
  method: 'GET',
  path: '/staff/arrears-imports/:id',
  auth: { as: ['staff'], may: 'import.run', on: onImport },
  params: z.object({ id: Id }),
  response: ArrearsImportView,
  errors: ['arrears_import.not_found'],
});

export const listArrearsImportRows = contract({
  name: 'listArrearsImportRows',
  summary: '期初导入逐行预览',
  method: 'GET',
  path: '/staff/arrears-imports/:id/rows',
  auth: { as: ['staff'], may: 'import.run', on: onImport },
  params: z.object({ id: Id }),
  query: z.object({ state: z.optional(z.enum(arrearsRowStates)), ...PageQuery }),
  response: page(ArrearsImportRowView),
  errors: ['arrears_import.not_found'],
});

/** All good rows or none; refused while there are bad rows, unless they are left out knowingly. Audited. */
export const applyArrearsImport = contract({
  name: 'applyArrearsImport',
  summary: '导入期初：好的行全部成功或全部不动',
  method: 'POST',
  path: '/staff/arrears-imports/:id/apply',
  auth: { as: ['staff'], may: 'import.run', on: onImport },
  params: z.object({ id: Id }),
  body: z.object({ leaveBad: z.boolean() }),
  response: ArrearsImportView,
  idempotent: true,
  errors: ['arrears_import.not_found', 'import.closed', 'import.doubtful_left', 'import.nothing_to_do'],
});

export const cancelArrearsImport = contract({
  name: 'cancelArrearsImport',
  summary: '不导入期初了',
  method: 'POST',
  path: '/staff/arrears-imports/:id/cancel',
  auth: { as: ['staff'], may: 'import.run', on: onImport },
  params: z.object({ id: Id }),
  response: ArrearsImportView,
  idempotent: true,
  errors: ['arrears_import.not_found', 'import.closed'],
});
