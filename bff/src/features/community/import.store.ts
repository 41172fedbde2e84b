import type { QueryDeepPartialEntity } from 'typeorm';
import { type EntitySchema, In, IsNull, type ObjectLiteral } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { HouseEntity, HousePersonEntity, ParkingSpaceEntity, PersonPhoneEntity } from './community.entity.js';
import { ImportRowEntity, ImportRunEntity } from './import.entity.js';

const rowsAtOnce = 400;

/** Many rows with few statements. */
export const insertMany = async <T extends ObjectLiteral>(
  tx: Tx,
  entity: EntitySchema<T>,
  rows: T[],
): Promise<void> => {
  for (let n = 0; n < rows.length; n += rowsAtOnce)
    await tx
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows.slice(n, n + rowsAtOnce) as QueryDeepPartialEntity<T>[])
      .updateEntity(false)
      .execute();
};

export const findRun = (reader: Reader, communityId: string, id: string): Promise<ImportRunEntity | null> =>
  reader.findOneBy(ImportRunEntity, { communityId, id });

/** Whoever holds a run decides about it; the next one sees what was decided. */
export const lockRun = async (tx: Tx, communityId: string, id: string): Promise<ImportRunEntity | null> => {
  await tx.query(`SELECT id FROM import_run WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findRun(tx, communityId, id);
};

export const listRuns = async (
  reader: Reader,
  communityId: string,
  page: { before: string | null; limit: number },
): Promise<ImportRunEntity[]> => {
  const rows: { id: string }[] = await reader.query(
    `SELECT id FROM import_run WHERE community_id = ? ${page.before ? 'AND id < ?' : ''} ORDER BY id DESC LIMIT ${page.limit}`,
    page.before ? [communityId, page.before] : [communityId],
  );
  if (rows.length === 0) return [];
  return reader.find(ImportRunEntity, {
    where: { communityId, id: In(rows.map(({ id }) => id)) },
    order: { id: 'DESC' },
  });
};

export const insertRun = async (tx: Tx, run: ImportRunEntity): Promise<void> => {
  await tx.insert(ImportRunEntity, run);
};

export const saveRun = async (tx: Tx, { communityId, id, ...rest }: ImportRunEntity): Promise<void> => {
  await tx.update(ImportRunEntity, { communityId, id }, rest);
};

export const findRows = (reader: Reader, communityId: string, importId: string): Promise<ImportRowEntity[]> =>
  reader.find(ImportRowEntity, { where: { communityId, importId }, order: { sheetIndex: 'ASC', rowNumber: 'ASC' } });

export const findRow = (
  reader: Reader,
  communityId: string,
  importId: string,
  id: string,
): Promise<ImportRowEntity | null> => reader.findOneBy(ImportRowEntity, { communityId, importId, id });

export interface RowFilter {
  state?: string | undefined;
  change?: string | undefined;
}

export const listRows = async (
  reader: Reader,
  communityId: string,
  importId: string,
  filter: RowFilter,
  page: { after: [sheetIndex: number, rowNumber: number] | null; limit: number },
): Promise<ImportRowEntity[]> => {
  const where = ['community_id = ?', 'import_id = ?'];
  const values: unknown[] = [communityId, importId];
  if (filter.state) {
    where.push('state = ?');
    values.push(filter.state);
  }
  if (filter.change) {
    where.push("change_kind = ? AND state = 'ready'");
    values.push(filter.change);
  }
  if (page.after) {
    where.push('(sheet_index > ? OR (sheet_index = ? AND `row_number` > ?))');
    values.push(page.after[0], ...page.after);
  }
  const ids: { id: string }[] = await reader.query(
    `SELECT id FROM import_row WHERE ${where.join(' AND ')} ORDER BY sheet_index, \`row_number\` LIMIT ${page.limit}`,
    values,
  );
  if (ids.length === 0) return [];
  return reader.find(ImportRowEntity, {
    where: { communityId, id: In(ids.map(({ id }) => id)) },
    order: { sheetIndex: 'ASC', rowNumber: 'ASC' },
  });
};

export const countRows = async (
  reader: Reader,
  communityId: string,
  importId: string,
  filter: RowFilter,
): Promise<number> =>
  reader.countBy(ImportRowEntity, {
    communityId,
    importId,
    ...(filter.state ? { state: filter.state as ImportRowEntity['state'] } : {}),
    ...(filter.change ? { changeKind: filter.change as ImportRowEntity['changeKind'], state: 'ready' as const } : {}),
  });

export interface StateCount {
  importId: string;
  state: string;
  change: string;
  count: number;
}

export const countStates = async (reader: Reader, communityId: string, importIds: string[]): Promise<StateCount[]> => {
  if (importIds.length === 0) return [];
  const rows: Record<string, unknown>[] = await reader.query(
    `SELECT import_id, state, change_kind, COUNT(*) AS n FROM import_row
     WHERE community_id = ? AND import_id IN (${marks(importIds)}) GROUP BY import_id, state, change_kind`,
    [communityId, ...importIds],
  );
  return rows.map((row) => ({
    importId: String(row.import_id),
    state: String(row.state),
    change: String(row.change_kind),
    count: toNumber(row.n),
  }));
};

const fewRows = 30;

/** Writes rows anew; ids stay. */
export const replaceRows = async (tx: Tx, communityId: string, rows: ImportRowEntity[]): Promise<void> => {
  if (rows.length <= fewRows) {
    for (const { communityId: _, id, ...rest } of rows) await tx.update(ImportRowEntity, { communityId, id }, rest);
    return;
  }
  for (let n = 0; n < rows.length; n += rowsAtOnce)
    await tx.delete(ImportRowEntity, { communityId, id: In(rows.slice(n, n + rowsAtOnce).map(({ id }) => id)) });
  await insertMany(tx, ImportRowEntity, rows);
};

export const findAllHouses = (reader: Reader, communityId: string): Promise<HouseEntity[]> =>
  reader.findBy(HouseEntity, { communityId });

export const findAllPeople = (reader: Reader, communityId: string): Promise<HousePersonEntity[]> =>
  reader.find(HousePersonEntity, { where: { communityId, endedAt: IsNull() }, order: { position: 'ASC', id: 'ASC' } });

export const findAllPhones = (reader: Reader, communityId: string): Promise<PersonPhoneEntity[]> =>
  reader.find(PersonPhoneEntity, { where: { communityId }, order: { position: 'ASC', id: 'ASC' } });

export const findAllSpaces = (reader: Reader, communityId: string): Promise<ParkingSpaceEntity[]> =>
  reader.findBy(ParkingSpaceEntity, { communityId });

export const saveHouse = async (tx: Tx, communityId: string, id: string, part: Partial<HouseEntity>): Promise<void> => {
  await tx.update(HouseEntity, { communityId, id }, part);
};

export const saveSpace = async (
  tx: Tx,
  communityId: string,
  id: string,
  part: Partial<ParkingSpaceEntity>,
): Promise<void> => {
  await tx.update(ParkingSpaceEntity, { communityId, id }, part);
};

/** People of the ledger end; their numbers no longer match anybody. */
export const endPersons = async (tx: Tx, communityId: string, ids: string[], at: Date): Promise<void> => {
  for (let n = 0; n < ids.length; n += rowsAtOnce)
    await tx.update(HousePersonEntity, { communityId, id: In(ids.slice(n, n + rowsAtOnce)) }, { endedAt: at });
  await deletePhones(tx, communityId, ids);
};

export const deletePhones = async (tx: Tx, communityId: string, personIds: string[]): Promise<void> => {
  for (let n = 0; n < personIds.length; n += rowsAtOnce)
    await tx.delete(PersonPhoneEntity, { communityId, personId: In(personIds.slice(n, n + rowsAtOnce)) });
};

export const saveIdLastFour = async (tx: Tx, communityId: string, id: string, sealed: string): Promise<void> => {
  await tx.update(HousePersonEntity, { communityId, id }, { idLastFourEncrypted: sealed });
};
