import { type VisitHalf, visitHalves } from 'shared-types/homeVisit';
import type { ServicePolicy } from 'shared-types/policy';
import { atWall, toDay, wall } from 'shared-types/time';
import { ok, type Result, refuse } from '../../kernel/result.js';
import type { HomeVisitEntity } from './homevisit.entity.js';

export type VisitPolicy = ServicePolicy['homeVisit'];

export interface Hours {
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** On the day itself the owner and whoever comes are reminded at this hour. */
const reminderHour = 8;

/** The hours of a half-day as the rules have them now. */
export const hoursOf = (policy: VisitPolicy, day: string, half: VisitHalf): Hours =>
  half === 'morning'
    ? { from: atWall(day, policy.morningFrom), to: atWall(day, policy.morningTo) }
    : { from: atWall(day, policy.afternoonFrom), to: atWall(day, policy.afternoonTo) };

const weekdayOf = (day: string): number => wall(atWall(day, 12)).weekday || 7;

/** Days on which somebody may be asked to come, today first. */
export const offeredDays = (policy: VisitPolicy, now: Date): string[] => {
  if (policy.perHalf === 0) return [];
  const noon = atWall(toDay(now), 12).getTime();
  return Array.from({ length: policy.aheadDays + 1 }, (_, ahead) => toDay(new Date(noon + ahead * dayMs))).filter(
    (day) =>
      policy.weekdays.includes(weekdayOf(day)) && visitHalves.some((half) => hoursOf(policy, day, half).from > now),
  );
};

/** Why a half-day cannot be had; null: it can. */
export const whyNot = (
  policy: VisitPolicy,
  { day, half, taken }: { day: string; half: VisitHalf; taken: number },
  now: Date,
): 'over' | 'full' | null => {
  if (hoursOf(policy, day, half).from <= now) return 'over';
  return taken >= policy.perHalf ? 'full' : null;
};

/** The hours that are promised, where the day is offered and there is a place. */
export const book = (
  policy: VisitPolicy,
  wanted: { day: string; half: VisitHalf; taken: number },
  now: Date,
): Result<Hours> => {
  if (!offeredDays(policy, now).includes(wanted.day)) return refuse('home_visit.not_offered');
  const why = whyNot(policy, wanted, now);
  if (why === 'over') return refuse('home_visit.not_offered');
  return why === 'full' ? refuse('home_visit.full') : ok(hoursOf(policy, wanted.day, wanted.half));
};

export const openKeyOf = (houseId: string, day: string, half: VisitHalf): string => `${houseId}|${day}|${half}`;

type Timed = Pick<HomeVisitEntity, 'status' | 'day' | 'fromAt' | 'toAt' | 'bookedAt'>;

/** When its three timers look: whether somebody was named, the morning of the day, the end of the half-day. */
export const looksOf = (
  { day, fromAt, toAt, bookedAt }: Timed,
  policy: VisitPolicy,
): { name: 'give' | 'day' | 'end'; at: Date }[] => {
  const give = new Date(Math.min(bookedAt.getTime() + policy.giveMinutes * minuteMs, fromAt.getTime()));
  const morning = atWall(day, reminderHour);
  return [
    { name: 'give', at: give },
    // Booked later than that, it is no reminder.
    ...(morning > bookedAt ? [{ name: 'day' as const, at: morning }] : []),
    { name: 'end', at: toAt },
  ];
};

const open = new Set<HomeVisitEntity['status']>(['booked', 'given', 'coming']);

export const isOpen = ({ status }: Pick<HomeVisitEntity, 'status'>): boolean => open.has(status);

/** Its half-day is over and nothing was said of it. */
export const isLate = (visit: Timed, now: Date): boolean => isOpen(visit) && visit.toAt <= now;

/** Nobody says that they are on the way before its day. */
export const maySetOut = ({ status, day }: Pick<HomeVisitEntity, 'status' | 'day'>, now: Date): boolean =>
  status === 'given' && day <= toDay(now);
