import type { BodyInputOf } from 'shared-types/contract';
import type { FileView } from 'shared-types/file';
import { parseYuan, plainYuan } from 'shared-types/money';
import {
  type enterSpending,
  type SpendingCategory,
  type SpendingKind,
  type SpendingOrder,
  type SpendingView,
  type spendingAccounts,
  spendingCategories,
} from 'shared-types/spending';

/** A spending as it is being written. */
export interface SpendingForm {
  kind: SpendingKind;
  category: SpendingCategory;
  amount: string;
  day: string;
  account: (typeof spendingAccounts)[number];
  fundedBy: 'property' | 'public-revenue';
  supplier: string;
  memo: string;
  buildingId: string;
  unitId: string;
  deviceLabel: string;
  order: SpendingOrder | null;
  files: FileView[];
  vouchersPublic: boolean;
}

export const newForm = (today: string): SpendingForm => ({
  kind: 'expense',
  category: 'repair',
  amount: '',
  day: today,
  account: 'bank',
  fundedBy: 'property',
  supplier: '',
  memo: '',
  buildingId: '',
  unitId: '',
  deviceLabel: '',
  order: null,
  files: [],
  vouchersPublic: true,
});

/** What a wrong one is entered anew from; its vouchers belong to it and are picked again. */
export const formOf = (wrong: SpendingView): SpendingForm => ({
  kind: wrong.kind,
  category: wrong.category,
  amount: plainYuan(wrong.amountFen),
  day: wrong.day,
  account: wrong.account,
  fundedBy: wrong.fundedBy === 'public-revenue' ? 'public-revenue' : 'property',
  supplier: wrong.supplier ?? '',
  memo: wrong.memo,
  buildingId: wrong.buildingId ?? '',
  unitId: wrong.unitId ?? '',
  deviceLabel: wrong.deviceLabel ?? '',
  order: wrong.order,
  files: [],
  vouchersPublic: wrong.vouchersPublic,
});

const isOfFund = (kind: SpendingKind): boolean => kind === 'fund-in' || kind === 'fund-out';

/** Another kind has other categories, and only the fund's kinds move through the fund's account. */
export const withKind = (form: SpendingForm, kind: SpendingKind): SpendingForm => {
  const categories: readonly SpendingCategory[] = spendingCategories[kind];
  const account = isOfFund(kind) ? 'fund' : form.account === 'fund' ? 'bank' : form.account;
  return {
    ...form,
    kind,
    account,
    category: categories.includes(form.category) ? form.category : (categories[0] ?? 'other'),
  };
};

/** Through which accounts a kind may move. */
export const accountsOf = (kind: SpendingKind): readonly SpendingForm['account'][] =>
  isOfFund(kind) ? ['fund'] : ['bank', 'cash'];

export type Missing = 'amount' | 'day' | 'memo' | 'files';

export const missingOf = (form: SpendingForm): Missing[] => {
  const fen = parseYuan(form.amount);
  return [
    ...(fen === null || fen < 1 ? (['amount'] as const) : []),
    ...(form.day ? [] : (['day'] as const)),
    ...(form.memo.trim() ? [] : (['memo'] as const)),
    ...(form.files.length > 0 ? [] : (['files'] as const)),
  ];
};

/** What is sent; `correctsId`: the wrong one that this one replaces. */
export const bodyOf = (form: SpendingForm, correctsId: string | null): BodyInputOf<typeof enterSpending> => ({
  kind: form.kind,
  category: form.category,
  amountFen: parseYuan(form.amount) ?? 0,
  day: form.day,
  account: form.account,
  ...(form.kind === 'expense' ? { fundedBy: form.fundedBy } : {}),
  ...(form.supplier.trim() ? { supplier: form.supplier.trim() } : {}),
  memo: form.memo.trim(),
  ...(form.buildingId ? { buildingId: form.buildingId } : {}),
  ...(form.unitId ? { unitId: form.unitId } : {}),
  ...(form.deviceLabel.trim() ? { deviceLabel: form.deviceLabel.trim() } : {}),
  ...(form.order ? { orderId: form.order.id } : {}),
  fileIds: form.files.map(({ id }) => id),
  vouchersPublic: form.vouchersPublic,
  ...(correctsId ? { correctsId } : {}),
});
