import type { Department } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import type { EscalationLevel } from 'shared-types/staffRepair';
import type { EscalationCause } from 'shared-types/supervision';
import { ok, type Result, refuse } from '../../kernel/result.js';
import { addWorkingMs } from '../../kernel/workingTime.js';
import type { EscalationEntity } from './loop.entity.js';
import { hoursOf } from './promise.rules.js';
import type { RepairEntity } from './repair.entity.js';

/** In the hours in which the request's clocks run: at night nobody is called again for a lamp. */
const after = (at: Date, minutes: number, policy: ServicePolicy, urgency: RepairEntity['urgency']): Date =>
  addWorkingMs(at, minutes * 60_000, hoursOf(policy, urgency));

const againMinutes = (policy: ServicePolicy, urgency: RepairEntity['urgency']): number =>
  urgency === 'emergency' ? policy.escalation.emergencyAgainMinutes : policy.escalation.generalAgainMinutes;

export interface Climb {
  escalation: EscalationEntity;
  /** Whom to call now; null: nobody, it was only written down. */
  call: EscalationLevel | null;
}

export interface RaiseInput {
  repair: Pick<RepairEntity, 'communityId' | 'id' | 'urgency'>;
  department: Department;
  cause: EscalationCause;
  policy: ServicePolicy;
  now: Date;
  /** Id for a new one. */
  id: string;
  /** False where the department has no supervisor: the manager is called at once. */
  hasSupervisor: boolean;
}

/**
 * Something was missed (C5, C6). The first calls the supervisor; a further one while somebody follows calls the manager,
 * for following did not help; a further one while nobody answered changes nothing, for it climbs by itself.
 */
export const raise = (open: EscalationEntity | null, input: RaiseInput): Climb => {
  const { repair, policy, now, cause } = input;
  const nextStepAt = after(now, againMinutes(policy, repair.urgency), policy, repair.urgency);
  if (!open) {
    const level: EscalationLevel = input.hasSupervisor ? 'supervisor' : 'manager';
    const escalation: EscalationEntity = {
      communityId: repair.communityId,
      id: input.id,
      repairId: repair.id,
      department: input.department,
      level,
      cause,
      openedAt: now,
      levelAt: now,
      nextStepAt,
      calls: 1,
      followerId: null,
      followerName: null,
      followedAt: null,
      closedAt: null,
      openKey: repair.id,
    };
    return { escalation, call: level };
  }
  if (!open.followedAt) return { escalation: { ...open, cause }, call: null };
  return { escalation: climbed({ ...open, cause }, now, nextStepAt), call: 'manager' };
};

const climbed = (open: EscalationEntity, now: Date, nextStepAt: Date): EscalationEntity => ({
  ...open,
  level: 'manager',
  levelAt: open.level === 'manager' ? open.levelAt : now,
  calls: open.level === 'manager' ? open.calls + 1 : 1,
  followerId: null,
  followerName: null,
  followedAt: null,
  nextStepAt,
});

/** What its timer has to do now: climb or call again while nobody answers, or while following does not help. */
export const climb = (
  open: EscalationEntity,
  input: { urgency: RepairEntity['urgency']; policy: ServicePolicy; now: Date; stillLate: boolean },
): Climb => {
  const { policy, now } = input;
  if (!open.nextStepAt || open.nextStepAt > now) return { escalation: open, call: null };
  if (open.followedAt && !input.stillLate)
    return {
      escalation: { ...open, nextStepAt: after(now, policy.escalation.followMinutes, policy, input.urgency) },
      call: null,
    };
  return {
    escalation: climbed(open, now, after(now, againMinutes(policy, input.urgency), policy, input.urgency)),
    call: 'manager',
  };
};

/** "我来跟" */
export const follow = (
  open: EscalationEntity,
  who: { id: string; name: string },
  input: { policy: ServicePolicy; urgency: RepairEntity['urgency'] },
  now: Date,
): Result<EscalationEntity> => {
  const { policy, urgency } = input;
  if (open.closedAt) return refuse('escalation.closed');
  return ok({
    ...open,
    followerId: who.id,
    followerName: who.name,
    followedAt: now,
    nextStepAt: after(now, policy.escalation.followMinutes, policy, urgency),
  });
};

/** Nothing is left to follow. */
export const close = (open: EscalationEntity, now: Date): EscalationEntity => ({
  ...open,
  closedAt: now,
  nextStepAt: null,
  openKey: null,
});
