import { type DisclosureSection, disclosureSections, type ReportCorrection } from 'shared-types/disclosure';
import { allocateEvenly, scale } from '../../kernel/money.js';
import type { EarlierReport, ReportFigures } from './report.model.js';

/*
 * The figures of a month from postings alone. `scripts/verify-report` derives them anew from the exported entries, without
 * these rules: whatever changes here changes there, and the version of the body with it.
 */

/** Postings of one account, purpose and kind of cause. Debit +, credit −. */
export interface Moved {
  account: string;
  purpose: string | null;
  kind: string;
  isReversal: boolean;
  amountFen: number;
  entries: number;
}

/** What one late entry moved in a month that was over before. */
export interface LateMoved extends Moved {
  period: string;
  /** 128 of 记-128 */
  number: number;
  /** 冲销 支-261123-7F3K：发票金额填错 */
  title: string;
}

/** Which figure a movement belongs to, and how it counts there: income, what came in and expenses grow with +. */
export interface Placed {
  section: DisclosureSection;
  /** 6602.lift, 3101:fund-out.repair: the key of the drill. */
  key: string;
  amountFen: number;
  /** What came in, or what was used; of public revenue and the fund. */
  flow: 'in' | 'out';
}

const isOpening = (kind: string): boolean => kind === 'opening' || kind.startsWith('opening-');

const publicPurpose = 'public-revenue';
const fundAccount = '3101';

/** A fund's credit is paid in and its debit used, unless it takes the opposite back. */
const flowOfFund = ({ purpose, amountFen, isReversal }: Moved): 'in' | 'out' => {
  if (purpose?.startsWith('fund-in')) return 'in';
  if (purpose?.startsWith('fund-out')) return 'out';
  return amountFen < 0 !== isReversal ? 'in' : 'out';
};

/** Null: it is no figure of the report: cash, receivables, what was there before the books began. */
export const placeOf = (moved: Moved): Placed | null => {
  const { account, purpose, amountFen, kind } = moved;
  const credit = amountFen === 0 ? 0 : -amountFen;
  const key = purpose === null ? account : `${account}:${purpose}`;
  if (isOpening(kind)) return account.startsWith('6') ? placeOfResult(account, purpose, key, credit) : null;
  if (account === fundAccount) return { section: 'maintenance-fund', key, amountFen: credit, flow: flowOfFund(moved) };
  return placeOfResult(account, purpose, key, credit);
};

const placeOfResult = (account: string, purpose: string | null, key: string, credit: number): Placed | null => {
  if (account.startsWith('6051')) return { section: 'public-revenue', key, amountFen: credit, flow: 'in' };
  if (/^6[0-5]/.test(account)) return { section: 'income', key, amountFen: credit, flow: 'in' };
  if (!/^6[6-9]/.test(account)) return null;
  return purpose === publicPurpose
    ? { section: 'public-revenue', key, amountFen: credit, flow: 'out' }
    : { section: 'expense', key, amountFen: credit === 0 ? 0 : -credit, flow: 'out' };
};

/** The account of a key, and its purpose: 3101:fund-out.repair */
export const splitKey = (key: string): { account: string; purpose: string | null } => {
  const at = key.indexOf(':');
  return at < 0 ? { account: key, purpose: null } : { account: key.slice(0, at), purpose: key.slice(at + 1) };
};

interface Sum {
  key: string;
  amountFen: number;
  entries: number;
}

const sumLines = (placed: readonly { place: Placed; entries: number }[]): Sum[] => {
  const sums = new Map<string, Sum>();
  for (const { place, entries } of placed) {
    const sum = sums.get(place.key) ?? { key: place.key, amountFen: 0, entries: 0 };
    sums.set(place.key, { ...sum, amountFen: sum.amountFen + place.amountFen, entries: sum.entries + entries });
  }
  // The largest first; of equal ones the order of the chart.
  return [...sums.values()].sort((a, b) => b.amountFen - a.amountFen || (a.key < b.key ? -1 : 1));
};

/** Shares by size in basis points, by largest remainder: they sum to 10,000, or are all zero where nothing moved. */
export const sharesOf = (amounts: readonly number[]): number[] =>
  amounts.every((amount) => amount === 0) ? amounts.map(() => 0) : allocateEvenly(10_000, amounts.map(Math.abs));

const total = (lines: readonly { amountFen: number }[]): number =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Sum of what flows one way, counted with +. */
const flowing = (placed: readonly { place: Placed }[], section: DisclosureSection, flow: 'in' | 'out'): number =>
  total(placed.flatMap(({ place }) => (place.section === section && place.flow === flow ? [place] : []))) *
    (flow === 'in' ? 1 : -1) || 0;

const charges: readonly string[] = ['bill-run', 'bill-made', 'bill-void', 'late-fee', 'late-waived'];

/** What became due in the month, and what came in of all that was due: discounts and bad debts are no money that came in. */
export const collectionOf = (moved: readonly Moved[]): ReportFigures['collection'] => {
  const due = moved.filter(({ kind }) => !isOpening(kind));
  const billedFen = total(due.filter(({ account, kind }) => account.startsWith('1122') && charges.includes(kind)));
  const collectedFen =
    -total(due.filter(({ account, kind }) => /^(1122|6701|6702)/.test(account) && !charges.includes(kind))) || 0;
  return { billedFen, collectedFen, rateBp: billedFen > 0 ? scale(collectedFen, 10_000, billedFen) : 0 };
};

const lineIn = (report: Pick<EarlierReport, 'sections'> | undefined, section: DisclosureSection, key: string): number =>
  report?.sections.find((one) => one.section === section)?.lines.find(({ account }) => account === key)?.amountFen ?? 0;

/** 记-1204 冲销 支-261123-7F3K：发票金额填错 */
export type WordsOf = (vouchers: readonly { number: number; title: string }[]) => string;

/**
 * What late entries change of months that were published before. The old report stands; here is what it said, or what an
 * earlier correction of it said, and what the books say now.
 */
export const correctionsOf = (
  late: readonly LateMoved[],
  earlier: readonly EarlierReport[],
  names: Names,
): ReportCorrection[] => {
  const changes = new Map<string, { place: Placed; period: string; amountFen: number; vouchers: LateMoved[] }>();
  for (const moved of late) {
    const place = placeOf(moved);
    if (!place) continue;
    const id = `${moved.period} ${place.section} ${place.key}`;
    const change = changes.get(id) ?? { place, period: moved.period, amountFen: 0, vouchers: [] };
    const vouchers = change.vouchers.some(({ number }) => number === moved.number)
      ? change.vouchers
      : [...change.vouchers, moved];
    changes.set(id, { ...change, amountFen: change.amountFen + place.amountFen, vouchers });
  }
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { place, period, amountFen, vouchers }]) => {
      const { section, key } = place;
      const publishedFen = lineIn(
        earlier.find((report) => report.period === period),
        section,
        key,
      );
      const corrected = earlier.flatMap(({ corrections }) => corrections);
      const last = corrected.findLast((one) => one.period === period && one.account === key);
      const nowFen = (last?.nowFen ?? publishedFen) + amountFen;
      return {
        period,
        account: key,
        name: names.line(section, key),
        publishedFen,
        nowFen,
        words: names.words(vouchers),
      };
    });
};

export interface Names {
  section(section: DisclosureSection): string;
  line(section: DisclosureSection, key: string): string;
  words: WordsOf;
}

export interface MonthFacts {
  period: string;
  /** Of the month. */
  moved: readonly Moved[];
  entries: number;
  /** Of days before the month, sealed after the report before; of all days before where there is no such report. */
  before: readonly Moved[];
  /** The same as single entries; empty where there is no report before. */
  late: readonly LateMoved[];
  /** Every report before, the oldest first. */
  earlier: readonly EarlierReport[];
}

const mostMonths = 12;

const placedOf = (moved: readonly Moved[]): { place: Placed; entries: number }[] =>
  moved.flatMap((one) => {
    const place = placeOf(one);
    return place ? [{ place, entries: one.entries }] : [];
  });

/** What the fund held before the books began, whenever that was entered. */
const fundOpening = (moved: readonly Moved[]): number =>
  -total(moved.filter(({ account, kind }) => account === fundAccount && isOpening(kind))) || 0;

/** The figures of a month. The same facts give the same figures, to the order of their lines. */
export const figuresOf = (facts: MonthFacts, names: Names): ReportFigures => {
  const { period, moved, before, earlier } = facts;
  const [placed, placedBefore] = [placedOf(moved), placedOf(before)];
  const last = earlier.at(-1);
  const sections = disclosureSections.map((section) => {
    const sums = sumLines(placed.filter(({ place }) => place.section === section));
    const shares = sharesOf(sums.map(({ amountFen }) => amountFen));
    const lines = sums.map(({ key, amountFen, entries }, index) => ({
      account: key,
      name: names.line(section, key),
      amountFen,
      shareBp: shares[index] ?? 0,
      entries,
      beforeFen: last ? lineIn(last, section, key) : null,
    }));
    return { section, name: names.section(section), totalFen: total(lines), lines };
  });
  const balance = (section: 'maintenance-fund' | 'public-revenue', opening: number) => {
    const [inFen, out] = [flowing(placed, section, 'in'), flowing(placed, section, 'out')];
    const openingFen = opening + flowing(placedBefore, section, 'in') - flowing(placedBefore, section, 'out');
    return { openingFen, inFen, out, closingFen: openingFen + inFen - out };
  };
  const fund = balance('maintenance-fund', (last?.fund.closingFen ?? 0) + fundOpening(before) + fundOpening(moved));
  const revenue = balance('public-revenue', last?.publicRevenue.closingFen ?? 0);
  const totalOf = (section: DisclosureSection): number =>
    sections.find((one) => one.section === section)?.totalFen ?? 0;
  const [incomeFen, expenseFen] = [totalOf('income'), totalOf('expense')];
  const totals = { incomeFen, expenseFen, surplusFen: incomeFen - expenseFen };
  const months = earlier.slice(1 - mostMonths).map((report) => ({
    period: report.period,
    incomeFen: report.incomeFen,
    expenseFen: report.expenseFen,
    surplusFen: report.surplusFen,
  }));
  return {
    period,
    ...totals,
    entries: facts.entries,
    sections,
    fund: { openingFen: fund.openingFen, inFen: fund.inFen, outFen: fund.out, closingFen: fund.closingFen },
    publicRevenue: {
      openingFen: revenue.openingFen,
      inFen: revenue.inFen,
      usedFen: revenue.out,
      closingFen: revenue.closingFen,
    },
    collection: collectionOf(moved),
    months: [...months, { period, ...totals }],
    corrections: correctionsOf(facts.late, earlier, names),
  };
};
