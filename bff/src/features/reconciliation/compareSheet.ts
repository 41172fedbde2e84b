import { atWall } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { reconciliationTexts } from '../../locales/reconciliation.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { postEntry } from '../ledger/ledger.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { compareDay, type Finding, type Theirs } from './compare.rules.js';
import { clearingAccount } from './keepStatement.js';
import { type OursKnown, readOurs } from './ours.js';
import type {
  DifferenceEntity,
  ReconciliationEntity,
  StatementChannel,
  StatementRowEntity,
} from './reconciliation.entity.js';
import {
  findDifferences,
  findOpenOf,
  findRowsByKeys,
  findRowsOfDay,
  insertDifferences,
  openSheet,
  saveDifference,
  saveRow,
  saveSheet,
  sumFees,
} from './reconciliation.store.js';
import { blankSheet, remindLater } from './sheet.js';

const dayMs = 86_400_000;

/** 2026-11-22 and 2 -> 2026-11-24 */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

type Where = { communityId: string; channel: StatementChannel; day: string };
type Differing = Exclude<Finding, { kind: 'match' }>;

const blankDecision = {
  receipt: null,
  askedAt: null,
  waitNote: null,
  waitedByName: null,
  decision: null,
  decisionReason: null,
  decidedByName: null,
  decidedAt: null,
} as const;

const differenceOf = (
  { communityId, channel, day }: Where,
  sheetId: string,
  finding: Differing,
  row: StatementRowEntity | undefined,
  ours: OursKnown | undefined,
  waitUntil: Date,
): DifferenceEntity => ({
  ...blankDecision,
  communityId,
  id: deterministicId('difference', communityId, channel, finding.rowKey),
  reconciliationId: sheetId,
  channel,
  day,
  kind: finding.kind,
  reason: finding.reason,
  what: row?.what ?? ours?.what ?? 'payment',
  number: row?.number ?? ours?.number ?? '',
  orderNumber: row?.orderNumber ?? ours?.orderNumber ?? '',
  at: row?.at ?? ours?.at ?? waitUntil,
  oursFen: finding.oursFen,
  theirsFen: row?.state === 'moved' ? row.amountFen : null,
  paymentId: ours?.paymentId ?? null,
  refundId: ours?.refundId ?? null,
  houseId: ours?.houseId ?? null,
  title: ours?.title ?? null,
  waitUntil: finding.kind === 'only-ours' ? waitUntil : null,
});

/** The channel's fee of the day is booked from its own statement; what is booked already is not booked again. */
const bookFees = async (tx: Tx, deps: Deps, where: Where, sheet: ReconciliationEntity): Promise<number> => {
  const { communityId, channel, day } = where;
  const totalFen = await sumFees(tx, communityId, channel, day);
  const amountFen = totalFen - sheet.feeFen;
  if (amountFen === 0) return totalFen;
  await postEntry(tx, deps.clock, {
    communityId,
    // A statement that grew when it was read again: only what is new is booked.
    cause: { kind: 'channel-fee', id: sheet.feeFen === 0 ? `${channel}:${day}` : `${channel}:${day}:${totalFen}` },
    at: atWall(day, 23, 59),
    memo: reconciliationTexts.feeMemo(channel, day),
    open: { memo: reconciliationTexts.feeMemo(channel, day) },
    postings: [
      { account: '6603.channel-fee', amountFen },
      { account: clearingAccount(channel), amountFen: -amountFen },
    ],
  });
  return totalFen;
};

/** What agrees is marked, here and in the open differences of other days that were waiting for it. */
const writeMatches = async (
  tx: Tx,
  deps: Deps,
  where: Where,
  findings: readonly Finding[],
  known: ReadonlyMap<string, OursKnown>,
): Promise<void> => {
  const { communityId, channel } = where;
  const matched = new Set<string>();
  for (const finding of findings) {
    if (finding.kind !== 'match') continue;
    const ours = known.get(finding.rowKey);
    matched.add(finding.rowKey);
    await saveRow(
      tx,
      { communityId, channel, rowKey: finding.rowKey },
      {
        matchedId: finding.oursId,
        oursFen: finding.oursFen,
        houseId: ours?.houseId ?? null,
        title: ours?.title ?? null,
      },
    );
  }
  const ids = new Set([...matched].map((rowKey) => deterministicId('difference', communityId, channel, rowKey)));
  for (const difference of await findOpenOf(tx, communityId, channel))
    if (ids.has(difference.id))
      await saveDifference(tx, difference, { decision: 'matched', decidedAt: deps.clock.now() });
};

const isEmpty = (rows: readonly unknown[], ofDay: readonly unknown[]): boolean => rows.length + ofDay.length === 0;

/**
 * Compares a stored statement with our books and keeps what is found; returns what to write, in one transaction. Doing
 * it again finds the same, and sees what has come right meanwhile. A closed day is left as it is.
 */
export const compareSheet = async (deps: Deps, where: Where): Promise<(tx: Tx) => Promise<void>> => {
  const { reader } = deps.db;
  const { communityId, channel, day } = where;
  const rows = await findRowsOfDay(reader, communityId, channel, day);
  const { known, ofDay } = await readOurs(reader, where, rows, (refund) => reconciliationTexts.refundOf(refund.reason));
  const seen = await findRowsByKeys(
    reader,
    channel,
    ofDay.map(({ rowKey }) => rowKey),
  );
  const theirs: Theirs[] = rows.filter(({ matchedId }) => matchedId === null);
  const dayEnd = atWall(day, 24);
  const findings = compareDay({ theirs, known, ofDay, seen: new Set(seen.map(({ rowKey }) => rowKey)), dayEnd });
  const policy = (await readMoneyPolicy(reader, communityId)).reconciliation;
  const waitUntil = atWall(dayAfter(day, 2), policy.fetchHour, 15);
  return async (tx) => {
    const sheet = await openSheet(tx, blankSheet(where));
    if (sheet.state === 'closed') return;
    await writeMatches(tx, deps, where, findings, known);
    const before = new Map((await findDifferences(tx, communityId, sheet.id)).map((one) => [one.id, one]));
    const byKey = new Map(rows.map((row) => [row.rowKey, row]));
    const differing = findings
      .filter((finding): finding is Differing => finding.kind !== 'match')
      .map((one) => differenceOf(where, sheet.id, one, byKey.get(one.rowKey), known.get(one.rowKey), waitUntil));
    await insertDifferences(
      tx,
      differing.filter(({ id }) => !before.has(id)),
    );
    const now = deps.clock.now();
    const feeFen = await bookFees(tx, deps, where, sheet);
    const nothing = isEmpty(rows, ofDay) && before.size === 0;
    await saveSheet(tx, sheet, {
      // A day on which nothing happened needs nobody to look at it.
      ...(nothing ? { state: 'closed', closedAt: now } : { state: 'open' }),
      fetchedAt: sheet.fetchedAt ?? now,
      comparedAt: now,
      feeFen,
    });
    if (!nothing) await remindLater(tx, deps, sheet, policy.remindHours);
  };
};
