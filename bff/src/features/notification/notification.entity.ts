import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

export interface InboxMessageEntity {
  id: string;
  accountId: string;
  communityId: string;
  title: string;
  body: string;
  link: string | null;
  at: Date;
  readAt: Date | null;
}

export const InboxMessageEntity = new EntitySchema<InboxMessageEntity>({
  name: 'inbox_message',
  tableName: 'inbox_message',
  columns: {
    id: key('id'),
    accountId: id('account_id'),
    communityId: id('community_id'),
    title: string(40),
    body: string(300),
    link: string(200, undefined, nullable),
    at: time(),
    readAt: time('read_at', nullable),
  },
});

/** How many subscribe messages an owner still accepts of a template: the platform has no API for it (wechat.md 3.4). */
export interface SubscriptionQuotaEntity {
  accountId: string;
  templateId: string;
  remaining: number;
  updatedAt: Date;
}

export const SubscriptionQuotaEntity = new EntitySchema<SubscriptionQuotaEntity>({
  name: 'subscription_quota',
  tableName: 'subscription_quota',
  columns: {
    accountId: id('account_id', { primary: true }),
    templateId: string(64, 'template_id', { primary: true }),
    remaining: int(),
    updatedAt: time('updated_at'),
  },
});

export type DeliveryState = 'sending' | 'sent' | 'refused' | 'unknown';

/** One subscribe message; its id is the outbox row's, so that a row sends one message at most. */
export interface MessageDeliveryEntity {
  id: string;
  communityId: string;
  accountId: string;
  templateId: string;
  state: DeliveryState;
  error: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

export const MessageDeliveryEntity = new EntitySchema<MessageDeliveryEntity>({
  name: 'message_delivery',
  tableName: 'message_delivery',
  columns: {
    id: key('id'),
    communityId: id('community_id'),
    accountId: id('account_id'),
    templateId: string(64, 'template_id'),
    state: string(10),
    error: string(200, undefined, nullable),
    createdAt: time('created_at'),
    endedAt: time('ended_at', nullable),
  },
});
