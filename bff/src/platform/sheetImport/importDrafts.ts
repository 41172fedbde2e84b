import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import { audit } from '../audit/audit.js';
import type { Call, StaffActor } from '../call.js';
import type { Tx } from '../database/access.js';
import type { Deps } from '../deps.js';
import { transaction } from '../idempotency/command.js';
import type { ImportRow, ImportRun, ImportStore } from './importStore.js';

interface Ref {
  id: string;
}

type Kind = 'arrears_import' | 'device_import';

export interface DraftOptions<R extends ImportRow> {
  kind: Kind;
  /** Where the tables lie in the storage. */
  folder: string;
  store: ImportStore<R>;
  /** An import in the words of the audit log. */
  words: (fileName: string, rows: number) => string;
}

export type RowIds = Pick<ImportRow, 'communityId' | 'id' | 'importId' | 'position'>;

/** The audit log's line has to hold the name and the count. */
const longestFileName = 100;

/**
 * A table is read into a draft, which a person applies or leaves. Errors: `import.closed` for a draft that was decided
 * about, `KIND.not_found` for another community's or none.
 */
export const importDrafts = <R extends ImportRow>({ kind, folder, store, words }: DraftOptions<R>) => {
  const note = (
    tx: Tx,
    deps: Deps,
    call: Call<StaffActor>,
    what: 'started' | 'applied' | 'cancelled',
    { communityId, id, fileName }: Pick<ImportRun, 'communityId' | 'id' | 'fileName'>,
    rows: number,
  ): Promise<void> =>
    audit(tx, deps.clock, call, {
      communityId,
      action: `${kind}.${what}`,
      subjectKind: kind,
      subjectId: id,
      subject: words(fileName, rows),
    });

  /** Locks an import that is still open, and hands it to `fn`. */
  const onDraft = (
    deps: Deps,
    call: Call<StaffActor>,
    id: string,
    fn: (tx: Tx, run: ImportRun) => Promise<void>,
  ): Promise<Ref> =>
    transaction(deps, call, async (tx) => {
      const run = await store.lock(tx, call.actor.communityId, id);
      if (!run) throw new AppError(`${kind}.not_found`);
      if (run.status !== 'draft') throw new AppError('import.closed');
      await fn(tx, run);
      return { id };
    });

  return {
    /** Keeps the table and what each of its rows would make; nothing else changes yet. */
    start: async <T>(
      deps: Deps,
      call: Call<StaffActor>,
      file: { fileName: string; bytes: Buffer },
      read: readonly T[],
      toRow: (row: T, ids: RowIds) => R,
    ): Promise<Ref> => {
      const { communityId, name } = call.actor;
      const at = deps.clock.now();
      const id = newId(deps.clock.realNow());
      const fileKey = `${folder}/${id}`;
      await deps.storage.put(fileKey, file.bytes, 'application/octet-stream');
      const rows = read.map((row, position) => toRow(row, { communityId, id: newId(at), importId: id, position }));
      return transaction(deps, call, async (tx) => {
        const fileName = [...file.fileName].slice(0, longestFileName).join('').slice(0, longestFileName);
        const run = { communityId, id, fileName, fileKey, createdAt: at, createdByName: name };
        await store.insert(tx, { ...run, status: 'draft', appliedAt: null }, rows);
        await note(tx, deps, call, 'started', run, rows.length);
        return { id };
      });
    },

    /** `make` says how many rows it made something of. */
    apply: (
      deps: Deps,
      call: Call<StaffActor>,
      id: string,
      make: (tx: Tx, run: ImportRun) => Promise<number>,
    ): Promise<Ref> =>
      onDraft(deps, call, id, async (tx, run) => {
        const made = await make(tx, run);
        await store.save(tx, { ...run, status: 'applied', appliedAt: deps.clock.now() });
        await note(tx, deps, call, 'applied', run, made);
      }),

    cancel: (deps: Deps, call: Call<StaffActor>, id: string): Promise<Ref> =>
      onDraft(deps, call, id, async (tx, run) => {
        await store.save(tx, { ...run, status: 'cancelled' });
        await note(tx, deps, call, 'cancelled', run, 0);
      }),
  };
};

/** Applies what is good, and what is bad only where somebody says so: `import.doubtful_left`, `import.nothing_to_do`. */
export const mayApply = (states: readonly string[], leaveBad: boolean): void => {
  if (!leaveBad && states.includes('bad')) throw new AppError('import.doubtful_left');
  if (!states.some((state) => ['create', 'update', 'same'].includes(state))) throw new AppError('import.nothing_to_do');
};
