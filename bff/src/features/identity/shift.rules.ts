export interface Span {
  startsAt: Date;
  endsAt: Date;
}

const longestShiftMs = 24 * 3_600_000;
const dayMs = 86_400_000;
const longestListDays = 31;

export type ShiftFault = 'endBeforeStart' | 'tooLong' | 'overlap' | 'daysReversed' | 'tooManyDays';

/** A shift ends after it starts, within a day, and not while another of the same person runs. */
export const shiftFault = (shift: Span, others: Span[]): ShiftFault | null => {
  const lengthMs = shift.endsAt.getTime() - shift.startsAt.getTime();
  if (lengthMs <= 0) return 'endBeforeStart';
  if (lengthMs > longestShiftMs) return 'tooLong';
  const clash = others.some((other) => other.startsAt < shift.endsAt && other.endsAt > shift.startsAt);
  return clash ? 'overlap' : null;
};

/** Calendar days asked for, first and last included. */
export const daysFault = (from: string, to: string): ShiftFault | null => {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days < 1) return 'daysReversed';
  return days > longestListDays ? 'tooManyDays' : null;
};
