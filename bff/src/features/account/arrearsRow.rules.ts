import type { FeeKind } from 'shared-types/billing';
import { parseYuan } from 'shared-types/money';

/** What the cells of an opening balance say: a fee, a month, amounts. Pure; `locales/account.ts` says faults in words. */

export type CellFault =
  | 'feeMissing'
  | 'feeTooLong'
  | 'periodMissing'
  | 'periodUnreadable'
  | 'periodAmbiguous'
  | 'periodAhead'
  | 'amountUnreadable'
  | 'amountTooFine'
  | 'amountNegative'
  | 'amountHuge';

export type Read<T> = { value: T; fault: null } | { value: null; fault: CellFault };

const good = <T>(value: T): Read<T> => ({ value, fault: null });
const bad = (fault: CellFault): Read<never> => ({ value: null, fault });

/** The more special words first: 公摊水费 is no 水费. */
const feeWords: [RegExp, FeeKind][] = [
  [/(?:公摊|公共|公区).*水/, 'shared-water'],
  [/(?:公摊|公共|公区|电梯|楼道).*电/, 'shared-power'],
  [/停车|车位|车库|车辆/, 'parking'],
  [/物业|管理费|服务费/, 'property'],
  [/燃气|天然气|煤气|^气费/, 'gas'],
  [/水费|用水|^水$|污水/, 'water'],
  [/电费|用电|^电$/, 'power'],
];

const longestFee = 20;

/** 物业管理费 -> property; what no fixed kind fits is a one-off fee of that name. */
export const readFee = (cell: string): Read<{ kind: FeeKind; name: string }> => {
  const name = cell.replace(/\s+/g, '');
  if (name === '') return bad('feeMissing');
  if (name.length > longestFee) return bad('feeTooLong');
  return good({ kind: feeWords.find(([words]) => words.test(name))?.[1] ?? 'one-off', name });
};

const two = (month: number): string => String(month).padStart(2, '0');

/**
 * 2025-03, 2025年3月, 202503, 2025/3/1 -> 2025-03. 2025.1 may be what a table program left of 2025.10, so it is asked
 * for again. `today` is YYYY-MM-DD: a month that is to come cannot be owed.
 */
export const readPeriod = (cell: string, today: string): Read<string> => {
  const text = cell.replace(/\s+/g, '');
  if (text === '') return bad('periodMissing');
  if (/^20\d\d\.1$/.test(text)) return bad('periodAmbiguous');
  const match =
    /^(20\d\d)(?:[-./年])(\d{1,2})月?(?:[-./]?\d{1,2}日?)?(?:份|[T ].*)?$/.exec(text) ?? /^(20\d\d)(\d\d)$/.exec(text);
  const month = Number(match?.[2]);
  if (!match || month < 1 || month > 12) return bad('periodUnreadable');
  const period = `${match[1]}-${two(month)}`;
  return period > today.slice(0, 7) ? bad('periodAhead') : good(period);
};

/** No house owes ten million yuan: a mistyped point, or a total. */
const mostFen = 1_000_000_000;

/** An amount in yuan as text or as a table program wrote the number; an empty cell is 0. Never through a float. */
export const readAmount = (cell: string): Read<number> => {
  const text = cell.replace(/\s+/g, '').replace(/元$/, '');
  if (text === '') return good(0);
  if (/^[-−]?[¥￥]?[\d,]+\.\d{3,}$/.test(text) && !/\.\d\d0+$/.test(text)) return bad('amountTooFine');
  const fen = parseYuan(text.replace(/(\.\d\d)0+$/, '$1'));
  if (fen === null) return bad('amountUnreadable');
  if (fen < 0) return bad('amountNegative');
  return fen > mostFen ? bad('amountHuge') : good(fen);
};

export type MoneyColumn = 'fee' | 'period' | 'arrears' | 'prepaid' | 'remark';

const headings: [MoneyColumn, RegExp][] = [
  ['prepaid', /^(?:预存|预收|预交|预缴|账户|存款)(?:款|费|金额|余额|款余额|金额余额)?$|^余额$/],
  [
    'arrears',
    /^(?:累计|期初|历史|未缴|未收|应收|实际)?(?:欠费|欠款|欠缴|未缴|未收|应收)(?:金额|款|费用|余额|合计|总额)?$|^金额$/,
  ],
  [
    'period',
    /^(?:费用|欠费|收费|计费|所属|账单|应收)?(?:所属期|所属月份|所属年月|账期|月份|期间|年月|周期|月度|所属期间)$/,
  ],
  ['fee', /^(?:费用|收费|欠费|费)(?:项目|名称|类型|类别|科目|种类|项)?$|^(?:项目|科目)(?:名称)?$/],
  ['remark', /^(?:备注|说明|备注说明|其他)$/],
];

/** What a heading of such a table means, besides the parts of the house; `heading` is plain. */
export const moneyColumnOf = (heading: string): MoneyColumn | null =>
  headings.find(([, words]) => words.test(heading))?.[0] ?? null;
