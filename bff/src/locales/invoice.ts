import type { InvoiceState, PaymentInvoiceState } from 'shared-types/invoice';
import { formatFen } from 'shared-types/money';
import type { InvoiceAttention, ReverseCause } from '../features/invoice/invoice.entity.js';
import { identityTexts } from './identity.js';

export const invoiceStateNames: Record<InvoiceState, string> = {
  issuing: '开具中',
  issued: '已开具',
  failed: '没开成',
  reversing: '红冲中',
  'reverse-failed': '红冲没成',
  reversed: '已红冲',
  dropped: '不开了',
};

/** What staff must know or do about an invoice. */
export const attentionTexts: Record<InvoiceAttention, string> = {
  refused: '开票平台没有开，请看原因，处理后再开一次',
  slow: '开票平台一直没有回音，系统会接着试',
  config: '开票平台不接受我们的请求，请看看开票的设置',
  'reverse-refused': '红冲没有成，请看原因，处理后再试一次',
};

/** What the provider's codes mean to staff (`docs/invoice-provider.md`). */
const refusals: Record<string, string> = {
  BAD_REQUEST: '开票平台认为内容不对',
  BAD_TITLE: '抬头不对',
  BAD_TAX_NO: '税号不对',
  BAD_LINES: '开票项目不对',
  BAD_TOTAL: '合计不对',
  REQUEST_CONFLICT: '同一个单号已经开过别的内容',
  NOT_FOUND: '开票平台没有这张发票',
  NOT_ISSUED: '开票平台说还没有开',
  ALREADY_REVERSED: '开票平台说已经红冲过',
  AMOUNT_MISMATCH: '开票平台说金额不符',
};

const ownSayings: Record<InvoiceState, string> = {
  issuing: '正在开，一般一分钟内开好，开好就告诉您。',
  issued: '开好了，可以打开 PDF，和纸质发票一样用。',
  failed: '没有开成，物业已经收到提醒，会处理好再开。',
  reversing: '正在红冲，这张发票很快不再有效。',
  'reverse-failed': '红冲没有成，物业会处理。',
  reversed: '已经红冲，这张发票不再有效。',
  dropped: '要开的内容变了，这张没有开。',
};

const paymentWords: Record<PaymentInvoiceState, (inForceFen: number) => string> = {
  none: () => '还没有开电子发票',
  issuing: () => '电子发票正在开',
  issued: (fen) => `已开具 ${formatFen(fen)}`,
  failed: () => '没有开成，物业会处理',
  reversing: () => '电子发票正在红冲',
  'partly-reversed': (fen) => `退款的部分已红冲，剩下 ${formatFen(fen)} 已重新开具`,
  reversed: () => '电子发票已全部红冲',
};

const unknownPerson = '个人';

export const invoiceTexts = {
  state: (state: PaymentInvoiceState, inForceFen: number): string => paymentWords[state](inForceFen),
  saying: (state: InvoiceState): string => ownSayings[state],
  /** While it is tried again by itself. */
  triedAgain: (reason: string): string => `上次没有开成：${reason}。系统会再试。`,
  failedBecause: (reason: string): string => `原因：${reason}`,
  reversedBecause: (reason: string): string => `红冲原因：${reason}`,
  /** A person without a name is 个人 on an invoice, as the tax office has it. */
  personName: (name: string | null): string =>
    name === null || name === identityTexts.unnamedOwner ? unknownPerson : name,
  remark: (number: string, house: string | null): string => (house ? `${house} 收据号 ${number}` : `收据号 ${number}`),
  reverseReasons: { amount: '退款', title: '更换抬头' } satisfies Record<Exclude<ReverseCause, 'hand'>, string>,
  refusal: (code: string): string => refusals[code] ?? `开票平台拒绝（${code}）`,
  refusedForNoReason: '开票平台没有说原因',
  /** The subject of the audit line. */
  subject: (number: string, amount: string): string => `${number} ${amount}`,
  /** 20261123-0012 没有开成 */
  alert: (paymentNumber: string, what: string): string => `收据 ${paymentNumber}，${what}`,
  badTaxNo: '税号不对，请核对营业执照上的 18 位统一社会信用代码',
  noTaxNo: '公司抬头要写税号',
  tooMany: (most: number): string => `抬头最多 ${most} 个，请先删掉不用的`,
  fileName: (invoiceNo: string): string => `${invoiceNo}.pdf`,
} as const;
