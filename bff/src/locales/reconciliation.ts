import { formatFen } from 'shared-types/money';
import type { DifferenceDecision, ReconciliationChannel } from 'shared-types/reconciliation';
import { dayTime } from 'shared-types/time';
import type { DifferenceReason, Traded } from '../features/reconciliation/reconciliation.entity.js';

export const reconciliationChannelNames: Record<ReconciliationChannel, string> = {
  wechat: '微信支付',
  alipay: '支付宝',
  cash: '现金',
  pos: '刷卡',
  transfer: '银行转账',
};

/** How the channel is called in a sentence: 微信有，我们没有 */
const shortNames: Record<ReconciliationChannel, string> = {
  ...reconciliationChannelNames,
  wechat: '微信',
};

export const decisionNames: Record<DifferenceDecision, string> = {
  book: '补记',
  wait: '等明天的账单',
  refund: '补记并申请退款',
  'write-off': '按渠道的账调整',
  matched: '后来的账单对上了',
};

const kindNames: Record<DifferenceReason, (channel: string) => string> = {
  'notice-lost': (channel) => `${channel}有，我们没有`,
  'unknown-order': (channel) => `${channel}有，我们没有`,
  'unknown-refund': (channel) => `${channel}退了，我们没有退款单`,
  'near-midnight': (channel) => `我们有，${channel}明天才有`,
  missing: (channel) => `我们有，${channel}没有`,
  amount: () => '金额不一样',
  'refund-failed-there': (channel) => `我们记了已退，${channel}没有退成`,
  'refund-moved-there': (channel) => `${channel}退了，我们没有记`,
};

const whys: Record<DifferenceReason, (channel: string, confirmed: boolean) => string> = {
  'notice-lost': (channel, confirmed) =>
    confirmed
      ? `付款通知没送到。已向${channel}查单，确认收到钱，没有重复付。`
      : `付款通知没送到，当时也没有查到结果。请先向${channel}查单。`,
  'unknown-order': (channel) => `${channel}的账单里有这一笔，但不是我们系统下的单，可能是别处收的钱。`,
  'unknown-refund': (channel) => `有人直接在${channel}商户平台退了款，没有经过我们的退款单。`,
  'near-midnight': (channel) => `临近半夜的一笔，${channel}记在第二天。明天的账单到了会自己对上，不用动手。`,
  missing: (channel) => `我们记了这一笔，${channel}的账单里没有。如果明天的账单还没有，就要调整我们的账。`,
  amount: (channel) => `同一个单号，我们记的金额和${channel}的不一样。`,
  'refund-failed-there': (channel) => `${channel}后来没有退成，钱又回到商户账户，要另想办法退给业主。`,
  'refund-moved-there': (channel) => `这笔退款我们当没退成冲回了，${channel}其实退了。`,
};

const receiptStates: Record<string, string> = {
  SUCCESS: '成功',
  REFUND: '已付，后来有退款',
  NOTPAY: '没有付',
  CLOSED: '已关闭',
  PROCESSING: '处理中',
  ABNORMAL: '退款异常',
  none: '没有这个单号',
  paid: '已付',
  finished: '已付',
  waiting: '没有付',
  closed: '已关闭',
  done: '已退',
  pending: '处理中',
};

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

export const reconciliationTexts = {
  kindName: (reason: DifferenceReason, channel: ReconciliationChannel): string =>
    kindNames[reason](shortNames[channel]),
  why: (reason: DifferenceReason, channel: ReconciliationChannel, confirmed: boolean): string =>
    whys[reason](shortNames[channel], confirmed),
  /** 微信：成功 ¥221.95，11月22日 22:58 */
  receipt: (
    channel: ReconciliationChannel,
    receipt: { state: string; amountFen: number | null; at: Date | null },
    now: Date,
  ): string =>
    [
      `${shortNames[channel]}：${receiptStates[receipt.state] ?? receipt.state}`,
      receipt.amountFen === null ? '' : ` ${formatFen(receipt.amountFen)}`,
      receipt.at ? `，${dayTime(receipt.at, now)}` : '',
    ].join(''),
  monthDay,
  sheetName: (channel: ReconciliationChannel, day: string): string =>
    `${reconciliationChannelNames[channel]} ${monthDay(day)}`,
  unknown: '不认识的单号',
  refundOf: (reason: string): string => `退款：${reason}`,
  reasonMissing: '请写明为什么这样调整',
  countNoteMissing: '清点的和账上不一样，请写明原因',
  notCounted: '这个渠道有账单，不用清点',
  bankedAlready: '转账的钱已经在银行，不用再存',
  refundReason: '对账补记后退回',
  /** The subject of the audit line. */
  decided: (decision: DifferenceDecision, number: string): string => `${decisionNames[decision]} ${number}`,
  // In the ledger: no personal data.
  feeMemo: (channel: ReconciliationChannel, day: string): string =>
    `${reconciliationChannelNames[channel]}手续费 ${monthDay(day)}`,
  settledMemo: (channel: ReconciliationChannel, day: string): string =>
    `${reconciliationChannelNames[channel]}到账 ${monthDay(day)}`,
  writeOffMemo: (number: string): string => `对账调整 ${number}`,
  tillMemo: (channel: ReconciliationChannel, day: string): string =>
    `${reconciliationChannelNames[channel]}日结 ${monthDay(day)}`,

  differenceTitle: (count: number): string => (count === 0 ? '没有差异' : `差异，${count} 笔都有说法`),
  even: '我们的账和渠道的账一样',
  uncounted: '还没有清点',
  statementWaiting: '账单还没有出来，系统每半小时去取一次',
  tillDiffers: (gapFen: number): string =>
    gapFen > 0 ? `账上比清点多 ${formatFen(gapFen)}` : `清点比账上多 ${formatFen(-gapFen)}`,
  /** 少收 ¥221.95　多退 ¥150.00 */
  gaps: (what: Traded, oursFen: number, theirsFen: number): string =>
    [
      theirsFen > 0 ? `${what === 'payment' ? '少收' : '少退'} ${formatFen(theirsFen)}` : '',
      oursFen > 0 ? `${what === 'payment' ? '多收' : '多退'} ${formatFen(oursFen)}` : '',
    ]
      .filter(Boolean)
      .join('　'),
  steps: {
    fetched: (done: boolean): string => (done ? '账单已下载' : '等账单'),
    counted: (done: boolean): string => (done ? '已清点' : '等清点'),
    compared: '逐笔核对',
    differences: (open: number, decided: number): string =>
      open > 0 ? `${open} 笔有差异` : decided > 0 ? `${decided} 笔差异已处理` : '没有差异',
    closed: '日结',
  },
  closeWords: {
    closed: '已日结',
    ready: '日结',
    waiting: '等账单到了再日结',
    counting: '清点后可以日结',
    book: (count: number): string => `补记 ${count} 笔后可以日结`,
    decide: (count: number): string => `处理 ${count} 笔差异后可以日结`,
  },
  suggestions: {
    book: '补记后自动销账',
    refund: '补记后申请退款，要另一位同事批准',
    'write-off': '按渠道的账调整，要写明原因',
    wait: (until: string): string => `等到 ${until}，对不上再提醒`,
    none: '处理完了',
  },
  bankOn: (day: string): string => `${monthDay(day)} 12:00 前到账`,
  remindDiffers: (channel: ReconciliationChannel, day: string, open: number): string =>
    `${reconciliationChannelNames[channel]} ${monthDay(day)}，${open} 笔`,
  remindWaiting: (channel: ReconciliationChannel, day: string): string =>
    `${reconciliationChannelNames[channel]} ${monthDay(day)}，账单还没取到或没清点`,
  remindOpen: (channel: ReconciliationChannel, day: string): string =>
    `${reconciliationChannelNames[channel]} ${monthDay(day)}，可以日结了`,
  sheets: { summary: '汇总', differences: '差异', matches: '明细' },
  columns: {
    summary: ['项目', '我们', '渠道'],
    differences: [
      '时间',
      '差异',
      '单号',
      '谁',
      '为了什么',
      '我们',
      '渠道',
      '相差',
      '为什么',
      '处理',
      '原因',
      '谁处理',
      '处理时间',
    ],
    matches: ['时间', '收/退', '单号', '谁', '为了什么', '我们', '渠道', '手续费'],
  },
  rows: { received: '收款', refunded: '退款', net: '净额', fee: '手续费', difference: '差异' },
  what: { payment: '收', refund: '退' },
  fileName: (channel: ReconciliationChannel, day: string): string =>
    `对账-${reconciliationChannelNames[channel]}-${day}.xlsx`,
} as const;
