import { formatFen } from 'shared-types/money';
import type { PlanFault } from '../features/account/arrearsPlan.rules.js';
import type { CellFault } from '../features/account/arrearsRow.rules.js';

const cellFaults: Record<CellFault, (cell: string) => string> = {
  feeMissing: () => '有欠费，但没有写是什么费用',
  feeTooLong: () => '费用的名字太长，最多 20 个字',
  periodMissing: () => '有欠费，但没有写是哪个月的',
  periodUnreadable: (cell) => `所属期“${cell}”看不懂，请写成 2025-03 这样`,
  periodAmbiguous: (cell) => `所属期“${cell}”分不清是 1 月还是 10 月，请写成 2025-01 或 2025-10`,
  periodAhead: (cell) => `所属期“${cell}”还没有到`,
  amountUnreadable: (cell) => `金额“${cell}”不是数字`,
  amountTooFine: (cell) => `金额“${cell}”多于两位小数`,
  amountNegative: (cell) => `金额“${cell}”是负数，多交的钱请写在预存一栏`,
  amountHuge: (cell) => `金额“${cell}”太大，请核对`,
};

/** What staff read about arrears and opening balances. */
export const arrearsTexts = {
  fault: (fault: CellFault, cell: string): string => cellFaults[fault](cell.slice(0, 24)),
  /** Row numbers as the table program shows them. */
  planFault: (fault: PlanFault, rowNumber: (index: number) => number): string => {
    if (fault.kind === 'rowTwice') return `和第 ${rowNumber(fault.row)} 行是同一户、同一种费用、同一个月，请合成一行`;
    if (fault.kind === 'prepaidTwice') return `这户的预存在第 ${rowNumber(fault.row)} 行写过了，一户只写一次`;
    if (fault.kind === 'billDiffers') return `以前导入过这笔欠费，是 ${formatFen(fault.thereFen)}，和表里不一样`;
    return `以前导入过这户的预存，是 ${formatFen(fault.thereFen)}，和表里不一样`;
  },
  /** 3栋2单元1102 · 2025-11 物业费 欠 ¥250.60 · 预存 ¥100.00 */
  understood: (label: string, debt: { fee: string; period: string; fen: number } | null, prepaidFen: number): string =>
    [
      label,
      debt && `${debt.period} ${debt.fee} 欠 ${formatFen(debt.fen)}`,
      prepaidFen > 0 && `预存 ${formatFen(prepaidFen)}`,
    ]
      .filter(Boolean)
      .join(' · '),
  noTable: '没有找到欠费表：表头里要有“房号”，还要有“欠费金额”或“预存金额”。',
  openingMemo: '期初预存',
  imported: (file: string, rows: number): string => `${file}：${rows} 行`,
  remindedByHand: '人工提醒',
  remindedAudit: (house: string, fen: number): string => `${house} 欠 ${formatFen(fen)}`,
  exportAudit: (rows: number): string => `欠费清单 ${rows} 户`,
  sheet: '欠费清单',
  headings: ['房号', '欠费金额', '逾期金额', '最早到期日', '逾期天数', '账单数', '最近一次提醒'],
} as const;
