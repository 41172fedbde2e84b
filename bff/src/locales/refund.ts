import type { PaymentChannel } from 'shared-types/payment';
import type { RefundState, RefundWay } from 'shared-types/refund';
import type { RefundAttention } from '../features/refund/refund.entity.js';

export const refundStateNames: Record<RefundState, string> = {
  requested: '等批准',
  approved: '待退出',
  processing: '退款中',
  done: '已退',
  abnormal: '退不进去',
  closed: '没退成',
  rejected: '没同意',
};

export const refundWayNames: Record<RefundWay, string> = {
  original: '原路退回',
  balance: '退到预存',
  cash: '退现金',
  transfer: '银行转账',
};

export const settlementWayNames = { cash: '现金付出', transfer: '银行转账付出', channel: '在商户平台处理好' } as const;

export const channelNames: Record<PaymentChannel, string> = {
  'wechat-jsapi': '微信支付',
  'wechat-native': '微信支付（扫码）',
  'alipay-qr': '支付宝（扫码）',
  cash: '现金',
  pos: '刷卡',
  transfer: '银行转账',
  autodebit: '微信代扣',
  bank: '银行代扣',
  balance: '预存抵扣',
};

/** What staff must know or do about a refund. */
export const attentionTexts: Record<RefundAttention, string> = {
  'not-enough': '商户账户余额不够，充值后会自动再退，不用重新申请',
  refused: '渠道没有受理，请看看商户平台的设置，系统会接着试',
  abnormal: '对方的卡或账户收不了，请在商户平台改退银行卡，或线下付给业主后登记',
  closed: '渠道关闭了这笔退款，钱没有退出，可以再退一次',
  'hand-over': '已批准，把钱交给业主后请登记',
};

/** What the household reads under a refund of theirs. */
const ownWords: Record<RefundState, (way: RefundWay) => string> = {
  requested: () => '已申请，等物业审批',
  approved: (way) => (way === 'original' ? '已同意，正在退回原来付款的地方' : '已同意，请到服务台领取或等转账'),
  processing: () => '已受理，一般 1–3 天退到原来付款的地方',
  done: (way) => (way === 'balance' ? '已退到预存' : way === 'original' ? '已退到原来付款的地方' : '已退给您'),
  abnormal: () => '原来付款的卡收不了，物业会联系您换一种方式退',
  closed: () => '这次没有退成，物业会再处理',
  rejected: () => '没有同意退款',
};

export const refundTexts = {
  own: (status: RefundState, way: RefundWay): string => ownWords[status](way),
  /** In the ledger: no personal data. */
  memo: (number: string): string => `退款 ${number}`,
  memoClosed: (number: string): string => `退款没有退成，冲回 ${number}`,
  prepayment: '预存',
  unwantedPart: '没有账单可付的钱',
  unwantedReason: '账单已付清，多付的钱退回',
  bySystem: '系统',
  boundAge: '付款超过一年，渠道不能原路退',
  boundCount: '这笔付款已经退过 50 次，渠道不再受理',
  settleWrong: '请选实际付出的方式',
  /** The subject of the audit line. */
  subject: (number: string, amount: string): string => `${number} ${amount}`,
  settled: (way: string, note: string): string => `${way}：${note}`,
} as const;
