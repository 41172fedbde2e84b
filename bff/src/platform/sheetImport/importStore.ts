import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm';
import type { Reader, Tx } from '../database/access.js';
import { id, int, key, nullable, string, text, time } from '../database/entityColumns.js';
import { marks, toNumber } from '../database/rows.js';
import { planOf, type Row, selectAll, selectOne, selectRows } from '../database/select.js';
import { forUpdate } from '../database/transaction.js';
import { insertRows } from '../database/write.js';

/** A table of the office that was read and is looked at before anything is made of it. */
export interface ImportRun {
  communityId: string;
  id: string;
  fileName: string;
  fileKey: string;
  status: 'draft' | 'applied' | 'cancelled';
  createdAt: Date;
  createdByName: string;
  appliedAt: Date | null;
}

export const importRunColumns = {
  communityId: key('community_id'),
  id: key('id'),
  fileName: string(120, 'file_name'),
  fileKey: string(80, 'file_key'),
  status: string(10),
  createdAt: time('created_at'),
  createdByName: string(30, 'created_by_name'),
  appliedAt: time('applied_at', nullable),
} satisfies Record<keyof ImportRun, EntitySchemaColumnOptions>;

/** A row of it, and what it would make. */
export interface ImportRow {
  communityId: string;
  id: string;
  importId: string;
  position: number;
  state: string;
  /** JSON, sealed: remarks may name people and their numbers. */
  contentEncrypted: string;
}

export const importRowColumns = {
  communityId: key('community_id'),
  id: key('id'),
  importId: id('import_id'),
  position: int(),
  state: string(8),
  contentEncrypted: text('content_encrypted'),
} satisfies Record<keyof ImportRow, EntitySchemaColumnOptions>;

const rowsAtOnce = 500;

export interface RowPage<S> {
  state?: S | undefined;
  after: number;
  limit: number;
}

/** Imports of one kind: their runs and rows. */
export const importStore = <R extends ImportRow>(runs: EntitySchema<ImportRun>, rows: EntitySchema<R>) => {
  const { table } = planOf(runs as EntitySchema<never>);
  const rowTable = planOf(rows as EntitySchema<never>).table;
  const find = (reader: Reader, communityId: string, importId: string): Promise<ImportRun | null> =>
    selectOne(reader, runs, { communityId, id: importId });
  return {
    find,

    /** Whoever holds an import decides about it; the next one sees what was decided. */
    lock: async (tx: Tx, communityId: string, importId: string): Promise<ImportRun | null> => {
      await tx.query(`SELECT id FROM ${table} WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [
        communityId,
        importId,
      ]);
      return find(tx, communityId, importId);
    },

    /** Newest first. */
    list: (reader: Reader, communityId: string, beforeId: string | null, limit: number): Promise<ImportRun[]> => {
      const query = reader
        .createQueryBuilder(runs, 'i')
        .where('i.communityId = :communityId', { communityId })
        .orderBy('i.id', 'DESC')
        .limit(limit);
      if (beforeId) query.andWhere('i.id < :beforeId', { beforeId });
      return query.getMany();
    },

    insert: async (tx: Tx, run: ImportRun, made: readonly R[]): Promise<void> => {
      await tx.insert(runs, run);
      for (let from = 0; from < made.length; from += rowsAtOnce)
        await insertRows(tx, rows, made.slice(from, from + rowsAtOnce));
    },

    save: async (tx: Tx, { communityId, id: importId, ...values }: ImportRun): Promise<void> => {
      await tx.update(runs, { communityId, id: importId }, values);
    },

    /** Every row, in the order of the table. */
    rows: (reader: Reader, communityId: string, importId: string): Promise<R[]> =>
      selectAll<ImportRow>(reader, rows as unknown as EntitySchema<ImportRow>, {
        where: { communityId, importId },
        orderBy: 't.position',
      }) as Promise<R[]>,

    listRows: (
      reader: Reader,
      communityId: string,
      importId: string,
      { state, after, limit }: RowPage<R['state']>,
    ): Promise<R[]> => {
      const query = reader
        .createQueryBuilder(rows, 'r')
        .where('r.communityId = :communityId AND r.importId = :importId AND r.position > :after', {
          ...{ communityId, importId, after },
        })
        .orderBy('r.position', 'ASC')
        .limit(limit);
      if (state) query.andWhere('r.state = :state', { state });
      return query.getMany();
    },

    /** One row an import and state: how many, and the sums of what `sums` names. */
    sumStates: async (
      reader: Reader,
      communityId: string,
      importIds: readonly string[],
      sums: readonly string[] = [],
    ): Promise<Row[]> => {
      if (importIds.length === 0) return [];
      const added = sums.map((column) => `, SUM(${column}) AS ${column}`).join('');
      return selectRows(
        reader,
        `SELECT import_id, state, COUNT(*) AS how_many${added} FROM ${rowTable}
         WHERE community_id = ? AND import_id IN (${marks(importIds)}) GROUP BY import_id, state`,
        [communityId, ...importIds],
      );
    },
  };
};

export type ImportStore<R extends ImportRow> = ReturnType<typeof importStore<R>>;

export interface StateCount<S> {
  importId: string;
  state: S;
  rows: number;
}

export const toStateCount = <S>(row: Row): StateCount<S> => ({
  importId: String(row.import_id),
  state: String(row.state) as S,
  rows: toNumber(row.how_many),
});
