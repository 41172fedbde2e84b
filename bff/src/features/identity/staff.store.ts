import type { Department } from 'shared-types/permissions';
import { Brackets, In, LessThan, MoreThan } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { contains, marks, sqlTime, toDate } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { ShiftEntity, SignInLockEntity, StaffAccountEntity, StaffPostEntity } from './identity.entity.js';
import type { Tries } from './lockout.rules.js';

const locked = (tx: Tx) => (forUpdate(tx) ? { lock: { mode: 'pessimistic_write' as const } } : {});

export interface StaffMember {
  account: StaffAccountEntity;
  post: StaffPostEntity;
}

export const findStaffAccount = (reader: Reader, id: string): Promise<StaffAccountEntity | null> =>
  selectOne(reader, StaffAccountEntity, { id });

export const lockStaffAccount = (tx: Tx, id: string): Promise<StaffAccountEntity | null> =>
  tx.findOne(StaffAccountEntity, { where: { id }, ...locked(tx) });

export const findStaffByUsername = (reader: Reader, username: string): Promise<StaffAccountEntity | null> =>
  reader.findOneBy(StaffAccountEntity, { username });

export const findStaffAccounts = async (reader: Reader, ids: string[]): Promise<StaffAccountEntity[]> =>
  selectAll(reader, StaffAccountEntity, { where: { id: ids } });

export const insertStaffAccount = async (tx: Tx, account: StaffAccountEntity): Promise<void> => {
  await tx.insert(StaffAccountEntity, account);
};

export const updateStaffAccount = async (tx: Tx, id: string, change: Partial<StaffAccountEntity>): Promise<void> => {
  await tx.update(StaffAccountEntity, { id }, change);
};

/** Posts in force, the oldest community first. */
export const findPostsInForce = (reader: Reader, staffId: string): Promise<StaffPostEntity[]> =>
  selectAll(reader, StaffPostEntity, { where: { staffId, active: true }, orderBy: 't.community_id ASC' });

export const findPosts = (reader: Reader, staffId: string): Promise<StaffPostEntity[]> =>
  reader.find(StaffPostEntity, { where: { staffId }, order: { communityId: 'ASC' } });

export const findPost = (reader: Reader, communityId: string, staffId: string): Promise<StaffPostEntity | null> =>
  reader.findOneBy(StaffPostEntity, { communityId, staffId });

/** Locks posts in one order, so that two people who change each other's wait rather than deadlock. */
export const lockPosts = (tx: Tx, communityId: string, staffIds: string[]): Promise<StaffPostEntity[]> =>
  tx.find(StaffPostEntity, {
    where: { communityId, staffId: In(staffIds) },
    order: { staffId: 'ASC' },
    ...locked(tx),
  });

export const insertPost = async (tx: Tx, post: StaffPostEntity): Promise<void> => {
  await tx.insert(StaffPostEntity, post);
};

export const updatePost = async (
  tx: Tx,
  key: { communityId: string; staffId: string },
  change: Partial<StaffPostEntity>,
): Promise<void> => {
  await tx.update(StaffPostEntity, { communityId: key.communityId, staffId: key.staffId }, change);
};

export const findStaffMember = async (
  reader: Reader,
  communityId: string,
  staffId: string,
): Promise<StaffMember | null> => {
  const post = await findPost(reader, communityId, staffId);
  const account = post && (await findStaffAccount(reader, staffId));
  return post && account ? { account, post } : null;
};

const joined = async (reader: Reader, posts: StaffPostEntity[]): Promise<StaffMember[]> => {
  const accounts = await findStaffAccounts(
    reader,
    posts.map((post) => post.staffId),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return posts.flatMap((post) => {
    const account = byId.get(post.staffId);
    return account ? [{ account, post }] : [];
  });
};

export const findStaffOf = async (reader: Reader, communityId: string): Promise<StaffMember[]> =>
  joined(reader, await reader.find(StaffPostEntity, { where: { communityId }, order: { staffId: 'ASC' } }));

export const findMembersByIds = async (reader: Reader, communityId: string, ids: string[]): Promise<StaffMember[]> =>
  joined(reader, await selectAll(reader, StaffPostEntity, { where: { communityId, staffId: ids } }));

export const findStaffIdsAfter = async (
  reader: Reader,
  communityId: string,
  after: string | null,
  most: number,
): Promise<string[]> => {
  const posts = await reader.find(StaffPostEntity, {
    select: { staffId: true, communityId: true },
    where: { communityId, ...(after === null ? {} : { staffId: MoreThan(after) }) },
    order: { staffId: 'ASC' },
    take: most,
  });
  return posts.map((post) => post.staffId);
};

export const findStaffPage = async (
  reader: Reader,
  communityId: string,
  page: { q: string | undefined; department: Department | undefined; after: string | undefined; take: number },
): Promise<StaffMember[]> => {
  const query = reader
    .createQueryBuilder(StaffPostEntity, 'p')
    .innerJoin(StaffAccountEntity.options.name, 'a', 'a.id = p.staffId')
    .where('p.communityId = :communityId', { communityId });
  if (page.department) query.andWhere('p.department = :department', { department: page.department });
  if (page.after) query.andWhere('p.staffId > :after', { after: page.after });
  const q = page.q?.trim();
  if (q)
    query.andWhere(
      new Brackets((or) =>
        or
          .where(`a.name LIKE :q ESCAPE '!'`, { q: contains(q) })
          .orWhere(`a.username LIKE :u ESCAPE '!'`, { u: contains(q.toLowerCase()) }),
      ),
    );
  return joined(reader, await query.orderBy('p.staffId', 'ASC').take(page.take).getMany());
};

/** Whether somebody in any community is an administrator in force. */
export const anyAdministrator = async (reader: Reader): Promise<boolean> =>
  reader
    .createQueryBuilder(StaffPostEntity, 'p')
    .where(`p.active = :active AND p.roles LIKE '%"administrator"%'`, { active: true })
    .getExists();

/**
 * The row of a name's failed tries, locked; made when it is the first. The upsert takes the exclusive lock at once: an
 * insert that ignores a double takes a shared one, and many tries at once would then deadlock over raising it.
 */
export const lockTries = async (tx: Tx, nameHash: string, now: Date): Promise<Tries> => {
  const fresh = { nameHash, failedTries: 0, lockedUntil: null, updatedAt: now };
  await tx
    .createQueryBuilder()
    .insert()
    .into(SignInLockEntity)
    .values(fresh)
    .orUpdate(['updated_at'], ['name_hash'])
    .execute();
  return (await tx.findOne(SignInLockEntity, { where: { nameHash }, ...locked(tx) })) ?? fresh;
};

export const saveTries = async (tx: Tx, nameHash: string, tries: Tries, now: Date): Promise<void> => {
  const { failedTries, lockedUntil } = tries;
  await tx.update(SignInLockEntity, { nameHash }, { failedTries, lockedUntil, updatedAt: now });
};

export const forgetTries = async (tx: Tx, nameHash: string): Promise<void> => {
  await tx.delete(SignInLockEntity, { nameHash });
};

/** Names that nobody tried for a day are forgotten. */
export const forgetOldTries = async (tx: Tx, before: Date): Promise<void> => {
  await tx.delete(SignInLockEntity, { updatedAt: LessThan(before) });
};

export const insertShift = async (tx: Tx, shift: ShiftEntity): Promise<void> => {
  await tx.insert(ShiftEntity, shift);
};

export const deleteShiftRow = async (tx: Tx, communityId: string, id: string): Promise<boolean> =>
  (await tx.delete(ShiftEntity, { communityId, id })).affected === 1;

export const findShift = (reader: Reader, communityId: string, id: string): Promise<ShiftEntity | null> =>
  reader.findOneBy(ShiftEntity, { communityId, id });

export const findShiftsBetween = (reader: Reader, communityId: string, from: Date, to: Date): Promise<ShiftEntity[]> =>
  reader.find(ShiftEntity, {
    where: { communityId, startsAt: LessThan(to), endsAt: MoreThan(from) },
    order: { startsAt: 'ASC', id: 'ASC' },
  });

export const findShiftsOf = (
  reader: Reader,
  communityId: string,
  staffId: string,
  span: { startsAt: Date; endsAt: Date },
): Promise<ShiftEntity[]> =>
  reader.findBy(ShiftEntity, {
    communityId,
    staffId,
    startsAt: LessThan(span.endsAt),
    endsAt: MoreThan(span.startsAt),
  });

/** Shifts of several people that touch a span, by key. */
export const findShiftsOfMany = async (
  reader: Reader,
  communityId: string,
  staffIds: string[],
  span: { startsAt: Date; endsAt: Date },
): Promise<{ staffId: string; startsAt: Date; endsAt: Date }[]> => {
  if (staffIds.length === 0) return [];
  const rows = await selectRows(
    reader,
    `SELECT staff_id, starts_at, ends_at FROM shift
     WHERE community_id = ? AND staff_id IN (${marks(staffIds)}) AND ends_at > ? AND starts_at < ?`,
    [communityId, ...staffIds, sqlTime(span.startsAt), sqlTime(span.endsAt)],
  );
  return rows.map((row) => ({
    staffId: String(row.staff_id),
    startsAt: toDate(row.starts_at),
    endsAt: toDate(row.ends_at),
  }));
};
