import type { InquiryMessage, InquiryStatus, SourceView } from 'shared-types/inquiry';
import { EntitySchema } from 'typeorm';
import { bool, id, int, json, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';
import { CannedEntity } from './canned.entity.js';

/** What a community knows: questions as people ask them, one answer, and where it is written. */
export interface ArticleEntity {
  communityId: string;
  id: string;
  title: string;
  questions: string[];
  answer: string;
  source: string;
  /** Days, both included. */
  validFrom: string | null;
  validUntil: string | null;
  retiredAt: Date | null;
  version: number;
  changedAt: Date;
  byId: string;
  byName: string;
}

export const ArticleEntity = new EntitySchema<ArticleEntity>({
  name: 'article',
  tableName: 'article',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    title: string(40),
    questions: json(),
    answer: text(),
    source: string(60),
    validFrom: string(10, 'valid_from', nullable),
    validUntil: string(10, 'valid_until', nullable),
    retiredAt: time('retired_at', nullable),
    version: int(),
    changedAt: time('changed_at'),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
  },
});

export interface InquiryEntity {
  communityId: string;
  id: string;
  /** Null: a house asked at a kiosk, where nobody's account is known. */
  accountId: string | null;
  houseId: string;
  status: InquiryStatus;
  openedAt: Date;
  changedAt: Date;
  /** Since when a person is waited for. */
  waitingSince: Date | null;
  staffId: string | null;
  staffName: string | null;
  /** The request that answers in writing. */
  repairId: string | null;
  closedAt: Date | null;
  /** The first words of what was said last. */
  last: string;
  openKey: string | null;
  /** The member of staff who stood beside at the kiosk. */
  helperId: string | null;
  helperName: string | null;
}

export const InquiryEntity = new EntitySchema<InquiryEntity>({
  name: 'inquiry',
  tableName: 'inquiry',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    accountId: id('owner_id', nullable),
    houseId: id('house_id'),
    status: string(8),
    openedAt: time('opened_at'),
    changedAt: time('changed_at'),
    waitingSince: time('waiting_since', nullable),
    staffId: id('staff_id', nullable),
    staffName: string(30, 'staff_name', nullable),
    repairId: id('repair_id', nullable),
    closedAt: time('closed_at', nullable),
    last: string(100),
    openKey: string(60, 'open_key', nullable),
    helperId: id('helper_id', nullable),
    helperName: string(30, 'helper_name', nullable),
  },
});

export interface InquiryMessageEntity {
  communityId: string;
  id: string;
  inquiryId: string;
  position: number;
  at: Date;
  kind: InquiryMessage['kind'];
  body: string;
  /** A language model's words for its source. */
  phrased: boolean;
  byId: string | null;
  byName: string | null;
  /** As they were read then: an article may change later. */
  sources: SourceView[];
  confidenceBp: number | null;
  link: string | null;
}

export const InquiryMessageEntity = new EntitySchema<InquiryMessageEntity>({
  name: 'inquiry_message',
  tableName: 'inquiry_message',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    inquiryId: id('inquiry_id'),
    position: int(),
    at: time(),
    kind: string(10),
    body: text(),
    phrased: bool(undefined, { default: 0 }),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name', nullable),
    sources: json(),
    confidenceBp: int('confidence_bp', nullable),
    link: string(200, undefined, nullable),
  },
});

export const inquiryEntities = [ArticleEntity, CannedEntity, InquiryEntity, InquiryMessageEntity];
