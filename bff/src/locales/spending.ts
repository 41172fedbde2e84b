import { formatFen } from 'shared-types/money';
import type { SpendingCategory, SpendingKind, SpendingState } from 'shared-types/spending';

const categories: Record<SpendingCategory, string> = {
  salary: '人员工资',
  utilities: '公共水电',
  cleaning: '保洁',
  greening: '绿化',
  security: '秩序维护',
  lift: '电梯维保',
  repair: '维修养护',
  fire: '消防',
  office: '办公',
  insurance: '保险',
  tax: '税费',
  advert: '广告收益',
  'parking-rent': '公共车位租金',
  'paid-in': '业主交存',
  interest: '利息',
  other: '其他',
};

/** Words of what the community spends and earns. */
export const spendingTexts = {
  kinds: {
    expense: '支出',
    'public-revenue': '公共收益',
    'fund-in': '维修资金转入',
    'fund-out': '维修资金使用',
  } satisfies Record<SpendingKind, string>,
  /** 支-261123-7F3K begins with it. */
  heads: { expense: '支', 'public-revenue': '收', 'fund-in': '维', 'fund-out': '维' } satisfies Record<
    SpendingKind,
    string
  >,
  categories,
  accounts: { bank: '银行存款', cash: '现金', fund: '维修资金专户' },
  fundings: { property: '物业公司', 'public-revenue': '公共收益', 'maintenance-fund': '维修资金' },
  states: {
    waiting: '待审核',
    booked: '已入账',
    rejected: '没通过',
    reversed: '已冲销',
  } satisfies Record<SpendingState, string>,
  /** Note of a posting, so that the ledger alone tells whose money it was. */
  paidFrom: '公共收益列支',
  memo: (kind: string, memo: string): string => `${kind}：${memo}`,
  reversalMemo: (number: string): string => `冲销 ${number}`,
  /** What owners read of it. */
  reversalOpen: (number: string, reason: string): string => `冲销 ${number}：${reason}`,
  /** The subject of an audit line: 支-261123-7F3K 电梯维保 ¥2,500.00 */
  audited: (number: string, category: string, amountFen: number): string =>
    `${number} ${category} ${formatFen(amountFen)}`,
  ownEntered: '自己填的，要由另一位同事审核',
  ownReversal: '金额超过审核标准，要由另一位同事冲销',
  vouchersHidden: '凭证含个人信息，可到服务中心查看',
  person: '个人',
  faults: {
    category: '这种收支没有这个类别',
    account: '维修资金只能走维修资金专户，其他收支不能走',
    fundedBy: '只有支出要选资金来源',
    future: '日期不能晚于今天',
    old: '日期太早了，只能记最近两年的',
    unit: '这个单元不在所选的楼里',
    corrects: '要更正的那一笔还没有冲销，或已经更正过',
  },
} as const;
