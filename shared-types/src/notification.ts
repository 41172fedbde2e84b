import { contract } from './contract.js';
import { Done, Id, Instant, PageQuery, page, z } from './schemas.js';

export const InboxMessage = z.object({
  id: Id,
  title: z.string(),
  body: z.string(),
  /** Page of the mini-program to open, with its query: /features/repair/pages/detail/index?id=… */
  link: z.nullable(z.string()),
  at: Instant,
  read: z.boolean(),
});
export type InboxMessage = z.infer<typeof InboxMessage>;

export const listInbox = contract({
  name: 'listInbox',
  summary: '我的消息',
  method: 'GET',
  path: '/inbox',
  auth: { as: ['owner'] },
  query: z.object({ ...PageQuery }),
  response: z.object({ ...page(InboxMessage).shape, unread: z.int() }),
  errors: [],
});

export const markInboxRead = contract({
  name: 'markInboxRead',
  summary: '标为已读',
  method: 'POST',
  path: '/inbox/read',
  auth: { as: ['owner'] },
  /** Absent: all. */
  body: z.object({ ids: z.optional(z.array(Id).check(z.maxLength(100))) }),
  response: Done,
  errors: [],
});

/** 消息: what staff are told, newest first. `link` is a page of the staff's front end: /requests/… */
export const listStaffInbox = contract({
  name: 'listStaffInbox',
  summary: '员工的消息',
  method: 'GET',
  path: '/staff/inbox',
  auth: { as: ['staff'] },
  query: z.object({ ...PageQuery }),
  response: z.object({ ...page(InboxMessage).shape, unread: z.int() }),
  errors: [],
});

export const markStaffInboxRead = contract({
  name: 'markStaffInboxRead',
  summary: '员工消息标为已读',
  method: 'POST',
  path: '/staff/inbox/read',
  auth: { as: ['staff'] },
  /** Absent: all. */
  body: z.object({ ids: z.optional(z.array(Id).check(z.maxLength(100))) }),
  response: Done,
  errors: [],
});

/** Template ids to ask for after reporting; one acceptance is one message (wechat.md 3.4). */
export const listSubscriptionTemplates = contract({
  name: 'listSubscriptionTemplates',
  summary: '可以订阅的消息模板',
  method: 'GET',
  path: '/subscriptions/templates',
  auth: { as: ['owner'] },
  query: z.object({
    moment: z.enum(['report', 'binding', 'bill', 'visitor', 'complaint', 'announcement', 'home-visit']),
  }),
  response: z.object({ templateIds: z.array(z.string()) }),
  errors: [],
});

export const recordSubscriptions = contract({
  name: 'recordSubscriptions',
  summary: '记下订阅消息弹窗的结果',
  method: 'POST',
  path: '/subscriptions',
  auth: { as: ['owner'] },
  body: z.object({
    results: z
      .array(
        z.object({
          templateId: z.string().check(z.minLength(1), z.maxLength(64)),
          result: z.enum(['accept', 'reject', 'ban', 'filter', 'acceptWithAudio']),
        }),
      )
      .check(z.minLength(1), z.maxLength(5)),
  }),
  response: Done,
  idempotent: true,
  errors: [],
});
