import type { ImportCounts, ImportRowView, ImportView } from 'shared-types/ledgerImport';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import type { ImportRunEntity } from './import.entity.js';
import { countsOf, openSheets, presentRow } from './import.state.js';
import * as store from './import.store.js';

/** Imports as staff see them. */

const actionsOf = (run: ImportRunEntity, counts: ImportCounts): ImportView['actions'] => {
  if (run.status !== 'draft') return [];
  const ready = counts.create + counts.update + counts.same;
  return counts.doubtful === 0 && ready > 0 ? ['map', 'mend', 'apply', 'cancel'] : ['map', 'mend', 'cancel'];
};

const present = (deps: Deps, run: ImportRunEntity, counts: ImportCounts): ImportView => ({
  id: run.id,
  fileName: run.fileName,
  status: run.status,
  sheets: openSheets(deps, run),
  counts,
  createdAt: run.createdAt.toISOString(),
  createdBy: run.createdByName,
  appliedAt: run.appliedAt?.toISOString() ?? null,
  actions: actionsOf(run, counts),
});

const readCounts = async (deps: Deps, communityId: string, id: string): Promise<ImportCounts> =>
  countsOf(await store.countStates(deps.db.reader, communityId, [id]));

export const readImportView = async (deps: Deps, communityId: string, id: string): Promise<ImportView> => {
  const run = await store.findRun(deps.db.reader, communityId, id);
  if (!run) throw new AppError('import.not_found');
  return present(deps, run, await readCounts(deps, communityId, id));
};

interface Page {
  cursor?: string | undefined;
  limit: number;
}

export const listImportViews = async (
  deps: Deps,
  communityId: string,
  { cursor, limit }: Page,
): Promise<{ items: ImportView[]; nextCursor: string | null }> => {
  const [before = null] = decodeCursor(cursor, 1);
  const found = await store.listRuns(deps.db.reader, communityId, { before, limit: limit + 1 });
  const runs = found.slice(0, limit);
  const counts = await store.countStates(
    deps.db.reader,
    communityId,
    runs.map(({ id }) => id),
  );
  const last = found.length > limit ? runs.at(-1) : undefined;
  return {
    items: runs.map((run) => present(deps, run, countsOf(counts.filter(({ importId }) => importId === run.id)))),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};

export const listImportRowViews = async (
  deps: Deps,
  communityId: string,
  { id, state, change, cursor, limit }: Page & { id: string } & store.RowFilter,
): Promise<{ items: ImportRowView[]; nextCursor: string | null; total: number }> => {
  if (!(await store.findRun(deps.db.reader, communityId, id))) throw new AppError('import.not_found');
  const [sheet, row] = decodeCursor(cursor, 2).map((part) => {
    if (!/^\d{1,6}$/.test(part)) throw new AppError('request.invalid', { fields: { cursor: '' } });
    return Number(part);
  });
  const after: [number, number] | null = sheet === undefined || row === undefined ? null : [sheet, row];
  const filter = { state, change };
  const found = await store.listRows(deps.db.reader, communityId, id, filter, { after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((one) => presentRow(deps, one)),
    nextCursor: last ? encodeCursor(String(last.sheetIndex), String(last.rowNumber)) : null,
    total: await store.countRows(deps.db.reader, communityId, id, filter),
  };
};

export const readImportRow = async (
  deps: Deps,
  communityId: string,
  importId: string,
  rowId: string,
): Promise<{ row: ImportRowView; counts: ImportCounts }> => {
  const row = await store.findRow(deps.db.reader, communityId, importId, rowId);
  if (!row) throw new AppError('import.row_not_found');
  return { row: presentRow(deps, row), counts: await readCounts(deps, communityId, importId) };
};
