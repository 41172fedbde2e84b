import { In, IsNull, MoreThan } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import {
  type DeliveryState,
  InboxMessageEntity,
  MessageDeliveryEntity,
  SubscriptionQuotaEntity,
} from './notification.entity.js';

/** One message a cause and person: the second try of the same cause writes nothing. Returns what was written. */
export const insertMessagesOnce = async (tx: Tx, messages: InboxMessageEntity[]): Promise<InboxMessageEntity[]> => {
  try {
    await tx.insert(InboxMessageEntity, messages);
    return messages;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const before = await selectAll(tx, InboxMessageEntity, { where: { id: messages.map(({ id }) => id) } });
  const there = new Set(before.map(({ id }) => id));
  const fresh = messages.filter(({ id }) => !there.has(id));
  if (fresh.length > 0) await tx.insert(InboxMessageEntity, fresh);
  return fresh;
};

/** Whose inbox: an owner's is one, a member of staff has one in each community. */
export interface Inbox {
  accountId: string;
  communityId?: string;
}

export const listMessages = (
  reader: Reader,
  { accountId, communityId }: Inbox,
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<InboxMessageEntity[]> => {
  const query = reader
    .createQueryBuilder(InboxMessageEntity, 'm')
    .where('m.accountId = :accountId', { accountId })
    .orderBy('m.at', 'DESC')
    .addOrderBy('m.id', 'DESC')
    .take(limit);
  if (communityId) query.andWhere('m.communityId = :communityId', { communityId });
  if (before) query.andWhere('(m.at < :at OR (m.at = :at AND m.id < :id))', before);
  return query.getMany();
};

export const countUnread = async (reader: Reader, { accountId, communityId }: Inbox): Promise<number> => {
  const [row] = await selectRows(
    reader,
    `SELECT COUNT(*) AS unread FROM inbox_message WHERE account_id = ? AND read_at IS NULL${
      communityId ? ' AND community_id = ?' : ''
    }`,
    communityId ? [accountId, communityId] : [accountId],
  );
  return toNumber(row?.unread);
};

export const markRead = async (tx: Tx, inbox: Inbox, ids: string[] | null, at: Date): Promise<void> => {
  const where = { ...inbox, readAt: IsNull() };
  await tx.update(InboxMessageEntity, ids ? { ...where, id: In(ids) } : where, { readAt: at });
};

/** One acceptance more. */
export const addQuota = async (tx: Tx, accountId: string, templateId: string, at: Date): Promise<void> => {
  const changed = await tx.increment(SubscriptionQuotaEntity, { accountId, templateId }, 'remaining', 1);
  if (changed.affected === 0)
    await tx.insert(SubscriptionQuotaEntity, { accountId, templateId, remaining: 1, updatedAt: at });
};

/** Whether an acceptance is left; taking it decides. */
export const hasQuota = async (reader: Reader, accountId: string, templateId: string): Promise<boolean> =>
  ((await selectOne(reader, SubscriptionQuotaEntity, { accountId, templateId }))?.remaining ?? 0) > 0;

/** Takes one acceptance; false when none is left. One statement, so two senders never take the same one. */
export const takeQuota = async (tx: Tx, accountId: string, templateId: string): Promise<boolean> => {
  const where = { accountId, templateId, remaining: MoreThan(0) };
  const changed = await tx.update(SubscriptionQuotaEntity, where, { remaining: () => 'remaining - 1' });
  return changed.affected === 1;
};

export const clearQuota = async (tx: Tx, accountId: string, templateId: string): Promise<void> => {
  await tx.update(SubscriptionQuotaEntity, { accountId, templateId }, { remaining: 0 });
};

/** False when this row's message was begun before. */
export const insertDeliveryOnce = async (tx: Tx, delivery: MessageDeliveryEntity): Promise<boolean> => {
  try {
    await tx.insert(MessageDeliveryEntity, delivery);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};

export const endDelivery = async (
  tx: Tx,
  id: string,
  state: DeliveryState,
  at: Date,
  error: string | null,
): Promise<void> => {
  await tx.update(MessageDeliveryEntity, { id }, { state, endedAt: at, error });
};

/** Forgets a claim whose call was certainly not carried out. */
export const deleteDelivery = async (tx: Tx, id: string): Promise<void> => {
  await tx.delete(MessageDeliveryEntity, { id });
};
