import { contract } from './contract.js';
import { FileView } from './file.js';
import { Done, Id, Instant, PageQuery, page, z } from './schemas.js';

/**
 * 公告. The office publishes to the people of places and roles; whoever opens one has read it. A planned outage is one that
 * says what is off, where, and from when to when.
 */

export const announcementKinds = ['notice', 'outage', 'emergency'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

export const outageKinds = ['water', 'power', 'gas', 'lift', 'network'] as const;
export type OutageKind = (typeof outageKinds)[number];

export const outageStates = ['coming', 'running', 'over'] as const;
export type OutageState = (typeof outageStates)[number];

export const audienceRoles = ['owner', 'family', 'tenant'] as const;
export type AudienceRole = (typeof audienceRoles)[number];

/** Rich text is data, not HTML: there is no mark-up that a front end could run. */
export const RichRun = z.object({
  text: z.string(),
  bold: z.optional(z.literal(true)),
  /** https:, http: or tel: */
  href: z.optional(z.string()),
});
export type RichRun = z.infer<typeof RichRun>;

/** p: a paragraph; h: a heading; li: a line with a dot; num: a numbered line, which counts from the one before it. */
export const RichBlock = z.object({ kind: z.enum(['p', 'h', 'li', 'num']), runs: z.array(RichRun) });
export type RichBlock = z.infer<typeof RichBlock>;

export const OutageView = z.object({
  kind: z.enum(outageKinds),
  /** 停水 */
  kindName: z.string(),
  from: Instant,
  until: Instant,
  /** 11月25日 9:00–11:00 */
  windowWords: z.string(),
  state: z.enum(outageStates),
  /** 正在停水 */
  stateName: z.string(),
});
export type OutageView = z.infer<typeof OutageView>;

const facts = {
  id: Id,
  kind: z.enum(announcementKinds),
  /** 公告 */
  kindName: z.string(),
  title: z.string(),
  /** The first words of the text, or when and what is off. */
  summary: z.string(),
  /** When it was published. */
  at: Instant,
  pinned: z.boolean(),
  /** By the caller. */
  read: z.boolean(),
  outage: z.nullable(OutageView),
};

export const AnnouncementSummary = z.object(facts);
export type AnnouncementSummary = z.infer<typeof AnnouncementSummary>;

export const AnnouncementView = z.object({
  ...facts,
  /** 3栋 1单元、2单元 · 全小区 */
  placeWords: z.string(),
  body: z.array(RichBlock),
  /** Pictures first, in their order; then papers. */
  files: z.array(FileView),
  /** The office that speaks: 阳光花园物业服务中心 */
  from: z.string(),
});
export type AnnouncementView = z.infer<typeof AnnouncementView>;

/** What is addressed to the caller: pinned first, then newest first. */
export const listAnnouncements = contract({
  name: 'listAnnouncements',
  summary: '公告',
  method: 'GET',
  path: '/announcements',
  auth: { as: ['owner'] },
  query: z.object({ ...PageQuery }),
  response: z.object({ ...page(AnnouncementSummary).shape, unread: z.int() }),
  errors: ['request.invalid'],
});

const announcementOf = { as: ['owner'], on: { param: 'id', of: 'announcement', within: 'household' } } as const;
const Params = z.object({ id: Id });

export const readAnnouncement = contract({
  name: 'readAnnouncement',
  summary: '一则公告',
  method: 'GET',
  path: '/announcements/:id',
  auth: announcementOf,
  params: Params,
  response: AnnouncementView,
  errors: ['announcement.not_found'],
});

/** The page was seen. Twice is once. */
export const markAnnouncementRead = contract({
  name: 'markAnnouncementRead',
  summary: '公告看过了',
  method: 'POST',
  path: '/announcements/:id/read',
  auth: announcementOf,
  params: Params,
  body: z.object({}),
  response: Done,
  errors: ['announcement.not_found'],
});

/** What is off at a house now or within the next hours, and which troubles that may explain. */
export const HouseOutage = z.object({
  announcementId: Id,
  kind: z.enum(outageKinds),
  /** 计划停水到 18:00 */
  words: z.string(),
  running: z.boolean(),
  from: Instant,
  until: Instant,
  problemTypeIds: z.array(z.string()),
});
export type HouseOutage = z.infer<typeof HouseOutage>;

/** Asked before something is reported from a house; whoever hears it may still report. */
export const listHouseOutages = contract({
  name: 'listHouseOutages',
  summary: '这户的计划停用',
  method: 'GET',
  path: '/houses/:id/outages',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: Params,
  response: z.object({ items: z.array(HouseOutage) }),
  errors: ['house.not_found'],
});
