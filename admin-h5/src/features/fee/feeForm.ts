import type { FeeKind, feeIcons } from 'shared-types/billing';
import type { BodyOf } from 'shared-types/contract';
import type { changeFee, FeeDiscount, FeeRule, FeeView } from 'shared-types/fee';
import { parseYuan, plainYuan } from 'shared-types/money';
import type { MeterKind } from 'shared-types/reading';
import { parseDecimal, plainDecimal } from '../../lib/decimal';
import type { t } from '../../locales/zh-CN/fee';

export type FeeFields = BodyOf<typeof changeFee>;
export type How = FeeRule['kind'];
export type Bad = keyof typeof t.bad;

interface TierForm {
  upTo: string;
  price: string;
}

export interface DiscountForm {
  name: string;
  off: string;
  occupancies: FeeDiscount['occupancies'];
  vacantDays: string;
  usages: string;
  houseIds: string[];
}

/** A fee as it is typed: every number is a text; fields of other ways of reckoning keep what stood in them. */
export interface FeeForm {
  name: string;
  kind: FeeKind;
  icon: (typeof feeIcons)[number];
  how: How;
  price: string;
  month: string;
  owned: string;
  leased: string;
  usual: string;
  everyMonths: 1 | 3 | 6 | 12;
  firstMonth: number;
  meter: MeterKind;
  /** The last one has no upper end. */
  tiers: TierForm[];
  by: 'area' | 'house';
  level: 'community' | 'building';
  restToOne: boolean;
  restTo: string | null;
  buildingIds: string[];
  houseKinds: FeeFields['scope']['houseKinds'];
  usages: string;
  discounts: DiscountForm[];
  late: { perDay: string; cap: string; grace: string } | null;
  validFrom: string;
  validTo: string;
}

const priceDigits = 4;
const useDigits = 3;
const percentDigits = 2;

/** The picture that a kind has by itself. */
const iconsOf: Record<FeeKind, (typeof feeIcons)[number]> = {
  property: 'home',
  water: 'water',
  power: 'power',
  gas: 'gas',
  parking: 'parking',
  'shared-water': 'shared',
  'shared-power': 'shared',
  'one-off': 'other',
};

/** Ways of reckoning that make sense for a kind, the usual one first. */
const howsOf: Record<FeeKind, readonly How[]> = {
  property: ['area', 'per-house'],
  water: ['metered', 'per-house', 'pool'],
  power: ['metered', 'per-house', 'pool'],
  gas: ['metered', 'per-house'],
  parking: ['parking', 'per-house'],
  'shared-water': ['pool', 'area', 'per-house'],
  'shared-power': ['pool', 'area', 'per-house'],
  'one-off': ['one-off'],
};

/** What may be chosen; what stands there stays choosable. */
export const waysOf = (form: Pick<FeeForm, 'kind' | 'how'>): How[] => [...new Set([...howsOf[form.kind], form.how])];

/** Another kind brings its own picture, meter and usual way. */
export const withKind = (form: FeeForm, kind: FeeKind): FeeForm => ({
  ...form,
  kind,
  icon: iconsOf[kind],
  how: howsOf[kind].includes(form.how) ? form.how : (howsOf[kind][0] ?? 'area'),
  meter: kind === 'power' || kind === 'gas' ? kind : 'water',
});

export const newDiscount = (): DiscountForm => ({
  name: '',
  off: '',
  occupancies: [],
  vacantDays: '',
  usages: '',
  houseIds: [],
});

export const newForm = (month: string): FeeForm => ({
  name: '',
  kind: 'property',
  icon: 'home',
  how: 'area',
  price: '',
  month: '',
  owned: '',
  leased: '',
  usual: '',
  everyMonths: 1,
  firstMonth: 1,
  meter: 'water',
  tiers: [{ upTo: '', price: '' }],
  by: 'area',
  level: 'community',
  restToOne: false,
  restTo: null,
  buildingIds: [],
  houseKinds: [],
  usages: '',
  discounts: [],
  late: null,
  validFrom: month,
  validTo: '',
});

const words = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、\s]+/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

const ruleForm = (rule: FeeRule): Partial<FeeForm> => {
  const cycle = 'everyMonths' in rule ? { everyMonths: rule.everyMonths, firstMonth: rule.firstMonth } : {};
  switch (rule.kind) {
    case 'area':
      return { ...cycle, price: plainDecimal(rule.price, priceDigits) };
    case 'per-house':
      return { ...cycle, month: plainYuan(rule.monthFen) };
    case 'metered':
      return {
        meter: rule.meter,
        tiers: rule.tiers.map(({ upTo, price }) => ({
          upTo: upTo === null ? '' : plainDecimal(upTo, useDigits),
          price: plainDecimal(price, priceDigits),
        })),
      };
    case 'pool':
      return { by: rule.by, level: rule.level, restToOne: rule.restTo !== null, restTo: rule.restTo };
    case 'parking':
      return { ...cycle, owned: plainYuan(rule.ownedFen), leased: plainYuan(rule.leasedFen) };
    case 'one-off':
      return { usual: rule.usualFen === null ? '' : plainYuan(rule.usualFen) };
  }
};

export const toForm = (fee: FeeView): FeeForm => ({
  ...newForm(fee.validFrom),
  name: fee.name,
  kind: fee.kind,
  icon: fee.icon,
  how: fee.rule.kind,
  ...ruleForm(fee.rule),
  buildingIds: fee.scope.buildingIds,
  houseKinds: fee.scope.houseKinds,
  usages: fee.scope.usages.join('，'),
  discounts: fee.discounts.map((one) => ({
    name: one.name,
    off: plainDecimal(one.offBp, percentDigits),
    occupancies: one.occupancies,
    vacantDays: one.vacantDays === null ? '' : String(one.vacantDays),
    usages: one.usages.join('，'),
    houseIds: one.houseIds,
  })),
  late: fee.late && {
    perDay: plainDecimal(fee.late.bpPerDay, percentDigits),
    cap: plainDecimal(fee.late.capBp, percentDigits),
    grace: String(fee.late.graceDays),
  },
  validTo: fee.validTo ?? '',
});

type Faults = Record<string, Bad>;

/** Keeps what is wrong by field and goes on with a number, so that all faults are told at once. */
const takerOf =
  (bad: Faults) =>
  (field: string, value: number | null, word: Bad, least = 0, most = Number.POSITIVE_INFINITY): number => {
    if (value !== null && value >= least && value <= most) return value;
    bad[field] = word;
    return least;
  };
type Take = ReturnType<typeof takerOf>;

const tiersOf = (form: FeeForm, take: Take): { upTo: number | null; price: number }[] => {
  let before = 0;
  return form.tiers.map((tier, i) => {
    const price = take(`tiers.${i}.price`, parseDecimal(tier.price, priceDigits), 'price');
    if (i === form.tiers.length - 1) return { upTo: null, price };
    const upTo = take(`tiers.${i}.upTo`, parseDecimal(tier.upTo, useDigits), 'use', before + 1);
    before = upTo;
    return { upTo, price };
  });
};

const ruleOf = (form: FeeForm, take: Take): FeeRule => {
  const { how, everyMonths, firstMonth } = form;
  const cycle = { everyMonths, firstMonth: everyMonths === 1 ? 1 : firstMonth };
  switch (how) {
    case 'area':
      return { kind: how, price: take('price', parseDecimal(form.price, priceDigits), 'price', 1), ...cycle };
    case 'per-house':
      return { kind: how, monthFen: take('month', parseYuan(form.month), 'yuan', 1), ...cycle };
    case 'metered':
      return { kind: how, meter: form.meter, tiers: tiersOf(form, take) };
    case 'pool':
      if (form.restToOne && form.restTo === null) take('restTo', null, 'needed');
      return { kind: how, by: form.by, level: form.level, restTo: form.restToOne ? form.restTo : null };
    case 'parking':
      return {
        kind: how,
        ownedFen: take('owned', parseYuan(form.owned), 'yuan'),
        leasedFen: take('leased', parseYuan(form.leased), 'yuan'),
        ...cycle,
      };
    case 'one-off':
      return { kind: how, usualFen: form.usual.trim() ? take('usual', parseYuan(form.usual), 'yuan', 1) : null };
  }
};

const discountOf = (form: DiscountForm, at: string, take: Take): FeeDiscount => {
  const usages = words(form.usages);
  const vacantDays = form.vacantDays.trim()
    ? take(`${at}.vacantDays`, parseDecimal(form.vacantDays, 0), 'whole', 0, 3650)
    : null;
  if (!form.name.trim()) take(`${at}.name`, null, 'needed');
  if (form.occupancies.length + usages.length + form.houseIds.length === 0 && vacantDays === null)
    take(`${at}.condition`, null, 'condition');
  return {
    name: form.name.trim(),
    offBp: take(`${at}.off`, parseDecimal(form.off, percentDigits), 'percent', 1, 10_000),
    occupancies: form.occupancies,
    vacantDays,
    usages,
    houseIds: form.houseIds,
  };
};

/** The fee that was typed, or what is wrong by field (discounts.0.off). */
export const fromForm = (form: FeeForm): { fee: FeeFields | null; bad: Faults } => {
  const bad: Faults = {};
  const take = takerOf(bad);
  const isMonth = (text: string) => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);
  if (!form.name.trim()) bad.name = 'needed';
  if (!isMonth(form.validFrom)) bad.validFrom = 'month';
  if (form.validTo && !isMonth(form.validTo)) bad.validTo = 'month';
  else if (form.validTo && form.validTo < form.validFrom) bad.validTo = 'order';
  const { late } = form;
  const fee: FeeFields = {
    name: form.name.trim(),
    kind: form.kind,
    icon: form.icon,
    rule: ruleOf(form, take),
    scope: { buildingIds: form.buildingIds, houseKinds: form.houseKinds, usages: words(form.usages) },
    discounts: form.discounts.map((one, i) => discountOf(one, `discounts.${i}`, take)),
    late: late && {
      bpPerDay: take('late.perDay', parseDecimal(late.perDay, percentDigits), 'perDay', 1, 100),
      capBp: take('late.cap', parseDecimal(late.cap, percentDigits), 'percent', 0, 10_000),
      graceDays: take('late.grace', parseDecimal(late.grace, 0), 'days', 0, 365),
    },
    validFrom: form.validFrom,
    validTo: form.validTo || null,
  };
  return { fee: Object.keys(bad).length === 0 ? fee : null, bad };
};
