import type { BodyOf } from 'shared-types/contract';
import type { ImportSheet, mapImport as mapContract, mendImportRow as mendContract } from 'shared-types/ledgerImport';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { ledgerTexts } from '../../../locales/ledger.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, Cause, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { guessSheet, remapSheet } from '../columns.rules.js';
import { lockCommunity } from '../community.store.js';
import type { GridSheet } from '../grid.rules.js';
import { writeLedger } from '../import.apply.js';
import { ImportRowEntity, type ImportRunEntity } from '../import.entity.js';
import { planImport } from '../import.plan.js';
import type { RawRow } from '../import.rules.js';
import { isAsKept, openRow, openSheets, readKnownLedger, sealRow, sealSheets } from '../import.state.js';
import * as store from '../import.store.js';
import { readSheets } from '../readSheet.js';
import { cut } from '../text.rules.js';

/** Who imports: staff in a call, or the machine that sets a community up. */
export interface Importer {
  call: Call<StaffActor> | Cause;
  communityId: string;
  name: string;
}

export const staffImporter = (call: Call<StaffActor>): Importer => ({
  call,
  communityId: call.actor.communityId,
  name: call.actor.name,
});

interface Ref {
  id: string;
}

/** Keeps the file, guesses its columns and understands its rows. The ledger stays as it is. */
export const startImport = async (
  deps: Deps,
  { call, communityId, name }: Importer,
  file: { fileName: string; bytes: Buffer },
): Promise<Ref> => {
  const grids = unwrap(await readSheets(file.bytes, file.fileName));
  const sheets = grids.map((grid): ImportSheet => {
    const sheet = guessSheet(grid);
    return grid.hidden ? { ...sheet, name: ledgerTexts.hiddenSheet(sheet.name) } : sheet;
  });
  const rows = grids.flatMap(rawRows);
  const at = deps.clock.now();
  const id = newId(deps.clock.realNow());
  const isWorkbook = file.bytes.subarray(0, 2).toString('latin1') === 'PK';
  const fileKey = `imports/${id}.${isWorkbook ? 'xlsx' : 'csv'}`;
  await deps.storage.put(fileKey, file.bytes, isWorkbook ? workbookType : 'text/csv');
  const planned = planImport(sheets, rows, await readKnownLedger(deps, deps.db.reader, communityId));
  const kept = planned.flatMap((plan, n) => {
    const row = rows[n];
    return row ? [sealRow(deps, { communityId, id: newId(at), importId: id }, row, plan)] : [];
  });
  return transaction(deps, call, async (tx) => {
    await store.insertRun(tx, {
      communityId,
      id,
      fileName: cut(file.fileName, 120),
      status: 'draft',
      sheets: sealSheets(deps, sheets),
      fileKey,
      createdByName: cut(name, 30),
      createdAt: at,
      appliedAt: null,
    });
    await store.insertMany(tx, ImportRowEntity, kept);
    await record(tx, deps, { call, communityId }, 'import.started', id, file.fileName);
    return { id };
  });
};

const longestGap = 20;

/** Rows as they are kept; staff see a few empty rows between others as such, so that the counting is whole. */
const rawRows = ({ index: sheetIndex, rows }: GridSheet): RawRow[] => {
  const raw = (rowNumber: number, cells: string[]): RawRow => ({
    sheetIndex,
    rowNumber,
    cells,
    mended: {},
    excluded: false,
    accepted: false,
  });
  return rows.flatMap(({ rowNumber, cells }, n) => {
    const gap = rowNumber - (rows[n - 1]?.rowNumber ?? 0) - 1;
    const empty = Array.from({ length: gap > longestGap ? 0 : gap }, (_, k) => raw(rowNumber - gap + k, []));
    return [...empty, raw(rowNumber, cells)];
  });
};

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const record = (
  tx: Tx,
  deps: Deps,
  { call, communityId }: Pick<Importer, 'call' | 'communityId'>,
  action: 'import.started' | 'import.applied' | 'import.cancelled',
  id: string,
  subject: string,
): Promise<void> => audit(tx, deps.clock, call, { communityId, action, subjectKind: 'import', subjectId: id, subject });

/** Locks an import that is still open, and hands it to `fn`. */
const onDraft = <T>(
  deps: Deps,
  importer: Importer,
  id: string,
  fn: (tx: Tx, run: ImportRunEntity) => Promise<T>,
): Promise<T> =>
  transaction(deps, importer.call, async (tx) => {
    const run = await store.lockRun(tx, importer.communityId, id);
    if (!run) throw new AppError('import.not_found');
    if (run.status !== 'draft') throw new AppError('import.closed');
    return fn(tx, run);
  });

/** Understands every row again, each after `change`, and keeps what is different now. */
const rethink = async (
  deps: Deps,
  tx: Tx,
  run: ImportRunEntity,
  sheets: ImportSheet[],
  change: (row: RawRow, kept: ImportRowEntity) => RawRow,
  known = readKnownLedger(deps, tx, run.communityId),
): Promise<void> => {
  const kept = await store.findRows(tx, run.communityId, run.id);
  const before = kept.map((row) => openRow(deps, row));
  const rows = before.map((row, n) => change(row, kept[n] as ImportRowEntity));
  const planned = planImport(sheets, rows, await known);
  const different = kept.flatMap((row, n) => {
    const [raw, plan] = [rows[n], planned[n]];
    if (!raw || !plan || (raw === before[n] && isAsKept(deps, row, raw, plan))) return [];
    const { communityId, id, importId } = row;
    return [sealRow(deps, { communityId, id, importId }, raw, plan)];
  });
  await store.replaceRows(tx, run.communityId, different);
};

type Mapping = BodyOf<typeof mapContract>;

const remap = (sheet: ImportSheet, mapped: Mapping['sheets'][number] | undefined, rows: RawRow[]): ImportSheet => {
  if (!mapped) return sheet;
  const grid = rows.filter(({ sheetIndex, cells }) => sheetIndex === sheet.index && cells.some((cell) => cell !== ''));
  return remapSheet({ index: sheet.index, name: sheet.name, hidden: false, rows: grid }, mapped);
};

/** Other meanings of columns; every row is understood again, what staff mended stays. */
export const mapImport = (deps: Deps, importer: Importer, input: Ref & Mapping): Promise<Ref> =>
  onDraft(deps, importer, input.id, async (tx, run) => {
    const sheets = openSheets(deps, run);
    if (input.sheets.some(({ index }) => !sheets.some((sheet) => sheet.index === index)))
      throw new AppError('request.invalid', { fields: { sheets: ledgerTexts.noSheet } });
    const kept = (await store.findRows(tx, run.communityId, run.id)).map((row) => openRow(deps, row));
    const mapped = sheets.map((sheet) =>
      remap(
        sheet,
        input.sheets.find(({ index }) => index === sheet.index),
        kept,
      ),
    );
    await store.saveRun(tx, { ...run, sheets: sealSheets(deps, mapped) });
    await rethink(deps, tx, run, mapped, (row) => row);
    return { id: run.id };
  });

type Mend = BodyOf<typeof mendContract>;

const mend = (row: RawRow, { values, excluded, accepted }: Mend): RawRow => ({
  ...row,
  mended: { ...row.mended, ...(values ?? {}) },
  excluded: excluded ?? row.excluded,
  // What was accepted was the row as it stood then.
  accepted: accepted ?? (values ? false : row.accepted),
});

/** One row mended, accepted or set aside; its doubles are looked at again with it. */
export const mendImportRow = (deps: Deps, importer: Importer, input: Ref & { rowId: string } & Mend): Promise<Ref> =>
  onDraft(deps, importer, input.id, async (tx, run) => {
    const row = await store.findRow(tx, run.communityId, run.id, input.rowId);
    if (!row) throw new AppError('import.row_not_found');
    await rethink(deps, tx, run, openSheets(deps, run), (raw, kept) =>
      kept.id === input.rowId ? mend(raw, input) : raw,
    );
    return { id: row.id };
  });

/** Many rows at once; `decide` says what becomes of a row, undefined leaves it. */
export const mendImportRows = (
  deps: Deps,
  importer: Importer,
  id: string,
  decide: (row: RawRow, kept: ImportRowEntity) => Mend | undefined,
): Promise<Ref> =>
  onDraft(deps, importer, id, async (tx, run) => {
    await rethink(deps, tx, run, openSheets(deps, run), (raw, kept) => {
      const decided = decide(raw, kept);
      return decided ? mend(raw, decided) : raw;
    });
    return { id: run.id };
  });

export const excludeDoubtfulRows = (deps: Deps, importer: Importer, { id }: Ref): Promise<Ref> =>
  mendImportRows(deps, importer, id, (_, kept) => (kept.state === 'doubtful' ? { excluded: true } : undefined));

/** The whole import or none of it. */
export const applyImport = (deps: Deps, importer: Importer, { id }: Ref): Promise<Ref> =>
  onDraft(deps, importer, id, async (tx, run) => {
    const { communityId } = run;
    await lockCommunity(tx, communityId);
    const kept = await store.findRows(tx, communityId, run.id);
    if (kept.some(({ state }) => state === 'doubtful')) throw new AppError('import.doubtful_left');
    if (!kept.some(({ state }) => state === 'ready')) throw new AppError('import.nothing_to_do');
    const known = await readKnownLedger(deps, tx, communityId);
    const planned = planImport(
      openSheets(deps, run),
      kept.map((row) => openRow(deps, row)),
      known,
    );
    // The ledger may have changed since the rows were looked at; what staff saw as ready counts against it as it is now.
    const entries = planned.flatMap(({ entry, change }, n) =>
      entry && kept[n]?.state === 'ready' && (change === 'create' || change === 'update') ? [entry] : [],
    );
    const at = deps.clock.now();
    await writeLedger(
      { deps, tx, communityId, at },
      known,
      entries.flatMap((entry) => (entry.kind === 'house' ? [entry] : [])),
      entries.flatMap((entry) => (entry.kind === 'space' ? [entry] : [])),
    );
    await store.saveRun(tx, { ...run, status: 'applied', appliedAt: at });
    await record(tx, deps, importer, 'import.applied', run.id, run.fileName);
    return { id: run.id };
  });

export const cancelImport = (deps: Deps, importer: Importer, { id }: Ref): Promise<Ref> =>
  onDraft(deps, importer, id, async (tx, run) => {
    await store.saveRun(tx, { ...run, status: 'cancelled' });
    await record(tx, deps, importer, 'import.cancelled', run.id, run.fileName);
    return { id: run.id };
  });
