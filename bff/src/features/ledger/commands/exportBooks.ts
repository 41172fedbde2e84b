import { toDay } from 'shared-types/time';
import type { FileAnswer } from '../../../http/route.js';
import { accountGroupNames, booksTexts, sheetTexts } from '../../../locales/books.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { type Cell, type Sheet, workbookType, writeWorkbook } from '../../../platform/sheet.js';
import { type EntryQuery, filterOf, readTrialBalance } from '../ledger.queries.js';
import { findNumbers, findPostings } from '../ledger.store.js';
import { listEntries } from '../lists.store.js';
import { byEntry } from '../seal.js';

/** Entries of one file. */
const mostEntries = 20_000;
/** Entries whose postings are read at once. */
const entriesAtOnce = 500;

const auditExport = (deps: Deps, call: Call<StaffActor>, subject: string): Promise<void> =>
  transaction(deps, { ...call, idempotency: null }, async (tx) => {
    const { communityId } = call.actor;
    const action = 'books.exported' as const;
    await audit(tx, deps.clock, call, { communityId, action, subjectKind: 'books', subjectId: null, subject });
  });

const fileOf = async (name: string, sheet: Sheet): Promise<FileAnswer> => ({
  bytes: await writeWorkbook([sheet]),
  contentType: workbookType,
  fileName: `${name}.xlsx`,
});

/** The trial balance of a period as a table. Audited. */
export const exportTrialBalance = async (
  deps: Deps,
  call: Call<StaffActor>,
  period: { from: string; to: string },
): Promise<FileAnswer> => {
  const { rows, debitFen, creditFen } = await readTrialBalance(deps.db.reader, call.actor.communityId, period);
  const name = sheetTexts.trialBalance(period.from, period.to);
  await auditExport(deps, call, name);
  const table: Cell[][] = rows.map((row) => [
    row.account,
    row.name,
    accountGroupNames[row.group],
    { fen: row.openingFen },
    { fen: row.debitFen },
    { fen: row.creditFen },
    { fen: row.closingFen },
  ]);
  table.push([sheetTexts.sum, '', '', '', { fen: debitFen }, { fen: creditFen }, '']);
  return fileOf(name, { name: sheetTexts.trialBalanceSheet, headings: sheetTexts.trialBalanceHeadings, rows: table });
};

const numberWords = (number: number | undefined): string =>
  number === undefined ? sheetTexts.unsealed : booksTexts.number(number);

/** Entries as a table, one row a posting, the latest first. Audited. */
export const exportEntries = async (deps: Deps, call: Call<StaffActor>, query: EntryQuery): Promise<FileAnswer> => {
  const { reader } = deps.db;
  const { communityId } = call.actor;
  const entries = await listEntries(reader, communityId, { ...filterOf(query), after: null, limit: mostEntries });
  const table: Cell[][] = [];
  for (let from = 0; from < entries.length; from += entriesAtOnce) {
    const part = entries.slice(from, from + entriesAtOnce);
    const ids = part.map(({ id }) => id);
    const numbers = await findNumbers(reader, communityId, ids);
    const postings = byEntry(await findPostings(reader, communityId, ids));
    for (const entry of part)
      for (const { account, amountFen, subjectLabel, note } of postings.get(entry.id) ?? [])
        table.push([
          numberWords(numbers.get(entry.id)),
          toDay(entry.at),
          booksTexts.cause(entry.causeKind),
          entry.memo,
          account,
          booksTexts.account(account),
          { fen: Math.max(amountFen, 0) },
          { fen: Math.max(-amountFen, 0) },
          [subjectLabel, note].filter((part) => part !== null).join('，'),
        ]);
  }
  await auditExport(deps, call, sheetTexts.entries(table.length));
  return fileOf(sheetTexts.entriesSheet, {
    name: sheetTexts.entriesSheet,
    headings: sheetTexts.entriesHeadings,
    rows: table,
  });
};
