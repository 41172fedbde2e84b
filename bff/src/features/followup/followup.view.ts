import type { FileView } from 'shared-types/file';
import type {
  FollowUpNote,
  OwnFollowUp,
  PublicFollowUp,
  RectificationPlan,
  StaffFollowUp,
  StaffFollowUpRow,
} from 'shared-types/followUp';
import { toInstant } from 'shared-types/time';
import type { FollowUpEntity, FollowUpNoteEntity, MeasureEntity } from './followup.entity.js';
import { mayRateAgain } from './followup.rules.js';

type Files = ReadonlyMap<string, FileView[]>;

const instantOrNull = (at: Date | null): string | null => at && toInstant(at);

export const presentPlan = (
  followUp: FollowUpEntity,
  measures: readonly MeasureEntity[],
  files: Files,
): RectificationPlan | null => {
  const { publishedAt, planDueAt, cause, finishedAt } = followUp;
  if (!publishedAt) return null;
  return {
    cause: cause ?? '',
    measures: measures.map(({ id, text, responsible, dueOn, doneAt, doneNote }) => ({
      ...{ id, text, responsible, dueOn },
      done: doneAt && { at: toInstant(doneAt), note: doneNote ?? '', files: files.get(id) ?? [] },
    })),
    publishedAt: toInstant(publishedAt),
    inTime: publishedAt <= planDueAt,
    finishedAt: instantOrNull(finishedAt),
  };
};

export const presentPublic = (followUp: FollowUpEntity, plan: RectificationPlan): PublicFollowUp => {
  const { id, typeName, place, stars, ratedAt, starsAfter } = followUp;
  return { id, typeName, place, stars, ratedAt: toInstant(ratedAt), plan, starsAfter };
};

export const presentOwn = (followUp: FollowUpEntity, plan: RectificationPlan | null): OwnFollowUp => {
  const { id, repairId, title, stage, stars, ratedAt, planDueAt, starsAfter } = followUp;
  return {
    ...{ id, repairId, title, stage, stars, plan, starsAfter },
    ...{ ratedAt: toInstant(ratedAt), planDueAt: toInstant(planDueAt) },
    actions: mayRateAgain(followUp) ? ['rate-again'] : [],
  };
};

export const presentStaffRow = (followUp: FollowUpEntity): StaffFollowUpRow => {
  const { id, repairId, number, title, placeLabel, stars, words, stage, lateCalls } = followUp;
  return {
    ...{ id, repairId, number, title, placeLabel, stars, words, stage, lateCalls },
    ...{ ratedAt: toInstant(followUp.ratedAt), dueAt: instantOrNull(followUp.dueAt) },
    ...{ planDueAt: toInstant(followUp.planDueAt), planPublishedAt: instantOrNull(followUp.publishedAt) },
  };
};

const presentNote = ({ id, at, level, byName, outcome, note, ownerWords }: FollowUpNoteEntity): FollowUpNote => ({
  ...{ id, level, by: byName, outcome, note, ownerWords },
  at: toInstant(at),
});

export const presentStaff = (
  followUp: FollowUpEntity,
  notes: readonly FollowUpNoteEntity[],
  plan: RectificationPlan | null,
  actions: StaffFollowUp['actions'],
): StaffFollowUp => ({
  ...presentStaffRow(followUp),
  notes: notes.map(presentNote),
  plan,
  starsAfter: followUp.starsAfter,
  wordsAfter: followUp.wordsAfter,
  actions,
});
