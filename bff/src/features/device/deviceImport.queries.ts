import type { DeviceImportRowView, DeviceImportView } from 'shared-types/deviceImport';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import type { ImportRun } from '../../platform/sheetImport/importStore.js';
import { listImportRows, listRuns, type Page, presentRun } from '../../platform/sheetImport/importViews.js';
import type { DeviceImportRowEntity } from './device.entity.js';
import { openRow, understood } from './deviceImport.plan.js';
import { countStates, imports, type RowCount } from './deviceImport.store.js';

/** Imports of devices as staff see them. */

const present = (run: ImportRun, counted: readonly RowCount[]): DeviceImportView => {
  const of = (state: RowCount['state']): number =>
    counted.find((one) => one.importId === run.id && one.state === state)?.rows ?? 0;
  const counts = {
    create: of('create'),
    update: of('update'),
    same: of('same'),
    bad: of('bad'),
    skipped: of('skipped'),
  };
  return { ...presentRun(run, counts.create + counts.update + counts.same > 0), counts };
};

export const readImportView = async (deps: Deps, communityId: string, id: string): Promise<DeviceImportView> => {
  const run = await imports.find(deps.db.reader, communityId, id);
  if (!run) throw new AppError('device_import.not_found');
  return present(run, await countStates(deps.db.reader, communityId, [id]));
};

export const listImportViews = async (
  deps: Deps,
  communityId: string,
  page: Page,
): Promise<{ items: DeviceImportView[]; nextCursor: string | null }> => {
  const { items, nextCursor } = await listRuns(imports, deps.db.reader, communityId, page);
  const ids = items.map(({ id }) => id);
  const counts = await countStates(deps.db.reader, communityId, ids);
  return { items: items.map((run) => present(run, counts)), nextCursor };
};

const presentRow = (deps: Deps, kept: DeviceImportRowEntity): DeviceImportRowView => {
  const row = openRow(deps, kept);
  return {
    id: kept.id,
    sheetName: row.sheetName,
    rowNumber: row.rowNumber,
    state: kept.state,
    cells: row.cells,
    understood: row.skipped ? '' : understood(row),
    changes: kept.state === 'update' ? row.changes : [],
    problems: row.problems,
  };
};

/** The rows of an import in the order of the table, with what is wrong with each. */
export const listRowViews = async (
  deps: Deps,
  communityId: string,
  page: Page & { id: string; state?: DeviceImportRowView['state'] | undefined },
): Promise<{ items: DeviceImportRowView[]; nextCursor: string | null }> => {
  const found = await listImportRows(imports, deps.db.reader, communityId, page);
  if (!found) throw new AppError('device_import.not_found');
  return { ...found, items: found.items.map((kept) => presentRow(deps, kept)) };
};
