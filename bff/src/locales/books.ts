import type { AccountGroup, chainFaults } from 'shared-types/ledger';
import { formatFen } from 'shared-types/money';

const fees: Record<string, string> = {
  property: '物业费',
  water: '水费',
  power: '电费',
  gas: '燃气费',
  parking: '停车费',
  'shared-water': '公摊水费',
  'shared-power': '公摊电费',
  'one-off': '一次性收费',
  late: '违约金',
};

const ofFees = (code: string, head: string, tail = ''): [string, string][] =>
  Object.entries(fees).map(([kind, name]) => [`${code}.${kind}`, `${head}${name}${tail}`]);

/** Names of the accounts, by code. */
export const accountNames: Readonly<Record<string, string>> = {
  '1001': '现金',
  '1002': '银行存款',
  '1012.wechat': '微信支付在途',
  '1012.alipay': '支付宝在途',
  '1012.pos': 'POS 刷卡在途',
  '1012.autodebit': '代扣在途',
  ...Object.fromEntries(ofFees('1122', '应收')),
  '1501': '维修资金专户',
  '2203': '预收款',
  '2241': '押金',
  '2242': '应付退款',
  '2243': '待查收款',
  '3101': '维修资金',
  '3201': '期初',
  ...Object.fromEntries(ofFees('6001', '', '收入').filter(([code]) => code !== '6001.late')),
  '6051.advert': '广告收益',
  '6051.parking-rent': '公共车位租金',
  '6051.other': '其他公共收益',
  '6301': '违约金收入',
  '6302': '其他收入与尾差',
  '6602.salary': '人员工资',
  '6602.utilities': '公共水电',
  '6602.cleaning': '保洁',
  '6602.greening': '绿化',
  '6602.security': '秩序维护',
  '6602.lift': '电梯维保',
  '6602.repair': '维修养护',
  '6602.fire': '消防',
  '6602.office': '办公',
  '6602.insurance': '保险',
  '6602.tax': '税费',
  '6602.other': '其他支出',
  '6603.channel-fee': '支付手续费',
  '6701': '优惠与抵扣',
  '6702': '坏账',
};

export const accountGroupNames: Record<AccountGroup, string> = {
  asset: '资产',
  liability: '负债',
  fund: '基金与期初',
  income: '收入',
  expense: '支出',
};

/** What an entry came from, by the kind of its cause. */
const causeNames: Readonly<Record<string, string>> = {
  'bill-run': '出账',
  'bill-void': '账单作废',
  'late-fee': '违约金',
  payment: '收款',
  'payment-unwanted': '多收待退',
  'payment-reversal': '收款冲销',
  refund: '退款申请',
  'refund-paid': '退款到账',
  'refund-closed': '退款关闭',
  'channel-fee': '支付手续费',
  settlement: '渠道到账',
  deposit: '押金',
  'deposit-return': '退押金',
  'opening-arrears': '期初欠费',
  'opening-balance': '期初余额',
  balance: '预存变动',
  coupon: '优惠',
  spending: '收支',
  'spending-reversal': '收支冲销',
};

const balanceSide = (fen: number): string => (fen > 0 ? '借方' : '贷方');

/** Words of the books: accounts, vouchers, the seals. */
export const booksTexts = {
  account: (code: string): string => accountNames[code] ?? code,
  cause: (kind: string): string => causeNames[kind] ?? '其他',
  /** 记-128 */
  number: (number: number): string => `记-${number}`,
  closing: (fen: number): string =>
    fen === 0 ? '期末没有余额' : `期末${balanceSide(fen)}余额 ${formatFen(Math.abs(fen))}`,
  even: (fen: number): string => `借贷两边都是 ${formatFen(fen)}，账是平的`,
  uneven: (debitFen: number, creditFen: number): string =>
    `借方 ${formatFen(debitFen)}，贷方 ${formatFen(creditFen)}，账不平，请马上核对账本`,
  badPeriod: '起止日期反了，请改一下',
  moreAccounts: (names: readonly string[]): string =>
    names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 个科目` : names.join('、'),
} as const;

/** What is wrong with the chain; `what` is 记-128, or the seal's place. */
export const chainFaultTexts: Record<(typeof chainFaults)[number], (what: string) => string> = {
  'entry-changed': (what) => `${what}的内容和封存时不一样`,
  'entry-missing': (what) => `${what}封存后不见了`,
  'seal-changed': (what) => `${what}被改过或换了顺序`,
  'seal-missing': (what) => `${what}不见了`,
  unsealed: (what) => `${what}一直没有封存`,
  uneven: (what) => `${what}借贷不平`,
};

export const chainPlaces = {
  entry: (number: number): string => booksTexts.number(number),
  seal: (seq: number): string => `第 ${seq} 次封存`,
  newEntry: (day: string | null): string => (day ? `${day} 的一张凭证` : '一张凭证'),
} as const;

export const sheetTexts = {
  trialBalance: (from: string, to: string): string => `科目余额表 ${from} 至 ${to}`,
  trialBalanceSheet: '科目余额表',
  trialBalanceHeadings: ['科目', '名称', '类别', '期初（借为正）', '本期借方', '本期贷方', '期末（借为正）'],
  sum: '合计',
  entries: (rows: number): string => `记账凭证 ${rows} 行`,
  entriesSheet: '记账凭证',
  entriesHeadings: ['凭证号', '日期', '来源', '摘要', '科目', '科目名称', '借方', '贷方', '说明'],
  unsealed: '待编号',
} as const;
