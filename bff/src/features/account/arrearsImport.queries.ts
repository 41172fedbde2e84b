import type { ArrearsImportRowView, ArrearsImportView } from 'shared-types/staffAccount';
import { AppError } from '../../kernel/appError.js';
import { arrearsTexts } from '../../locales/arrears.js';
import type { Deps } from '../../platform/deps.js';
import type { ImportRun } from '../../platform/sheetImport/importStore.js';
import { listImportRows, listRuns, type Page, presentRun } from '../../platform/sheetImport/importViews.js';
import type { ArrearsImportRowEntity } from './account.entity.js';
import { openRow } from './arrearsImport.plan.js';
import { imports, type StateSum, sumStates } from './arrearsImport.store.js';

/** Imports of opening balances as staff see them. */

const present = (run: ImportRun, sums: readonly StateSum[]): ArrearsImportView => {
  const of = (state: StateSum['state']) => sums.find((sum) => sum.importId === run.id && sum.state === state);
  const rowsOf = (state: StateSum['state']): number => of(state)?.rows ?? 0;
  const counts = { create: rowsOf('create'), same: rowsOf('same'), bad: rowsOf('bad'), skipped: rowsOf('skipped') };
  return {
    ...presentRun(run, counts.create + counts.same > 0),
    counts,
    arrearsFen: of('create')?.arrearsFen ?? 0,
    prepaidFen: of('create')?.prepaidFen ?? 0,
  };
};

export const readImportView = async (deps: Deps, communityId: string, id: string): Promise<ArrearsImportView> => {
  const run = await imports.find(deps.db.reader, communityId, id);
  if (!run) throw new AppError('arrears_import.not_found');
  return present(run, await sumStates(deps.db.reader, communityId, [id]));
};

export const listImportViews = async (
  deps: Deps,
  communityId: string,
  page: Page,
): Promise<{ items: ArrearsImportView[]; nextCursor: string | null }> => {
  const { items, nextCursor } = await listRuns(imports, deps.db.reader, communityId, page);
  const ids = items.map(({ id }) => id);
  const sums = await sumStates(deps.db.reader, communityId, ids);
  return { items: items.map((run) => present(run, sums)), nextCursor };
};

const presentRow = (deps: Deps, kept: ArrearsImportRowEntity): ArrearsImportRowView => {
  const row = openRow(deps, kept);
  const { fee, period, houseId, label, arrearsFen, prepaidFen } = row;
  const debt = fee && period && arrearsFen > 0 ? { fee: fee.name, period, fen: arrearsFen } : null;
  return {
    id: kept.id,
    sheetName: row.sheetName,
    rowNumber: row.rowNumber,
    state: kept.state,
    cells: row.cells,
    understood: houseId ? arrearsTexts.understood(label, debt, prepaidFen) : '',
    houseId,
    arrearsFen,
    prepaidFen,
    problems: row.problems,
  };
};

/** The rows of an import in the order of the table, with what is wrong with each. */
export const listRowViews = async (
  deps: Deps,
  communityId: string,
  page: Page & { id: string; state?: ArrearsImportRowView['state'] | undefined },
): Promise<{ items: ArrearsImportRowView[]; nextCursor: string | null }> => {
  const found = await listImportRows(imports, deps.db.reader, communityId, page);
  if (!found) throw new AppError('arrears_import.not_found');
  return { ...found, items: found.items.map((kept) => presentRow(deps, kept)) };
};
