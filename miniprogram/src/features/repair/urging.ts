import type { OwnerRepairView } from 'shared-types/repair';
import { clockTime, dayName, dayTime } from 'shared-types/time';
import { zh } from '../../locales/zh-CN';

const words = zh.detail;

export interface Urging {
  may: boolean;
  /** Why not, or not yet. */
  why: string | null;
}

/** Whether an urge can be given at `now`; null where there is nothing to urge. */
export const urgingOf = (repair: OwnerRepairView, now: Date): Urging | null => {
  const { status, pause, urges, actions } = repair;
  if (pause || !['submitted', 'assigned', 'working'].includes(status)) return null;
  if (urges.left === 0) return { may: false, why: words.urgedEnough };
  if (!urges.nextAt) return actions.includes('urge') ? { may: true, why: null } : null;
  if (Date.parse(urges.nextAt) <= now.getTime()) return { may: true, why: null };
  const sameDay = dayName(urges.nextAt, now) === dayName(now, now);
  const time = sameDay ? clockTime(urges.nextAt) : dayTime(urges.nextAt, now);
  return { may: false, why: words.urgeFrom(time) };
};
