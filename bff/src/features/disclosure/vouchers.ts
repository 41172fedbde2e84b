import type { ReportVoucher } from 'shared-types/disclosure';
import { toDay } from 'shared-types/time';
import { cursorWhole, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { spanOf } from '../../kernel/period.js';
import { disclosureTexts as t } from '../../locales/disclosure.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import {
  causeName,
  type EntryMovement,
  listMovements,
  numbersOfEntries,
  voucherNumber,
} from '../ledger/ledger.door.js';
import { type SpendingBrief, spendingOfPostings } from '../spending/spending.door.js';
import type { FinanceReportEntity } from './disclosure.entity.js';
import { placeOf, splitKey } from './report.rules.js';

/** What stands behind a figure: vouchers of spendings one by one, bills and payments as sums of a day. */
interface Behind {
  first: EntryMovement;
  amountFen: number;
  count: number;
}

const isSpending = (kind: string): boolean => kind === 'spending' || kind === 'spending-reversal';

const groupOf = (one: EntryMovement): string =>
  isSpending(one.kind) ? one.entryId : `${toDay(one.at)} ${one.kind} ${one.memo ?? ''} ${one.isReversal}`;

/** The latest day first. */
const grouped = (rows: readonly EntryMovement[], key: string): Behind[] => {
  const groups = new Map<string, Behind>();
  for (const row of rows) {
    const place = placeOf(row);
    if (place?.key !== key) continue;
    const id = groupOf(row);
    const group = groups.get(id) ?? { first: row, amountFen: 0, count: 0 };
    groups.set(id, { ...group, amountFen: group.amountFen + place.amountFen, count: group.count + 1 });
  }
  return [...groups.values()].sort(
    ({ first: a }, { first: b }) => toDay(b.at).localeCompare(toDay(a.at)) || b.number - a.number,
  );
};

const titleOf = ({ first, count }: Behind, spending: SpendingBrief | undefined): string => {
  const title = first.memo ?? causeName(first.kind);
  if (!spending) return t.many(title, count);
  const about = spending.deviceLabel ?? spending.placeLabel;
  return about && first.kind === 'spending' && !title.includes(about) ? `${about} ${title}` : title;
};

const present = (
  behind: Behind,
  spending: SpendingBrief | undefined,
  numbers: ReadonlyMap<string, number>,
): ReportVoucher => {
  const { first, amountFen, count } = behind;
  const reverses = numbers.get(first.reverses ?? '');
  return {
    entryId: first.entryId,
    number: count === 1 ? voucherNumber(first.number) : null,
    day: toDay(first.at),
    title: titleOf(behind, spending),
    amountFen,
    supplier: spending?.supplier ?? null,
    order: spending?.order ? t.order(spending.order.number) : null,
    files: (spending?.files ?? []).map(({ id, url, kind }) => ({ id, url, kind })),
    reverses: reverses === undefined || count > 1 ? null : voucherNumber(reverses),
  };
};

/** What was sealed when the report was published: nothing of it can change, so that a place in the list is a number. */
export const listVouchers = async (
  deps: Deps,
  reader: Reader,
  report: Pick<FinanceReportEntity, 'communityId' | 'period' | 'chainSeq'>,
  { account: key, cursor, limit }: { account: string; cursor?: string | undefined; limit: number },
): Promise<{ items: ReportVoucher[]; nextCursor: string | null }> => {
  const { communityId } = report;
  const [place] = decodeCursor(cursor, 1);
  const from = Math.max(0, cursorWhole(place ?? '0'));
  const { account, purpose } = splitKey(key);
  const span = { ...spanOf(report.period), afterSeq: 0, upToSeq: report.chainSeq };
  const all = grouped(await listMovements(reader, communityId, span, { prefixes: [account], purpose }), key);
  const shown = all.slice(from, from + limit);
  const [spendings, numbers] = await Promise.all([
    spendingOfPostings(
      deps,
      reader,
      communityId,
      shown.map(({ first }) => first.entryId),
    ),
    numbersOfEntries(
      reader,
      communityId,
      shown.flatMap(({ first }) => first.reverses ?? []),
    ),
  ]);
  return {
    items: shown.map((one) => present(one, spendings.get(one.first.entryId), numbers)),
    nextCursor: all.length > from + limit ? encodeCursor(String(from + limit)) : null,
  };
};
