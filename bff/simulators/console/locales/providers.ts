import type { AlipayApi, Trade } from '../../alipay/world.js';
import type { InvoiceApi, InvoiceState } from '../../invoice/world.js';
import type { Notice, NoticeWay } from '../../notices.js';
import type { OutageKind } from '../../outages.js';
import type { DeductEnding, Deduction, PapayApi } from '../../papay/world.js';

export const outageNames: Record<OutageKind, string> = {
  slow: '办了，但很晚才答',
  cut: '办了，但断了线',
  error: 'HTTP 500，没办',
  busy: '系统繁忙，没办',
  forged: '答复的签名不对',
  garbage: '半截答复',
};

export const noticeNames: Record<NoticeWay, string> = {
  normal: '正常通知',
  late: '晚 5 分钟通知',
  twice: '同时通知两次',
  lost: '不通知',
  forged: '伪造一条通知',
};

export const noticeStates: Record<Notice<unknown>['state'], string> = {
  waiting: '等着送',
  taken: '已收下',
  lost: '丢了',
  given_up: '没人收，不再送',
};

export const alipayApis: Record<AlipayApi | '*', string> = {
  precreate: '预下单 precreate',
  query: '查询 query',
  close: '关闭 close',
  refund: '退款 refund',
  refundQuery: '退款查询 refund.query',
  bill: '账单 bill',
  '*': '所有接口',
};

export const invoiceApis: Record<InvoiceApi | '*', string> = {
  issue: '开具 issue',
  query: '查询 query',
  reverse: '红冲 reverse',
  file: '取文件 file',
  '*': '所有接口',
};

export const papayApis: Record<PapayApi | '*', string> = {
  querycontract: '查签约 querycontract',
  deletecontract: '解约 deletecontract',
  pappayapply: '申请扣款 pappayapply',
  paporderquery: '查扣款 paporderquery',
  notify: '扣款前通知 notify',
  '*': '所有接口',
};

export const tradeStates: Record<Trade['state'], string> = {
  WAIT_BUYER_PAY: '待付款',
  TRADE_SUCCESS: '已付款',
  TRADE_FINISHED: '已完结',
  TRADE_CLOSED: '已关闭',
};

export const invoiceStates: Record<InvoiceState, string> = {
  accepted: '开具中',
  issued: '已开具',
  failed: '开具失败',
  reversing: '红冲中',
  reversed: '已红冲',
  reverse_failed: '红冲失败',
};

export const deductStates: Record<Deduction['state'], string> = {
  ACCEPT: '扣款中',
  SUCCESS: '已扣款',
  PAY_FAIL: '扣款失败',
};

export const endingNames: Record<DeductEnding, string> = {
  good: '扣得到',
  NOTENOUGH: '余额不足',
  USER_LIMIT: '超出限额',
  CARD_INVALID: '银行卡失效',
};

export const providerTexts = {
  faults: '故障',
  faultsEmpty: '眼下一切正常，没有安排故障。',
  api: '哪个接口',
  kind: '怎么出错',
  times: '出错几次',
  timesOf: (n: number | null) => (n === null ? '一直到取消' : `接下来 ${n} 次`),
  ms: '晚多少毫秒',
  add: '安排故障',
  cancel: '取消',
  notices: '通知',
  noticesHint: '按真实的间隔重送，走小区的时钟',
  noticesEmpty: '还没有通知。',
  again: '再送一次',
  tries: (n: number) => `送过 ${n} 次`,
  calls: '最近的接口调用',
  callsEmpty: '还没有调用。',
  time: '时间',
  about: '单号',
  answer: '答复',
  amount: '金额',
  state: '状态',
  what: '事由',
  act: '操作',
  alipayIntro: '这里的支付宝是模拟的：验签、签名、通知和账单都按真实协议，可是没有一分钱会动。',
  trades: '当面付的单子',
  tradesEmpty: '还没有单子。服务台出了支付宝码，就会出现在这里。',
  notScanned: '还没人扫码',
  scan: '扫码',
  closeTrade: '取消付款',
  finish: '过了可退期',
  payBy: (notice: string) => `付款 · ${notice}`,
  holdRefunds: '退款',
  holdOn: '收下但不办',
  holdOff: '立刻办',
  refunded: (count: number) => (count === 0 ? '' : `退过 ${count} 笔`),
  invoiceIntro: '这里的开票服务商和税务平台是模拟的：发票都标着“模拟开具 · 不作报销凭证”。',
  invoices: '发票',
  invoicesEmpty: '还没有发票。',
  title: '抬头',
  paper: '看 PDF',
  mood: '接下来的开具和红冲',
  good: '都办得成',
  bad: '都被拒绝',
  seconds: '税务平台要多久（秒）',
  refusedTitle: '抬头里有这个词就拒开',
  save: '就这样',
  settle: '现在就办完',
  papayIntro: '这里的微信委托代扣和银行是模拟的。真实的代扣要先得到微信批准，只在每天 07:00 到 22:00 扣款。',
  contracts: '签约',
  contractsEmpty: '还没有人签约。',
  signed: '已签约',
  terminated: '已解约',
  terminate: '业主在微信里解约',
  deductions: '扣款',
  deductionsEmpty: '还没有扣款。',
  deductMood: '接下来的扣款',
  notice: '通知怎么送',
  deductSeconds: '扣款要多久（秒）',
  bank: '银行代扣文件',
  bankHint: '放入导出的批次文件，得到银行的结果文件',
  file: '批次文件（CSV）',
  failEvery: '每几笔失败一笔（0：都成功）',
  makeResult: '得到结果文件',
  resultName: '银行结果.csv',
} as const;
