import { toInstant } from 'shared-types/time';
import { cursorWhole, decodeCursor, encodeCursor } from '../../http/cursor.js';
import type { Reader } from '../database/access.js';
import type { ImportRow, ImportRun, ImportStore } from './importStore.js';

/** What every kind of import shows of itself; it can be applied where a row `applies`. */
export const presentRun = (run: ImportRun, applies: boolean) => ({
  id: run.id,
  fileName: run.fileName,
  status: run.status,
  createdAt: toInstant(run.createdAt),
  createdBy: run.createdByName,
  appliedAt: run.appliedAt && toInstant(run.appliedAt),
  actions: run.status === 'draft' ? [...(applies ? (['apply'] as const) : []), 'cancel' as const] : [],
});

export interface Page {
  cursor?: string | undefined;
  limit: number;
}

interface Listed<V> {
  items: V[];
  nextCursor: string | null;
}

/** Imports, newest first. */
export const listRuns = async <R extends ImportRow>(
  store: ImportStore<R>,
  reader: Reader,
  communityId: string,
  { cursor, limit }: Page,
): Promise<Listed<ImportRun>> => {
  const [before = null] = decodeCursor(cursor, 1);
  const found = await store.list(reader, communityId, before, limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(last.id) : null };
};

/** The rows of an import in the order of the table; null: no such import. */
export const listImportRows = async <R extends ImportRow>(
  store: ImportStore<R>,
  reader: Reader,
  communityId: string,
  { id, state, cursor, limit }: Page & { id: string; state?: R['state'] | undefined },
): Promise<Listed<R> | null> => {
  if (!(await store.find(reader, communityId, id))) return null;
  const [position] = decodeCursor(cursor, 1);
  const after = position === undefined ? -1 : cursorWhole(position);
  const found = await store.listRows(reader, communityId, id, { state, after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(String(last.position)) : null };
};
