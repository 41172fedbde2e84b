import {
  AnnouncementSummary,
  AnnouncementView,
  announcementKinds,
  audienceRoles,
  HouseOutage,
  OutageView,
  outageKinds,
  RichBlock,
} from './announcement.js';
import { contract } from './contract.js';
import { FileView } from './file.js';
import { Done, Id, Instant, PageQuery, page, text, z } from './schemas.js';

/** 公告 as the office writes, publishes and follows them. */

export const announcementStatuses = ['draft', 'scheduled', 'published', 'withdrawn'] as const;
export type AnnouncementStatus = (typeof announcementStatuses)[number];

export const mostFiles = 12;
export const mostPlacesOfAudience = 300;

/** Whom it is for. Without any place: the whole community. A place among several is enough, and so is a role. */
export const Audience = z.object({
  roles: z.array(z.enum(audienceRoles)).check(z.maxLength(3)),
  staff: z.boolean(),
  buildingIds: z.array(Id).check(z.maxLength(mostPlacesOfAudience)),
  unitIds: z.array(Id).check(z.maxLength(mostPlacesOfAudience)),
  houseIds: z.array(Id).check(z.maxLength(mostPlacesOfAudience)),
});
export type Audience = z.infer<typeof Audience>;

export const AnnouncementBody = z.object({
  kind: z.enum(announcementKinds),
  title: text(40),
  /** What was typed or pasted, as HTML; only what rich text knows is kept of it. */
  html: z.string().check(z.maxLength(100_000)),
  audience: Audience,
  /** Pictures and PDFs in their order: new uploads of the caller, or those that it has. */
  fileIds: z.array(Id).check(z.maxLength(mostFiles)),
  pinned: z.boolean(),
  /** Of an outage, and of nothing else. */
  outage: z.nullable(z.object({ kind: z.enum(outageKinds), from: Instant, until: Instant })),
});
export type AnnouncementBody = z.infer<typeof AnnouncementBody>;

const counts = {
  /** Accounts that it is for now, and those of them that have read it. */
  reached: z.int(),
  read: z.int(),
};

export const StaffAnnouncementRow = z.object({
  id: Id,
  kind: z.enum(announcementKinds),
  kindName: z.string(),
  title: z.string(),
  status: z.enum(announcementStatuses),
  /** 草稿 */
  statusName: z.string(),
  /** 3栋 · 业主、家人 */
  audienceWords: z.string(),
  pinned: z.boolean(),
  outage: z.nullable(OutageView),
  /** When it was, or will be, published; null: a draft. */
  at: z.nullable(Instant),
  changedAt: Instant,
  byName: z.string(),
  /** How many have read it; null: not published. */
  read: z.nullable(z.int()),
});
export type StaffAnnouncementRow = z.infer<typeof StaffAnnouncementRow>;

export const announcementActions = ['change', 'publish', 'discard', 'withdraw', 'pin', 'unpin', 'remind'] as const;
export type AnnouncementAction = (typeof announcementActions)[number];

export const StaffAnnouncementView = z.object({
  ...StaffAnnouncementRow.shape,
  body: z.array(RichBlock),
  files: z.array(FileView),
  audience: Audience,
  /** Those of `audience.houseIds`, with their labels. */
  houses: z.array(z.object({ id: Id, label: z.string() })),
  withdrawnAt: z.nullable(Instant),
  withdrawnWhy: z.nullable(z.string()),
  /** How often whoever had not read it was reminded, and the last time. */
  reminders: z.int(),
  remindedAt: z.nullable(Instant),
  /** When they will be reminded by themselves; null: not any more. */
  remindAt: z.nullable(Instant),
  /** Changes with every change; a command on an older one is refused. */
  version: z.int(),
  actions: z.array(z.enum(announcementActions)),
});
export type StaffAnnouncementView = z.infer<typeof StaffAnnouncementView>;

const ReachLine = z.object({ id: z.string(), name: z.string(), ...counts });

export const Reach = z.object({
  ...counts,
  /** Houses in these places, and those of them where somebody is bound whom it reaches. */
  houses: z.int(),
  housesReached: z.int(),
  byRole: z.array(ReachLine),
  /** In the order of the ledger; one account may live in two of them. */
  byBuilding: z.array(ReachLine),
  /** Why so few: 18 户没有人绑定，只能贴在楼道里 */
  remarks: z.array(z.string()),
});
export type Reach = z.infer<typeof Reach>;

const read = { as: ['staff'], may: 'announcement.read' } as const;
const manage = { as: ['staff'], may: 'announcement.manage' } as const;
const on = { param: 'id', of: 'announcement', within: 'community' } as const;
const Params = z.object({ id: Id });
const Version = z.object({ version: z.int() });

/** Newest change first. */
export const listStaffAnnouncements = contract({
  name: 'listStaffAnnouncements',
  summary: '公告管理',
  method: 'GET',
  path: '/staff/announcements',
  auth: read,
  query: z.object({ ...PageQuery, status: z.optional(z.enum(announcementStatuses)) }),
  response: page(StaffAnnouncementRow),
  errors: ['request.invalid'],
});

export const readStaffAnnouncement = contract({
  name: 'readStaffAnnouncement',
  summary: '一则公告和它的设置',
  method: 'GET',
  path: '/staff/announcements/:id',
  auth: { ...read, on },
  params: Params,
  response: StaffAnnouncementView,
  errors: ['announcement.not_found'],
});

/** How many people an audience is, and why. Changes nothing. */
export const previewReach = contract({
  name: 'previewReach',
  summary: '预览能通知到多少人',
  method: 'POST',
  path: '/staff/announcements/reach',
  auth: manage,
  body: z.object({ audience: Audience }),
  response: Reach,
  errors: ['request.invalid'],
});

export const createAnnouncement = contract({
  name: 'createAnnouncement',
  summary: '写公告',
  method: 'POST',
  path: '/staff/announcements',
  auth: manage,
  body: AnnouncementBody,
  response: StaffAnnouncementView,
  idempotent: true,
  errors: ['request.invalid', 'file.not_yours'],
});

/** Drafts and scheduled ones; what was published is not changed any more. */
export const changeAnnouncement = contract({
  name: 'changeAnnouncement',
  summary: '修改公告',
  method: 'PUT',
  path: '/staff/announcements/:id',
  auth: { ...manage, on },
  params: Params,
  body: z.object({ ...AnnouncementBody.shape, ...Version.shape }),
  response: StaffAnnouncementView,
  idempotent: true,
  errors: [
    'announcement.not_found',
    'announcement.illegal_transition',
    'announcement.changed',
    'request.invalid',
    'file.not_yours',
  ],
});

/** Without `at`: now. */
export const publishAnnouncement = contract({
  name: 'publishAnnouncement',
  summary: '发布公告',
  method: 'POST',
  path: '/staff/announcements/:id/publish',
  auth: { ...manage, on },
  params: Params,
  body: z.object({ ...Version.shape, at: z.optional(Instant) }),
  response: StaffAnnouncementView,
  idempotent: true,
  errors: ['announcement.not_found', 'announcement.illegal_transition', 'announcement.changed', 'request.invalid'],
});

/** Gone from every list at once; staff still see it with the reason. */
export const withdrawAnnouncement = contract({
  name: 'withdrawAnnouncement',
  summary: '撤回公告',
  method: 'POST',
  path: '/staff/announcements/:id/withdraw',
  auth: { ...manage, on },
  params: Params,
  body: z.object({ reason: text(200) }),
  response: StaffAnnouncementView,
  idempotent: true,
  errors: ['announcement.not_found', 'announcement.illegal_transition'],
});

export const discardAnnouncement = contract({
  name: 'discardAnnouncement',
  summary: '删除公告草稿',
  method: 'POST',
  path: '/staff/announcements/:id/discard',
  auth: { ...manage, on },
  params: Params,
  body: z.object({}),
  response: Done,
  idempotent: true,
  errors: ['announcement.not_found', 'announcement.illegal_transition'],
});

export const pinAnnouncement = contract({
  name: 'pinAnnouncement',
  summary: '置顶公告',
  method: 'POST',
  path: '/staff/announcements/:id/pin',
  auth: { ...manage, on },
  params: Params,
  body: z.object({ pinned: z.boolean() }),
  response: StaffAnnouncementView,
  idempotent: true,
  errors: ['announcement.not_found', 'announcement.illegal_transition'],
});

/** Reminds whoever has not read it: as often as the policy allows, never in quiet hours. */
export const remindAnnouncement = contract({
  name: 'remindAnnouncement',
  summary: '提醒没看的人',
  method: 'POST',
  path: '/staff/announcements/:id/remind',
  auth: { ...manage, on },
  params: Params,
  body: z.object({}),
  response: StaffAnnouncementView,
  idempotent: true,
  errors: ['announcement.not_found', 'announcement.illegal_transition', 'announcement.remind_not_now'],
});

/** Who has read it, as the people are whom it is for now. */
export const readReceipts = contract({
  name: 'readReceipts',
  summary: '公告已读情况',
  method: 'GET',
  path: '/staff/announcements/:id/receipts',
  auth: { ...read, on },
  params: Params,
  response: Reach,
  errors: ['announcement.not_found'],
});

export const ReceiptPerson = z.object({
  name: z.string(),
  /** 3栋2单元1102 业主 · 员工 */
  who: z.string(),
  readAt: z.nullable(Instant),
});
export type ReceiptPerson = z.infer<typeof ReceiptPerson>;

export const listReceiptPeople = contract({
  name: 'listReceiptPeople',
  summary: '公告看了和没看的人',
  method: 'GET',
  path: '/staff/announcements/:id/people',
  auth: { ...read, on },
  params: Params,
  query: z.object({ ...PageQuery, read: z.enum(['yes', 'no']), buildingId: z.optional(Id) }),
  response: page(ReceiptPerson),
  errors: ['announcement.not_found', 'request.invalid'],
});

/** What is for the staff of the community in which the caller works; pinned first, then newest first. */
export const listStaffNotices = contract({
  name: 'listStaffNotices',
  summary: '给员工的公告',
  method: 'GET',
  path: '/staff/notices',
  auth: { as: ['staff'] },
  query: z.object({ ...PageQuery }),
  response: z.object({ ...page(AnnouncementSummary).shape, unread: z.int() }),
  errors: ['request.invalid'],
});

/** Opening it is reading it. */
export const openStaffNotice = contract({
  name: 'openStaffNotice',
  summary: '看一则给员工的公告',
  method: 'POST',
  path: '/staff/notices/:id/open',
  auth: { as: ['staff'], on },
  params: Params,
  body: z.object({}),
  response: AnnouncementView,
  errors: ['announcement.not_found'],
});

/** What hangs out in the service station now: for whoever stands before the kiosk, so nothing that is for staff alone. */
export const readNoticeBoard = contract({
  name: 'readNoticeBoard',
  summary: '服务驿站的公告栏',
  method: 'GET',
  path: '/staff/notice-board',
  auth: { as: ['staff'], may: 'request.create' },
  response: z.object({
    items: z.array(z.object({ ...AnnouncementSummary.shape, placeWords: z.string() })),
  }),
  errors: [],
});

/** As owners hear it, for whoever reports on behalf of a house. */
export const listOutagesOfHouse = contract({
  name: 'listOutagesOfHouse',
  summary: '代报修前：这户的计划停用',
  method: 'GET',
  path: '/staff/houses/:id/outages',
  auth: { as: ['staff'], may: 'request.create', on: { param: 'id', of: 'house', within: 'community' } },
  params: Params,
  response: z.object({ items: z.array(HouseOutage) }),
  errors: ['house.not_found'],
});
