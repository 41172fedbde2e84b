import type { AnnouncementKind, OutageKind, RichBlock } from 'shared-types/announcement';
import type { AnnouncementStatus, Audience } from 'shared-types/staffAnnouncement';
import { EntitySchema } from 'typeorm';
import { bool, id, int, json, key, nullable, string, time } from '../../platform/database/entityColumns.js';

export interface AnnouncementEntity {
  communityId: string;
  id: string;
  kind: AnnouncementKind;
  status: AnnouncementStatus;
  title: string;
  body: RichBlock[];
  audience: Audience;
  /** In their order; files that were taken off are still its own, and not shown. */
  fileIds: string[];
  pinned: boolean;
  outageKind: OutageKind | null;
  outageFrom: Date | null;
  outageUntil: Date | null;
  /** When it will be published by itself. */
  publishAt: Date | null;
  publishedAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnWhy: string | null;
  /** How often whoever had not read it was reminded. */
  reminders: number;
  remindedAt: Date | null;
  /** When they will be reminded by themselves. */
  remindAt: Date | null;
  version: number;
  createdAt: Date;
  changedAt: Date;
  byId: string;
  byName: string;
}

export const AnnouncementEntity = new EntitySchema<AnnouncementEntity>({
  name: 'announcement',
  tableName: 'announcement',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    kind: string(10),
    status: string(10),
    title: string(40),
    body: json(),
    audience: json(),
    fileIds: json('file_ids'),
    pinned: bool(),
    outageKind: string(8, 'outage_kind', nullable),
    outageFrom: time('outage_from', nullable),
    outageUntil: time('outage_until', nullable),
    publishAt: time('publish_at', nullable),
    publishedAt: time('published_at', nullable),
    withdrawnAt: time('withdrawn_at', nullable),
    withdrawnWhy: string(200, 'withdrawn_why', nullable),
    reminders: int(),
    remindedAt: time('reminded_at', nullable),
    remindAt: time('remind_at', nullable),
    version: int(),
    createdAt: time('created_at'),
    changedAt: time('changed_at'),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
  },
});

/** Somebody, an owner or a member of staff, has opened an announcement; the first time is kept. */
export interface AnnouncementReadEntity {
  communityId: string;
  announcementId: string;
  accountId: string;
  at: Date;
}

export const AnnouncementReadEntity = new EntitySchema<AnnouncementReadEntity>({
  name: 'announcement_read',
  tableName: 'announcement_read',
  columns: {
    communityId: key('community_id'),
    announcementId: key('announcement_id'),
    accountId: key('account_id'),
    at: time(),
  },
});

export const announcementEntities = [AnnouncementEntity, AnnouncementReadEntity];
