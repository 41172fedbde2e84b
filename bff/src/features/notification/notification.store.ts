import { In, IsNull } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectRows } from '../../platform/database/select.js';
import { forUpdate, isDuplicate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import {
  type DeliveryState,
  InboxMessageEntity,
  MessageDeliveryEntity,
  SubscriptionQuotaEntity,
} from './notification.entity.js';

/** One message a cause and person: the second try of the same cause writes nothing. Returns what was written. */
export const insertMessagesOnce = async (tx: Tx, messages: InboxMessageEntity[]): Promise<InboxMessageEntity[]> => {
  try {
    await insertRows(tx, InboxMessageEntity, messages);
    return messages;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const before = await selectAll(tx, InboxMessageEntity, { where: { id: messages.map(({ id }) => id) } });
  const there = new Set(before.map(({ id }) => id));
  const fresh = messages.filter(({ id }) => !there.has(id));
  await insertRows(tx, InboxMessageEntity, fresh);
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

const quotaOf = async (
  reader: Reader,
  accountIds: string[],
  templateId: string,
  lock = '',
): Promise<Map<string, number>> => {
  if (accountIds.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT account_id, remaining FROM subscription_quota
     WHERE template_id = ? AND account_id IN (${marks(accountIds)}) ORDER BY account_id${lock}`,
    [templateId, ...accountIds],
  );
  return new Map(rows.map((row) => [String(row.account_id), toNumber(row.remaining)]));
};

/** Who of them has an acceptance left; taking it decides. */
export const haveQuota = async (reader: Reader, accountIds: string[], templateId: string): Promise<Set<string>> => {
  const left = await quotaOf(reader, [...new Set(accountIds)], templateId);
  return new Set([...left].flatMap(([accountId, remaining]) => (remaining > 0 ? [accountId] : [])));
};

/**
 * Begins messages of one template, one for each account at most: takes an acceptance and keeps the delivery. Returns the
 * ids of those that may be sent: not the ones that were begun before, nor those whose owner accepts no more.
 */
export const beginDeliveries = async (
  tx: Tx,
  templateId: string,
  deliveries: readonly MessageDeliveryEntity[],
): Promise<Set<string>> => {
  // Locked in the order of the key, so that two who take from the same owners do not wait for each other crosswise; and
  // locked first, so that the second to begin the same message sees what the first one did.
  const accountIds = deliveries.map(({ accountId }) => accountId);
  const left = await quotaOf(tx, accountIds, templateId, forUpdate(tx));
  const ids = deliveries.map(({ id }) => id);
  const before = await selectRows(tx, `SELECT id FROM message_delivery WHERE id IN (${marks(ids)})`, ids);
  const begun = new Set(before.map((row) => String(row.id)));
  const sending = deliveries.filter(({ id, accountId }) => !begun.has(id) && (left.get(accountId) ?? 0) > 0);
  if (sending.length === 0) return new Set();
  await execute(
    tx,
    `UPDATE subscription_quota SET remaining = remaining - 1
     WHERE template_id = ? AND account_id IN (${marks(sending)})`,
    [templateId, ...sending.map(({ accountId }) => accountId)],
  );
  await insertRows(tx, MessageDeliveryEntity, sending);
  return new Set(sending.map(({ id }) => id));
};

/** No acceptance is left: the platform said so. */
export const clearQuota = async (tx: Tx, accountId: string, templateId: string): Promise<void> => {
  await tx.update(SubscriptionQuotaEntity, { accountId, templateId }, { remaining: 0 });
};

/** Writes down how calls ended; `outcome` is the same for all of them. */
export const endDeliveries = async (
  tx: Tx,
  ids: readonly string[],
  outcome: { state: DeliveryState; error: string | null; at: Date },
): Promise<void> => {
  await execute(tx, `UPDATE message_delivery SET state = ?, error = ?, ended_at = ? WHERE id IN (${marks(ids)})`, [
    outcome.state,
    outcome.error,
    outcome.at,
    ...ids,
  ]);
};

/** Forgets a claim whose call was certainly not carried out. */
export const deleteDelivery = async (tx: Tx, id: string): Promise<void> => {
  await tx.delete(MessageDeliveryEntity, { id });
};
