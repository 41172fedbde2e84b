import { contract } from './contract.js';
import { Fen } from './money.js';
import { Day, Id, Instant, PageQuery, page, z } from './schemas.js';

/** 2026-10 */
export const Period = z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])$/));

export const disclosureSections = ['income', 'expense', 'public-revenue', 'maintenance-fund'] as const;
export type DisclosureSection = (typeof disclosureSections)[number];

/** One figure of a report. It opens to its postings. */
export const ReportLine = z.object({
  /** Account of the ledger, or a part of it: 6602.lift, 3101:fund-out.repair. The key of the drill. */
  account: z.string(),
  /** 电梯维修 */
  name: z.string(),
  amountFen: Fen,
  /** Of its section by size, in basis points; the shares of a section sum to 10,000. */
  shareBp: z.int(),
  /** Vouchers or entries behind it. */
  entries: z.int(),
  /** The same line one month before; null: there was no report. */
  beforeFen: z.nullable(Fen),
});
export type ReportLine = z.infer<typeof ReportLine>;

/** What a published month was corrected by afterwards: the old report stays as it was. */
export const ReportCorrection = z.object({
  period: Period,
  account: z.string(),
  name: z.string(),
  /** What that report said, and what the books say now. */
  publishedFen: Fen,
  nowFen: Fen,
  /** 记-1204 冲正：发票金额填错 */
  words: z.string(),
});
export type ReportCorrection = z.infer<typeof ReportCorrection>;

/** A reversal of what an earlier month paid in or used counts in the month in which it was made. */
export const ReportFund = z.object({ openingFen: Fen, inFen: Fen, outFen: Fen, closingFen: Fen });

const Totals = { incomeFen: Fen, expenseFen: Fen, surplusFen: Fen };

export const ReportSummary = z.object({
  id: Id,
  period: Period,
  publishedAt: Instant,
  ...Totals,
  entries: z.int(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

/** 财务月报: derived from the ledger, never typed in (F7). */
export const ReportView = z.object({
  ...ReportSummary.shape,
  communityName: z.string(),
  sections: z.array(
    z.object({ section: z.enum(disclosureSections), name: z.string(), totalFen: Fen, lines: z.array(ReportLine) }),
  ),
  fund: ReportFund,
  /** Public revenue: what came in, what it was used for, what is left of it altogether. */
  publicRevenue: z.object({ openingFen: Fen, inFen: Fen, usedFen: Fen, closingFen: Fen }),
  /** Newly billed in the month, and what of all receivables came in during it, in fen; the ratio in basis points. */
  collection: z.object({ billedFen: Fen, collectedFen: Fen, rateBp: z.int() }),
  /** The months up to this one, the oldest first; at most twelve. */
  months: z.array(z.object({ period: Period, ...Totals })),
  corrections: z.array(ReportCorrection),
  /** What was still open when it was published: 有 2 笔收支还没有审核，没有计入 */
  remarks: z.array(z.string()),
  /** What the check on the phone recomputes; the whole of it is in the exported file. */
  seal: z.object({
    /** SHA-256 of the canonical body, in hexadecimal. */
    bodyHash: z.string(),
    /** First eight characters in two fours, as the message to owners said them: 9f3c 21ab */
    fingerprint: z.string(),
    chainSeq: z.int(),
    chainHash: z.string(),
  }),
  /** The canonical text that was hashed. */
  body: z.string(),
});
export type ReportView = z.infer<typeof ReportView>;

/** One row behind a figure, without personal data: bills and payments stand as sums of a run or a day. */
export const ReportVoucher = z.object({
  entryId: Id,
  /** 记-1047 */
  number: z.nullable(z.string()),
  day: Day,
  /** 2单元西梯 换钢丝绳 */
  title: z.string(),
  amountFen: Fen,
  supplier: z.nullable(z.string()),
  /** 工单 26-1123-08 */
  order: z.nullable(z.string()),
  /** Photos and PDFs, where they bear no personal data. */
  files: z.array(z.object({ id: Id, url: z.string(), kind: z.string() })),
  /** A reversal of another voucher: its number. */
  reverses: z.nullable(z.string()),
});
export type ReportVoucher = z.infer<typeof ReportVoucher>;

const drillQuery = z.object({ account: z.string().check(z.maxLength(60)), ...PageQuery });
const ReportIdParams = z.object({ id: Id });
const HouseParams = z.object({ houseId: Id });

/** Reports of the community of a house, the latest first. */
export const listReports = contract({
  name: 'listReports',
  summary: '财务公开：各月月报',
  method: 'GET',
  path: '/houses/:houseId/reports',
  auth: { as: ['owner'], on: { param: 'houseId', of: 'house', within: 'household' } },
  params: HouseParams,
  query: z.object({ ...PageQuery }),
  response: page(ReportSummary),
  errors: ['house.not_found'],
});

export const readReport = contract({
  name: 'readReport',
  summary: '财务公开：一个月的月报',
  method: 'GET',
  path: '/reports/:id',
  auth: { as: ['owner', 'staff'], on: { param: 'id', of: 'report', within: 'community' } },
  params: ReportIdParams,
  response: ReportView,
  errors: ['report.not_found'],
});

export const listReportVouchers = contract({
  name: 'listReportVouchers',
  summary: '财务公开：一个数字背后的凭证',
  method: 'GET',
  path: '/reports/:id/vouchers',
  auth: { as: ['owner', 'staff'], on: { param: 'id', of: 'report', within: 'community' } },
  params: ReportIdParams,
  query: drillQuery,
  response: page(ReportVoucher),
  errors: ['report.not_found'],
});

/** The report with its entries, proofs and chain: what `npm run verify-report` reads. */
export const exportReport = contract({
  name: 'exportReport',
  summary: '财务公开：下载可核验的月报文件',
  method: 'GET',
  path: '/reports/:id/file',
  auth: { as: ['owner', 'staff'], on: { param: 'id', of: 'report', within: 'community' } },
  params: ReportIdParams,
  produces: 'application/json',
  errors: ['report.not_found'],
});

export const printReport = contract({
  name: 'printReport',
  summary: '财务公开：月报 PDF',
  method: 'GET',
  path: '/reports/:id/pdf',
  auth: { as: ['owner', 'staff'], on: { param: 'id', of: 'report', within: 'community' } },
  params: ReportIdParams,
  produces: 'application/pdf',
  errors: ['report.not_found'],
});

/** What stands in the way of publishing a month, each in words with the number of rows. */
export const ReportObstacle = z.object({
  kind: z.enum(['month-not-over', 'unsealed', 'spending-waiting', 'day-not-reconciled', 'chain-fault']),
  words: z.string(),
  count: z.int(),
  /** Only these stop it; the others are said in the report. */
  blocking: z.boolean(),
});

export const StaffReportRow = z.object({
  id: z.nullable(Id),
  period: Period,
  state: z.enum(['running', 'due', 'late', 'published']),
  publishedAt: z.nullable(Instant),
  /** When it publishes itself. */
  dueAt: Instant,
  ...Totals,
});
export type StaffReportRow = z.infer<typeof StaffReportRow>;

export const listStaffReports = contract({
  name: 'listStaffReports',
  summary: '财务月报',
  method: 'GET',
  path: '/staff/reports',
  auth: { as: ['staff'], may: 'disclosure.read' },
  query: z.object({ ...PageQuery }),
  response: page(StaffReportRow),
  errors: [],
});

/** A month as it would be published now. */
export const previewReport = contract({
  name: 'previewReport',
  summary: '财务月报：公布前看一看',
  method: 'GET',
  path: '/staff/report-previews/:period',
  auth: { as: ['staff'], may: 'disclosure.read' },
  params: z.object({ period: Period }),
  response: z.object({
    report: z.omit(ReportView, { id: true, publishedAt: true, seal: true, body: true }),
    obstacles: z.array(ReportObstacle),
    actions: z.array(z.enum(['publish'])),
  }),
  errors: ['report.not_ready'],
});

/** Before its day, by a person; otherwise it publishes itself. A published one never changes. */
export const publishReport = contract({
  name: 'publishReport',
  summary: '财务月报：公布',
  method: 'POST',
  path: '/staff/reports',
  auth: { as: ['staff'], may: 'disclosure.publish' },
  body: z.object({ period: Period }),
  response: StaffReportRow,
  idempotent: true,
  errors: ['report.published', 'report.not_ready'],
});
