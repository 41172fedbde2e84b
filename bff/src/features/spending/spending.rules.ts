import {
  type SpendingCategory,
  type SpendingKind,
  type spendingAccounts,
  spendingCategories,
} from 'shared-types/spending';
import type { PostingInput, PostingSubject } from '../ledger/ledger.door.js';
import type { SpendingEntity } from './spending.entity.js';

export interface Entered {
  kind: SpendingKind;
  category: SpendingCategory;
  account: (typeof spendingAccounts)[number];
  fundedBy?: 'property' | 'public-revenue' | undefined;
  day: string;
}

export type SpendingFault = 'category' | 'account' | 'fundedBy' | 'future' | 'old';

const isOfFund = (kind: SpendingKind): boolean => kind === 'fund-in' || kind === 'fund-out';

const oldestMs = 731 * 86_400_000;

/** What does not fit together, by the field that is to be mended. */
export const faultsOf = (
  { kind, category, account, fundedBy, day }: Entered,
  today: string,
): Partial<Record<'category' | 'account' | 'fundedBy' | 'day', SpendingFault>> => {
  const categories: readonly string[] = spendingCategories[kind];
  const isOld = Date.parse(today) - Date.parse(day) > oldestMs;
  return {
    ...(categories.includes(category) ? {} : { category: 'category' as const }),
    ...(isOfFund(kind) === (account === 'fund') ? {} : { account: 'account' as const }),
    ...(fundedBy && kind !== 'expense' ? { fundedBy: 'fundedBy' as const } : {}),
    ...(day > today ? { day: 'future' as const } : isOld ? { day: 'old' as const } : {}),
  };
};

/** Whose money it was; null where it came in. */
export const fundingOf = ({ kind, fundedBy }: Pick<Entered, 'kind' | 'fundedBy'>): SpendingEntity['fundedBy'] => {
  if (kind === 'expense') return fundedBy ?? 'property';
  return kind === 'fund-out' ? 'maintenance-fund' : null;
};

/** True when a second person must look at it first. */
export const needsApproval = (amountFen: number, approveAboveFen: number): boolean => amountFen > approveAboveFen;

const moneyAccounts = { bank: '1002', cash: '1001', fund: '1501' } as const;

/** The account on the other side of the money. */
const otherAccount = (kind: SpendingKind, category: SpendingCategory): string => {
  if (kind === 'expense') return `6602.${category}`;
  return kind === 'public-revenue' ? `6051.${category}` : '3101';
};

/** The one thing that the posting names: what was repaired, else where, else the order, else who was paid. */
const subjectOf = (spending: SpendingEntity): PostingSubject | null => {
  const { deviceLabel, unitId, buildingId, placeLabel, orderId, orderNumber } = spending;
  if (deviceLabel) return { kind: 'device', id: spending.id, label: deviceLabel };
  if (unitId && placeLabel) return { kind: 'unit', id: unitId, label: placeLabel };
  if (buildingId && placeLabel) return { kind: 'building', id: buildingId, label: placeLabel };
  return orderId && orderNumber ? { kind: 'order', id: orderId, label: orderNumber } : null;
};

/** Public, so that the report tells apart whose money it was and what the fund was used for: public-revenue, fund-out.lift */
export const purposeOf = ({ kind, category, fundedBy }: Pick<SpendingEntity, 'kind' | 'category' | 'fundedBy'>) => {
  if (kind === 'expense') return fundedBy === 'public-revenue' ? 'public-revenue' : null;
  return isOfFund(kind) ? `${kind}.${category}` : null;
};

/** What goes out is credited to the money's account, what comes in debited. `note`: whose money, or what for. */
export const postingsOf = (spending: SpendingEntity, note: string | null): PostingInput[] => {
  const comesIn = spending.kind === 'public-revenue' || spending.kind === 'fund-in';
  const amountFen = comesIn ? spending.amountFen : -spending.amountFen;
  return [
    {
      account: otherAccount(spending.kind, spending.category),
      amountFen: -amountFen,
      subject: subjectOf(spending),
      note,
      purpose: purposeOf(spending),
    },
    { account: moneyAccounts[spending.account], amountFen },
  ].sort((a, b) => b.amountFen - a.amountFen);
};

const company =
  /(公司|厂|店|院|中心|局|站|部|所|会|社|集团|行|馆|校|队|处|委|大学|银行|供电|水务|燃气|电力|超市|商行|工作室|个体户)$/;

/** A supplier that is a firm or an office is named; anybody else may be a person. */
export const isFirm = (supplier: string): boolean => company.test(supplier.replace(/[（(].*[)）]$/, ''));

/** Numbers of telephones, identity cards and bank cards in what staff typed. */
export const withoutNumbers = (text: string): string => text.replace(/\d[\d\s-]{5,}\d/g, '****');

/** 3栋2单元1102 -> 3栋2单元: what is left of a place when it must not point at one home. */
export const withoutDoor = (label: string): string => {
  const match = /^(.*(?:单元|栋|幢|座|号楼))/.exec(label);
  return match?.[1] ?? label.replace(/\d{3,}.*$/, '');
};
