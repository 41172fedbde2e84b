import { type QuietHours, quietUntil } from '../../kernel/quietHours.js';

export interface ReminderTerms extends QuietHours {
  remindAfterMinutes: number;
  mostReminders: number;
}

/** When to tell people: at once, or when they may be disturbed again. An emergency waits for nobody's sleep. */
export const tellAt = (kind: string, hours: QuietHours, now: Date): Date =>
  kind === 'emergency' ? now : (quietUntil(hours, now) ?? now);

/** When whoever has not read it is reminded by itself; null: the community wants no reminders. */
export const firstReminder = (terms: ReminderTerms, publishedAt: Date): Date | null => {
  if (terms.mostReminders === 0) return null;
  const at = new Date(publishedAt.getTime() + terms.remindAfterMinutes * 60_000);
  return quietUntil(terms, at) ?? at;
};

interface Reminded {
  status: string;
  reminders: number;
  outageUntil: Date | null;
}

/** Whether a reminder still makes sense: published, not as often as allowed yet, and not of something that is over. */
export const mayRemind = (
  { status, reminders, outageUntil }: Reminded,
  { mostReminders }: ReminderTerms,
  now: Date,
): boolean => status === 'published' && reminders < mostReminders && (outageUntil === null || outageUntil > now);
