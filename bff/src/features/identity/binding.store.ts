import type { BindingRole } from 'shared-types/auth';
import type { BindingStatus } from 'shared-types/binding';
import { In, LessThan, MoreThan } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import type { Decision } from './binding.rules.js';
import { BindingEntity, OwnerAccountEntity } from './identity.entity.js';

const locked = (tx: Tx) => (forUpdate(tx) ? { lock: { mode: 'pessimistic_write' as const } } : {});

export const findAccount = (reader: Reader, id: string): Promise<OwnerAccountEntity | null> =>
  selectOne(reader, OwnerAccountEntity, { id });

export const findAccounts = (reader: Reader, ids: string[]): Promise<OwnerAccountEntity[]> =>
  selectAll(reader, OwnerAccountEntity, { where: { id: ids } });

export const lockAccount = (tx: Tx, id: string): Promise<OwnerAccountEntity | null> =>
  tx.findOne(OwnerAccountEntity, { where: { id }, ...locked(tx) });

export const findAccountByOpenid = (reader: Reader, openid: string): Promise<OwnerAccountEntity | null> =>
  reader.findOneBy(OwnerAccountEntity, { openid });

export const insertAccount = async (tx: Tx, account: OwnerAccountEntity): Promise<void> => {
  await tx.insert(OwnerAccountEntity, account);
};

export const updateAccount = async (tx: Tx, id: string, change: Partial<OwnerAccountEntity>): Promise<void> => {
  await tx.update(OwnerAccountEntity, { id }, change);
};

/** The account's name and its active bindings: every call of an owner begins with this one read. */
export const findOwnerInForce = async (
  reader: Reader,
  accountId: string,
): Promise<{ name: string | null; houses: { houseId: string; communityId: string; role: BindingRole }[] } | null> => {
  const rows = await selectRows(
    reader,
    `SELECT a.name AS name, b.house_id AS house_id, b.community_id AS community_id, b.role AS role
     FROM owner_account a LEFT JOIN binding b ON b.account_id = a.id AND b.status = 'active'
     WHERE a.id = ? ORDER BY b.id`,
    [accountId],
  );
  const [first] = rows;
  if (!first) return null;
  const houses = rows.flatMap((row) =>
    row.house_id && row.community_id
      ? [{ houseId: String(row.house_id), communityId: String(row.community_id), role: row.role as BindingRole }]
      : [],
  );
  return { name: first.name === null ? null : String(first.name), houses };
};

export const findBinding = (reader: Reader, id: string): Promise<BindingEntity | null> =>
  reader.findOneBy(BindingEntity, { id });

export const findBindingIn = (reader: Reader, communityId: string, id: string): Promise<BindingEntity | null> =>
  reader.findOneBy(BindingEntity, { communityId, id });

export const lockBinding = (tx: Tx, communityId: string, id: string): Promise<BindingEntity | null> =>
  tx.findOne(BindingEntity, { where: { communityId, id }, ...locked(tx) });

/** The open bindings of a house, locked: a resale ends them all. */
export const lockOpenBindings = (tx: Tx, communityId: string, houseId: string): Promise<BindingEntity[]> =>
  tx.find(BindingEntity, {
    where: { communityId, houseId, status: In(['pending', 'active']) },
    order: { id: 'ASC' },
    ...locked(tx),
  });

/** The caller's own binding of a house that must be in force while they act on another's. */
export const lockOwnersBinding = (
  tx: Tx,
  at: { communityId: string; houseId: string; accountId: string },
): Promise<BindingEntity | null> =>
  tx.findOne(BindingEntity, { where: { ...at, status: 'active', role: 'owner' }, ...locked(tx) });

export const insertBinding = async (tx: Tx, binding: BindingEntity): Promise<void> => {
  await tx.insert(BindingEntity, binding);
};

export const saveDecision = async (
  tx: Tx,
  key: { communityId: string; id: string },
  decision: Decision & { role?: BindingRole; basis?: 'phone' },
): Promise<void> => {
  await tx.update(BindingEntity, { communityId: key.communityId, id: key.id }, decision);
};

export const findBindingsOfAccount = (reader: Reader, accountId: string): Promise<BindingEntity[]> =>
  selectAll(reader, BindingEntity, { where: { accountId }, orderBy: 't.id DESC', limit: 200 });

/** The latest binding of a person and a house, whatever became of it. */
export const findLatestBinding = (
  reader: Reader,
  at: { communityId: string; houseId: string; accountId: string },
): Promise<BindingEntity | null> => reader.findOne(BindingEntity, { where: at, order: { id: 'DESC' } });

export const findOpenBindings = async (
  reader: Reader,
  communityId: string,
  houseIds: string[],
): Promise<BindingEntity[]> =>
  houseIds.length === 0
    ? []
    : reader.find(BindingEntity, {
        where: { communityId, houseId: In(houseIds), status: In(['pending', 'active']) },
        order: { id: 'ASC' },
      });

/** Whoever is bound to a house of the community in one of these roles, each once, by id; both ends of the range included. */
export const findBoundAccountIds = async (
  reader: Reader,
  communityId: string,
  roles: readonly string[],
  range: { from: string; to: string } | null,
): Promise<string[]> => {
  const rows = await selectRows(
    reader,
    `SELECT DISTINCT account_id FROM binding WHERE community_id = ? AND status = 'active' AND role IN (${marks(roles)})${
      range ? ' AND account_id >= ? AND account_id <= ?' : ''
    } ORDER BY account_id`,
    [communityId, ...roles, ...(range ? [range.from, range.to] : [])],
  );
  return rows.map((row) => String(row.account_id));
};

/** Everybody who is bound in one of these roles, once for each house, by account; both ends of the range included. */
export const findBoundPeople = async (
  reader: Reader,
  communityId: string,
  roles: readonly BindingRole[],
  range: { from: string; to: string } | null,
): Promise<{ accountId: string; houseId: string; role: BindingRole }[]> => {
  if (roles.length === 0) return [];
  const rows = await selectRows(
    reader,
    `SELECT account_id, house_id, role FROM binding
     WHERE community_id = ? AND status = 'active' AND role IN (${marks(roles)})${
       range ? ' AND account_id >= ? AND account_id <= ?' : ''
     } ORDER BY account_id, house_id`,
    [communityId, ...roles, ...(range ? [range.from, range.to] : [])],
  );
  return rows.map((row) => ({
    accountId: String(row.account_id),
    houseId: String(row.house_id),
    role: String(row.role) as BindingRole,
  }));
};

/** Another whenever somebody was bound or unbound since: a binding becomes active once, and ends once for all. */
export const readBindingMark = async (reader: Reader, communityId: string): Promise<string> => {
  const rows = await selectRows(
    reader,
    `SELECT status, COUNT(*) AS n FROM binding WHERE community_id = ? AND status IN ('active', 'ended')
     GROUP BY status ORDER BY status`,
    [communityId],
  );
  return rows.map(({ status, n }) => `${String(status)} ${toNumber(n)}`).join(', ');
};

/** Waiting ones oldest first, others newest first; one more than asked for tells that there are more. */
export const findBindingPage = (
  reader: Reader,
  communityId: string,
  page: { status: BindingStatus | undefined; after: string | undefined; take: number },
): Promise<BindingEntity[]> => {
  const oldestFirst = page.status === 'pending';
  const beyond = oldestFirst ? MoreThan : LessThan;
  return reader.find(BindingEntity, {
    where: {
      communityId,
      ...(page.status ? { status: page.status } : {}),
      ...(page.after ? { id: beyond(page.after) } : {}),
    },
    order: { id: oldestFirst ? 'ASC' : 'DESC' },
    take: page.take,
  });
};

export const countBindings = async (
  reader: Reader,
  communityId: string,
  houseIds: string[] | null,
): Promise<Map<string, { active: number; pending: number }>> => {
  const counts = new Map<string, { active: number; pending: number }>();
  if (houseIds?.length === 0) return counts;
  const rows: { house_id: string; status: BindingStatus; n: unknown }[] = await reader.query(
    `SELECT house_id, status, COUNT(*) AS n FROM binding
     WHERE community_id = ? AND status IN ('pending', 'active')
     ${houseIds ? `AND house_id IN (${marks(houseIds)})` : ''} GROUP BY house_id, status`,
    [communityId, ...(houseIds ?? [])],
  );
  for (const row of rows) {
    const count = counts.get(row.house_id) ?? { active: 0, pending: 0 };
    counts.set(row.house_id, { ...count, [row.status]: toNumber(row.n) });
  }
  return counts;
};

export const countPending = (reader: Reader, communityId: string): Promise<number> =>
  reader.countBy(BindingEntity, { communityId, status: 'pending' });
