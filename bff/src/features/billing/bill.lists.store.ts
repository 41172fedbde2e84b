import type { Reader } from '../../platform/database/access.js';
import { marks } from '../../platform/database/rows.js';
import { selectAll, selectRows } from '../../platform/database/select.js';
import { BillEntity, DisputeEntity } from './bill.entity.js';

/** Lists of bills, read with SQL (house.md, Two databases). */

const byIds = async (reader: Reader, communityId: string, ids: readonly string[]): Promise<BillEntity[]> => {
  const found = await selectAll(reader, BillEntity, { where: { communityId, id: ids as string[] } });
  const place = new Map(ids.map((id, index) => [id, index]));
  return found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
};

export interface HousePage {
  year: number | null;
  /** Of a tenant: what is due, and these. */
  onlyPaid: readonly string[] | null;
  before: { period: string; id: string } | null;
  limit: number;
}

/** Bills of a house, the newest month first; no drafts. */
export const listOfHouse = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  page: HousePage,
): Promise<BillEntity[]> => {
  const { year, onlyPaid, before, limit } = page;
  const where = ["community_id = ? AND house_id = ? AND status <> 'draft'"];
  const values: unknown[] = [communityId, houseId];
  if (year !== null) {
    where.push('period >= ? AND period <= ?');
    values.push(`${year}-01`, `${year}-12`);
  }
  if (onlyPaid) {
    where.push(`(status = 'due'${onlyPaid.length > 0 ? ` OR id IN (${marks(onlyPaid)})` : ''})`);
    values.push(...onlyPaid);
  }
  if (before) {
    where.push('(period, id) < (?, ?)');
    values.push(before.period, before.id);
  }
  const rows = await selectRows(
    reader,
    `SELECT id FROM bill WHERE ${where.join(' AND ')} ORDER BY period DESC, id DESC LIMIT ${limit}`,
    values,
  );
  return byIds(
    reader,
    communityId,
    rows.map(({ id }) => String(id)),
  );
};

/** Years in which a house has bills, newest first. */
export const yearsOfHouse = async (reader: Reader, communityId: string, houseId: string): Promise<number[]> =>
  (
    await selectRows(
      reader,
      `SELECT DISTINCT SUBSTR(period, 1, 4) AS y FROM bill
       WHERE community_id = ? AND house_id = ? AND status <> 'draft' ORDER BY y DESC`,
      [communityId, houseId],
    )
  ).map(({ y }) => Number(y));

export interface BillFilter {
  houseIds?: readonly string[] | undefined;
  buildingId?: string | undefined;
  status?: BillEntity['status'] | 'overdue' | 'disputed' | undefined;
  feeKind?: string | undefined;
  period?: string | undefined;
  runId?: string | undefined;
  /** The bill after which the page begins. */
  before?: string | undefined;
  today: string;
  limit: number;
}

/** Newest first, with the houses' labels. */
export const listBillRows = async (
  reader: Reader,
  communityId: string,
  filter: BillFilter,
): Promise<{ bill: BillEntity; houseLabel: string }[]> => {
  if (filter.houseIds?.length === 0) return [];
  const where = ['b.community_id = ?'];
  const values: unknown[] = [communityId];
  const add = (sql: string, ...more: unknown[]): void => {
    where.push(sql);
    values.push(...more);
  };
  const { houseIds, buildingId, status, feeKind, period, runId, before, today, limit } = filter;
  if (houseIds) add(`b.house_id IN (${marks(houseIds)})`, ...houseIds);
  if (buildingId) add('h.building_id = ?', buildingId);
  if (status === 'overdue') add("b.status = 'due' AND b.due_on < ?", today);
  else if (status === 'disputed') add("b.status = 'due' AND b.disputed_at IS NOT NULL");
  else if (status) add('b.status = ?', status);
  if (feeKind) add('b.fee_kind = ?', feeKind);
  if (period) add('b.period = ?', period);
  if (runId) add('b.run_id = ?', runId);
  if (before) add('b.id < ?', before);
  const rows = await selectRows(
    reader,
    `SELECT b.id AS id, h.label AS label FROM bill b
     JOIN house h ON h.community_id = b.community_id AND h.id = b.house_id
     WHERE ${where.join(' AND ')} ORDER BY b.id DESC LIMIT ${limit}`,
    values,
  );
  const labels = new Map(rows.map(({ id, label }) => [String(id), String(label)]));
  const bills = await byIds(reader, communityId, [...labels.keys()]);
  return bills.map((bill) => ({ bill, houseLabel: labels.get(bill.id) ?? '' }));
};

/** Open ones the oldest first, the others the newest first. */
export const listDisputeRows = async (
  reader: Reader,
  communityId: string,
  page: { state: DisputeEntity['state']; after: { at: string; id: string } | null; limit: number },
): Promise<DisputeEntity[]> => {
  const { state, after, limit } = page;
  const [order, sign] = state === 'open' ? ['ASC', '>'] : ['DESC', '<'];
  const rows = await selectRows(
    reader,
    `SELECT id FROM bill_dispute WHERE community_id = ? AND state = ? ${after ? `AND (at, id) ${sign} (?, ?)` : ''}
     ORDER BY at ${order}, id ${order} LIMIT ${limit}`,
    [communityId, state, ...(after ? [after.at, after.id] : [])],
  );
  return selectAll(reader, DisputeEntity, {
    where: { communityId, id: rows.map(({ id }) => String(id)) },
    orderBy: `t.at ${order}, t.id ${order}`,
  });
};
