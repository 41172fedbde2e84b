import { type FollowUpLevel, type FollowUpOutcome, type FollowUpStage, followUpLevels } from 'shared-types/followUp';
import type { StaffRole } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import { atWall } from 'shared-types/time';
import { ok, type Result, refuse } from '../../kernel/result.js';
import type { FollowUpEntity, FollowUpNoteEntity, MeasureEntity } from './followup.entity.js';

export type FollowUpPolicy = ServicePolicy['followUp'];

const minute = 60_000;
const dayMs = 86_400_000;

/** Whether a rating is bad enough to be followed up (C9). */
export const isBad = (stars: number, policy: FollowUpPolicy): boolean => stars <= policy.stars;

export const isLevel = (stage: FollowUpStage): stage is FollowUpLevel =>
  (followUpLevels as readonly string[]).includes(stage);

const minutesOf: Record<FollowUpLevel, (policy: FollowUpPolicy) => number> = {
  'customer-service': (policy) => policy.serviceMinutes,
  supervisor: (policy) => policy.supervisorMinutes,
  manager: (policy) => policy.managerMinutes,
};

/** A level has its own time, but never longer than until the plan must be published. */
const levelDue = (level: FollowUpLevel, from: Date, planDueAt: Date, policy: FollowUpPolicy): Date =>
  new Date(Math.min(from.getTime() + minutesOf[level](policy) * minute, Math.max(planDueAt.getTime(), from.getTime())));

type Begin = Pick<FollowUpEntity, 'stage' | 'stageAt' | 'dueAt' | 'planDueAt' | 'lateCalls'>;

/** How a follow-up begins; the day for the plan runs from the rating, however late it is heard. */
export const begin = (ratedAt: Date, now: Date, policy: FollowUpPolicy): Begin => {
  const planDueAt = new Date(ratedAt.getTime() + policy.planMinutes * minute);
  const dueAt = levelDue('customer-service', ratedAt, planDueAt, policy);
  return { stage: 'customer-service', stageAt: now, dueAt, planDueAt, lateCalls: 0 };
};

/** Whose a level is; where a community has nobody of a level, its manager does it. */
export const mayHandle = (
  level: FollowUpLevel,
  roles: readonly StaffRole[],
  staffed: ReadonlySet<StaffRole>,
): boolean => roles.includes(level) || (roles.includes('manager') && !staffed.has(level));

/** After so many calls that nobody answered a level has done what it can. */
const enoughTries = 2;

const hasSpoken = (notes: readonly Pick<FollowUpNoteEntity, 'level' | 'outcome'>[], level: FollowUpLevel): boolean => {
  const own = notes.filter((note) => note.level === level);
  return own.some(({ outcome }) => outcome !== 'no-answer') || own.length >= enoughTries;
};

/** Whether everything of a plan is done; without a plan nothing is. */
export const allDone = (measures: readonly Pick<MeasureEntity, 'doneAt'>[]): boolean =>
  measures.length > 0 && measures.every(({ doneAt }) => doneAt !== null);

/** The end of the earliest day of what is not done yet; null: everything is. */
const nextMeasureDue = (measures: readonly Pick<MeasureEntity, 'doneAt' | 'dueOn'>[]): Date | null => {
  const days = measures.filter(({ doneAt }) => !doneAt).map(({ dueOn }) => dueOn);
  const first = days.sort()[0];
  return first ? new Date(atWall(first, 0).getTime() + dayMs) : null;
};

type Measures = readonly Pick<MeasureEntity, 'doneAt' | 'dueOn'>[];

/** After the last level: what was promised is waited for, and where nothing was, the plan itself. */
const afterLevels = (followUp: FollowUpEntity, measures: Measures, now: Date): FollowUpEntity => {
  if (allDone(measures)) return { ...followUp, stage: 'finished', stageAt: now, dueAt: null, finishedAt: now };
  const dueAt = followUp.publishedAt ? nextMeasureDue(measures) : followUp.planDueAt;
  return { ...followUp, stage: 'rectifying', stageAt: now, dueAt };
};

export interface Noting {
  outcome: FollowUpOutcome;
  pass: boolean;
}

/** A level writes down what it did, and hands over when the owner was spoken to or tried twice. */
export const note = (
  followUp: FollowUpEntity,
  notes: readonly Pick<FollowUpNoteEntity, 'level' | 'outcome'>[],
  measures: Measures,
  input: Noting,
  policy: FollowUpPolicy,
  now: Date,
): Result<FollowUpEntity> => {
  const { stage } = followUp;
  if (!isLevel(stage)) return refuse('follow_up.illegal_transition');
  if (!input.pass) return ok(followUp);
  if (!hasSpoken([...notes, { level: stage, outcome: input.outcome }], stage))
    return refuse('follow_up.illegal_transition');
  const next = followUpLevels[followUpLevels.indexOf(stage) + 1];
  if (!next) return ok(afterLevels(followUp, measures, now));
  return ok({ ...followUp, stage: next, stageAt: now, dueAt: levelDue(next, now, followUp.planDueAt, policy) });
};

/** The plan is published once, by whomever and at whatever level it stands. */
export const publish = (
  followUp: FollowUpEntity,
  plan: { cause: string; by: string; measures: Measures },
  now: Date,
): Result<FollowUpEntity> => {
  if (followUp.publishedAt || followUp.stage === 'finished') return refuse('follow_up.illegal_transition');
  const published = { ...followUp, cause: plan.cause, publishedAt: now, publishedBy: plan.by };
  return ok(followUp.stage === 'rectifying' ? afterLevels(published, plan.measures, now) : published);
};

/** What was promised is done; the last of it ends the follow-up when the levels are through. */
export const checkOff = (followUp: FollowUpEntity, measures: Measures, now: Date): FollowUpEntity => {
  if (followUp.stage !== 'rectifying') return followUp;
  return afterLevels(followUp, measures, now);
};

/** Once, by whoever rated, from the published plan on. */
export const mayRateAgain = (followUp: FollowUpEntity): boolean =>
  followUp.publishedAt !== null && followUp.ratedAgainAt === null;

export interface Late {
  followUp: FollowUpEntity;
  /** Whom to call; null: nothing is late. */
  call: readonly StaffRole[] | null;
}

/** When its timer has to look again: at what is due, or after a while for what is late. */
export const nextLook = (followUp: FollowUpEntity, policy: FollowUpPolicy, now: Date): Date | null => {
  const due = [followUp.dueAt, followUp.publishedAt ? null : followUp.planDueAt].filter((at) => at !== null);
  if (followUp.stage === 'finished' || due.length === 0) return null;
  const first = new Date(Math.min(...due.map((at) => at.getTime())));
  return first > now ? first : new Date(now.getTime() + policy.againMinutes * minute);
};

const above: Record<FollowUpLevel, FollowUpLevel> = {
  'customer-service': 'supervisor',
  supervisor: 'manager',
  manager: 'manager',
};

/** What is late is called for again, with the level above; a plan that is late is the manager's. */
export const callLate = (followUp: FollowUpEntity, now: Date): Late => {
  const { stage, dueAt, publishedAt, planDueAt } = followUp;
  const planLate = !publishedAt && planDueAt <= now;
  const stageLate = dueAt !== null && dueAt <= now;
  if (stage === 'finished' || (!planLate && !stageLate)) return { followUp, call: null };
  const levels = isLevel(stage) && stageLate ? [stage, above[stage]] : (['supervisor', 'manager'] as const);
  const call = [...new Set<StaffRole>([...levels, ...(planLate ? (['manager'] as const) : [])])];
  return { followUp: { ...followUp, lateCalls: followUp.lateCalls + 1 }, call };
};
