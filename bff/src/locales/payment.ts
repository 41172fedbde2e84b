import { formatFen } from 'shared-types/money';
import type { PaymentChannel } from 'shared-types/payment';
import type { CloseReason, PaymentEventKind } from '../features/payment/payment.entity.js';

export const channelNames: Record<PaymentChannel, string> = {
  'wechat-jsapi': '微信支付',
  'wechat-native': '微信扫码',
  'alipay-qr': '支付宝扫码',
  cash: '现金',
  pos: '刷卡',
  transfer: '转账',
  autodebit: '微信代扣',
  bank: '银行代扣',
  balance: '预存款',
};

const endings: Record<CloseReason, string> = {
  cancelled: '这笔付款已取消，没有扣钱。',
  replaced: '换了一笔新的付款，这一笔已关闭，没有扣钱。',
  expired: '过了付款时间，已经关闭，没有扣钱。可以重新付。',
  refused: '这笔付款没有被接受，没有扣钱。请重新付，或到服务台缴费。',
  misconfigured: '现在付不了，没有扣钱。请稍后再试，或到服务台缴费。',
  debit: '这一次代扣没有扣成，没有扣钱。可以自己付，或到服务台缴费。',
};

const eventWords: Record<PaymentEventKind, (detail: string | null) => string> = {
  created: (detail) => `发起付款${detail ? `，${detail}` : ''}`,
  prepared: () => '可以付款了',
  unanswered: () => '支付平台没有回音，会再问',
  closing: (detail) => `正在关闭${detail ? `：${detail}` : ''}`,
  closed: (detail) => `已关闭${detail ? `：${detail}` : ''}`,
  failed: (detail) => `没有付成${detail ? `：${detail}` : ''}`,
  received: (detail) => `支付平台收到 ${detail ?? ''}`,
  late: (detail) => `关闭以后才付，收到 ${detail ?? ''}`,
  settled: (detail) => `入账 ${detail ?? ''}`,
  short: (detail) => `预存款不够，少抵 ${detail ?? ''}`,
  surplus: (detail) => `多出的 ${detail ?? ''} 存为预存款`,
  unwanted: (detail) => `账单已经另外付清，${detail ?? ''} 要退回去`,
  reversed: (detail) => `撤销：${detail ?? ''}`,
  mismatch: (detail) => `支付平台的通知和这笔付款对不上（${detail ?? ''}），没有入账`,
};

const reasonWords: Record<CloseReason, string> = {
  cancelled: '取消',
  replaced: '换了一笔新的付款',
  expired: '过了付款时间',
  refused: '支付平台没有接受',
  misconfigured: '支付平台的设置不对',
  debit: '代扣没有扣成',
};

const mismatchWords: Record<string, string> = {
  channel: '支付方式',
  order: '订单号',
  app: '应用',
  merchant: '商户号',
  currency: '币种',
  amount: '金额',
  payer: '付款人',
  transaction: '交易号',
};

export const paymentTexts = {
  topUp: '存入预存款',
  coupon: '优惠券',
  prepaid: '预存款抵扣',
  unnamedPayer: '业主',
  atCounter: '柜台',
  byDebit: '自动代扣',
  /** 2026年11月物业费等 3 笔 */
  title: (first: string, count: number): string => (count > 1 ? `${first}等 ${count} 笔` : first),
  /** Shown by the channel on the payer's phone. */
  description: (community: string, title: string): string => `${community} ${title}`,
  memo: (number: string): string => `收款 ${number}`,
  unwantedMemo: (number: string): string => `晚到的付款 ${number}，待退`,
  reversalMemo: (number: string): string => `撤销收款 ${number}`,
  spent: (title: string): string => `付 ${title}`,
  surplus: (number: string): string => `收款 ${number} 多付的`,
  reversed: (number: string): string => `撤销收款 ${number}`,

  preparing: '正在联系支付平台，请稍等。',
  payBefore: (clock: string): string => `请在 ${clock} 前付完。`,
  notYet: '还没有收到这笔钱。如果已经付了，稍等一会儿就会到账，不用再付。',
  closing: '正在取消这笔付款，请稍等。',
  received: '钱收到了，正在确认，不用再付。',
  settled: (fen: number): string => `已收到 ${formatFen(fen)}。`,
  settledByBalance: '已经用预存款和优惠券付清。',
  refunded: (fen: number): string => `已退 ${formatFen(fen)}。`,
  unwanted: (fen: number): string => `这笔钱到得晚了，账单已经另外付清，${formatFen(fen)} 原路退回，不用办手续。`,
  unwantedDebit: (fen: number): string =>
    `账单已经另外付清，代扣的 ${formatFen(fen)} 存进您的预存款，要退到银行卡请找服务台。`,
  debiting: '正在自动扣款，有了结果就告诉您，不用另外付。',
  notGivenUp: '代扣已经交给银行或微信，现在撤不回来，请等它的结果。',
  reversedBecause: (reason: string): string => `柜台撤销了这笔收款：${reason}`,
  ended: (reason: CloseReason): string => endings[reason],
  reason: (reason: CloseReason): string => reasonWords[reason],
  event: (kind: PaymentEventKind, detail: string | null): string => eventWords[kind](detail),
  mismatch: (what: string): string => mismatchWords[what] ?? what,

  stillClosing: '上一笔付款还没有关掉，请过几秒再付。',
  heldByOther: (who: string): string => `这几笔账单正由${who}付着，请等那一笔付完或取消。`,
  heldByDebit: '这几笔账单正在自动扣款，现在付会多扣一次，请等它有了结果。',
  someoneOfHouse: '家里另一位',
  counter: '服务台',
  signatureMissing: '在业主家里收的钱，要业主签名',
  referenceMissing: '请填刷卡单号或转账流水号',
  noChoice: '请选要付的账单，或填要存的金额',
  consentOnly: '代付时不能选别的',
  houseMissing: '请选是哪一户',

  /** `open`: electronic invoices are issued here. */
  receiptNotice: (open: boolean): string =>
    open ? '收据，不是发票。电子发票另外开具，在小程序里可以看。' : '收据，不是发票。本小区暂未开通电子发票。',
  collected: (house: string, amount: string, way: string): string => `${house} ${way} ${amount}`,
  receipt: {
    title: '收 据',
    number: '编号',
    house: '房号',
    payer: '缴款人',
    paidAt: '日期',
    way: '收款方式',
    item: '项目',
    amount: '金额（元）',
    total: '合计',
    words: '人民币（大写）',
    collector: '收款人',
    refunded: '已退',
    reversed: '已撤销',
    unit: '收款单位',
  },
} as const;
