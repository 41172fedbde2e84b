import type { channels } from 'shared-types/repair';
import { EntitySchema } from 'typeorm';
import { bool, id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** What one household said of a complaint; the complaint itself is a request (`repair`) that bears nobody's name. */
export interface ComplaintReportEntity {
  communityId: string;
  id: string;
  /** The household's own number: that of the request with which it began. */
  number: string;
  /** The request in which it is handled now, and the one that was opened for it. */
  complaintId: string;
  originId: string;
  channel: (typeof channels)[number];
  /** The owner's account, or null when staff took it in. */
  reporterId: string | null;
  staffReporterId: string | null;
  houseId: string | null;
  houseLabel: string;
  contactName: string | null;
  contactPhoneEncrypted: string | null;
  anonymous: boolean;
  createdAt: Date;
  /** When it was joined to another complaint; null: it stands in its own. */
  joinedAt: Date | null;
  nod: 'accepted' | 'objected' | null;
  /** The request's round that the nod is about: after a reopening it counts no more. */
  nodRound: number;
  objections: number;
  stars: number | null;
  ratingText: string | null;
  ratedAt: Date | null;
}

export const ComplaintReportEntity = new EntitySchema<ComplaintReportEntity>({
  name: 'complaint_report',
  tableName: 'complaint_report',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: string(16),
    complaintId: id('complaint_id'),
    originId: id('origin_id'),
    channel: string(12),
    reporterId: id('reporter_id', nullable),
    staffReporterId: id('staff_reporter_id', nullable),
    houseId: id('house_id', nullable),
    houseLabel: string(60, 'house_label'),
    contactName: string(30, 'contact_name', nullable),
    contactPhoneEncrypted: string(200, 'contact_phone_encrypted', nullable),
    anonymous: bool('anonymous'),
    createdAt: time('created_at'),
    joinedAt: time('joined_at', nullable),
    nod: string(8, undefined, nullable),
    nodRound: int('nod_round'),
    objections: int(),
    stars: int(undefined, nullable),
    ratingText: string(500, 'rating_text', nullable),
    ratedAt: time('rated_at', nullable),
  },
});

/** A household's own words, which no other household reads. Pictures hang on the request's line (`eventId`). */
export interface ComplaintSaidEntity {
  communityId: string;
  id: string;
  reportId: string;
  eventId: string;
  kind: 'report' | 'add' | 'object';
  at: Date;
  words: string;
  /** As the field may read them: of an anonymous report without what would give it away. */
  fieldWords: string;
}

export const ComplaintSaidEntity = new EntitySchema<ComplaintSaidEntity>({
  name: 'complaint_said',
  tableName: 'complaint_said',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    reportId: id('report_id'),
    eventId: id('event_id'),
    kind: string(8),
    at: time(),
    words: text('words'),
    fieldWords: text('field_words'),
  },
});

/** A written answer (C7): one a round. */
export interface ComplaintAnswerEntity {
  communityId: string;
  id: string;
  complaintId: string;
  round: number;
  text: string;
  byId: string;
  byName: string;
  at: Date;
}

export const ComplaintAnswerEntity = new EntitySchema<ComplaintAnswerEntity>({
  name: 'complaint_answer',
  tableName: 'complaint_answer',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    complaintId: id('complaint_id'),
    round: int(),
    text: text('text'),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
    at: time(),
  },
});

/** 处理公示: one a complaint, its id the complaint's. */
export interface ComplaintOutcomeEntity {
  communityId: string;
  id: string;
  state: 'draft' | 'published' | 'withdrawn';
  title: string;
  text: string;
  categoryId: string;
  households: number;
  reportedAt: Date;
  writtenById: string;
  writtenByName: string;
  decidedById: string | null;
  decidedByName: string | null;
  reason: string | null;
  updatedAt: Date;
  publishedAt: Date | null;
}

export const ComplaintOutcomeEntity = new EntitySchema<ComplaintOutcomeEntity>({
  name: 'complaint_outcome',
  tableName: 'complaint_outcome',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    state: string(10),
    title: string(60),
    text: text('text'),
    categoryId: string(32, 'category_id'),
    households: int(),
    reportedAt: time('reported_at'),
    writtenById: id('written_by_id'),
    writtenByName: string(30, 'written_by_name'),
    decidedById: id('decided_by_id', nullable),
    decidedByName: string(30, 'decided_by_name', nullable),
    reason: string(200, undefined, nullable),
    updatedAt: time('updated_at'),
    publishedAt: time('published_at', nullable),
  },
});

export const complaintEntities = [
  ComplaintReportEntity,
  ComplaintSaidEntity,
  ComplaintAnswerEntity,
  ComplaintOutcomeEntity,
];
