import type { ImportField, ImportRowView, ImportView } from 'shared-types/ledgerImport';
import type { Deps } from '../../../platform/deps.js';
import { listImportRowViews, readImportView } from '../import.queries.js';
import { applyImport, excludeDoubtfulRows, type Importer, mendImportRows, startImport } from './importLedger.js';

/** What somebody decided about one row before the import runs. */
export interface RowDecision {
  sheetIndex: number;
  /** 1-based row in the sheet. */
  rowNumber: number;
  values?: Partial<Record<ImportField, string>>;
  excluded?: boolean;
  accepted?: boolean;
}

export interface FileImport {
  communityId: string;
  fileName: string;
  bytes: Buffer;
  staffName: string;
}

const most = 1000;

/**
 * A whole import without anybody at a screen: the same steps that staff take. Rows get the decisions given for them;
 * of what is still doubtful then, rows with mere warnings are accepted and the others set aside.
 */
export const importLedgerFile = async (
  deps: Deps,
  file: FileImport,
  decisions: RowDecision[] = [],
): Promise<{ view: ImportView; setAside: ImportRowView[] }> => {
  const { communityId } = file;
  const importer: Importer = {
    call: { kind: 'background', communityId, cause: 'import:file' },
    communityId,
    name: file.staffName,
  };
  const { id } = await startImport(deps, importer, file);
  if (decisions.length > 0)
    await mendImportRows(deps, importer, id, (row) => {
      const found = decisions.find((one) => one.sheetIndex === row.sheetIndex && one.rowNumber === row.rowNumber);
      if (!found) return undefined;
      const { sheetIndex: _sheet, rowNumber: _row, ...decided } = found;
      return decided;
    });
  await mendImportRows(deps, importer, id, (_, kept) => (kept.state === 'doubtful' ? { accepted: true } : undefined));
  await excludeDoubtfulRows(deps, importer, { id });
  await applyImport(deps, importer, { id });
  const { items } = await listImportRowViews(deps, communityId, { id, state: 'excluded', limit: most });
  return { view: await readImportView(deps, communityId, id), setAside: items };
};
