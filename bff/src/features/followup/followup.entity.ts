import type { FollowUpLevel, FollowUpOutcome, FollowUpStage } from 'shared-types/followUp';
import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** A bad rating, until what it was about is put right (C9). */
export interface FollowUpEntity {
  communityId: string;
  id: string;
  repairId: string;
  /** The request, or the household's report of a complaint: it is followed up once. */
  subjectId: string;
  /** Who rated; null: their account is gone. */
  accountId: string | null;
  houseId: string | null;
  number: string;
  title: string;
  typeName: string;
  placeLabel: string;
  /** Building or area: what may be published. */
  place: string;
  stars: number;
  words: string;
  ratedAt: Date;
  stage: FollowUpStage;
  stageAt: Date;
  /** When the stage is late; null: it has ended. */
  dueAt: Date | null;
  planDueAt: Date;
  lateCalls: number;
  cause: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  finishedAt: Date | null;
  starsAfter: number | null;
  wordsAfter: string;
  ratedAgainAt: Date | null;
}

export const FollowUpEntity = new EntitySchema<FollowUpEntity>({
  name: 'follow_up',
  tableName: 'follow_up',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    subjectId: id('subject_id'),
    accountId: id('account_id', nullable),
    houseId: id('house_id', nullable),
    number: string(16),
    title: string(60),
    typeName: string(20, 'type_name'),
    placeLabel: string(60, 'place_label'),
    place: string(60),
    stars: int(),
    words: string(500),
    ratedAt: time('rated_at'),
    stage: string(20),
    stageAt: time('stage_at'),
    dueAt: time('due_at', nullable),
    planDueAt: time('plan_due_at'),
    lateCalls: int('late_calls'),
    cause: text('cause', nullable),
    publishedAt: time('published_at', nullable),
    publishedBy: string(30, 'published_by', nullable),
    finishedAt: time('finished_at', nullable),
    starsAfter: int('stars_after', nullable),
    wordsAfter: string(500, 'words_after'),
    ratedAgainAt: time('rated_again_at', nullable),
  },
});

/** What a level did. */
export interface FollowUpNoteEntity {
  communityId: string;
  id: string;
  followUpId: string;
  level: FollowUpLevel;
  at: Date;
  byId: string;
  byName: string;
  outcome: FollowUpOutcome;
  note: string;
  ownerWords: string;
}

export const FollowUpNoteEntity = new EntitySchema<FollowUpNoteEntity>({
  name: 'follow_up_note',
  tableName: 'follow_up_note',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    followUpId: id('follow_up_id'),
    level: string(20),
    at: time(),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
    outcome: string(10),
    note: string(500),
    ownerWords: string(500, 'owner_words'),
  },
});

/** One thing of the plan. */
export interface MeasureEntity {
  communityId: string;
  id: string;
  followUpId: string;
  position: number;
  text: string;
  responsible: string;
  /** 2026-11-30 */
  dueOn: string;
  doneAt: Date | null;
  doneById: string | null;
  doneByName: string | null;
  doneNote: string | null;
}

export const MeasureEntity = new EntitySchema<MeasureEntity>({
  name: 'follow_up_measure',
  tableName: 'follow_up_measure',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    followUpId: id('follow_up_id'),
    position: int(),
    text: string(200),
    responsible: string(20),
    dueOn: string(10, 'due_on'),
    doneAt: time('done_at', nullable),
    doneById: id('done_by_id', nullable),
    doneByName: string(30, 'done_by_name', nullable),
    doneNote: string(200, 'done_note', nullable),
  },
});

export const followUpEntities = [FollowUpEntity, FollowUpNoteEntity, MeasureEntity];
