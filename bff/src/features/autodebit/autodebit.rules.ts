import { atWall, toDay, wall } from 'shared-types/time';

/** When what is due is taken, which bills, and what follows when it fails. Pure. */

interface Terms {
  day: number;
  hour: number;
  noticeDays: number;
  retries: number;
  retryAfterDays: number;
}

const dayMs = 86_400_000;
/** So many days after its day a month is still caught up with, if nobody looked before. */
const graceDays = 5;
const firstHour = 7;
const lastHour = 22;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** WeChat takes money from 7 to 22 only. */
export const isOpenHour = (now: Date): boolean => {
  const { hour } = wall(now);
  return hour >= firstHour && hour < lastHour;
};

/** The next time at which the day's work is looked for. */
export const nextTick = ({ hour }: Pick<Terms, 'hour'>, now: Date): Date => {
  const today = atWall(toDay(now), hour);
  return today > now ? today : atWall(addDays(toDay(now), 1), hour);
};

const two = (n: number): string => String(n).padStart(2, '0');
const monthsFrom = (today: string): string[] => {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${two(month + 1)}`;
  return [today.slice(0, 7), next];
};

export interface MonthDue {
  /** 2026-11 */
  slot: string;
  /** On which it is taken: never sooner than `noticeDays` after the notice. */
  day: string;
  /** The day that the policy names; whoever signed after it begins with the next month. */
  plannedDay: string;
}

/** The month whose debits are to be announced today; null: none. */
export const monthToAnnounce = ({ day, noticeDays }: Terms, today: string): MonthDue | null => {
  for (const slot of monthsFrom(today)) {
    const plannedDay = `${slot}-${two(day)}`;
    if (today < addDays(plannedDay, -noticeDays) || today > addDays(plannedDay, graceDays)) continue;
    const soonest = addDays(today, noticeDays);
    return { slot, plannedDay, day: soonest > plannedDay ? soonest : plannedDay };
  }
  return null;
};

/** The next planned day after today, for whoever asks when. */
export const nextDebitDay = ({ day, noticeDays }: Terms, today: string): string => {
  const days = monthsFrom(today).map((slot) => `${slot}-${two(day)}`);
  return days.find((one) => addDays(one, -noticeDays) >= today) ?? days[1] ?? today;
};

interface Payable {
  id: string;
  dueOn: string | null;
  outstandingFen: number;
}

/** Whole bills, the oldest first, as long as they fit under the limit; one that does not fit is left to its owner. */
export const chooseBills = <B extends Payable>(
  bills: readonly B[],
  limitFen: number,
): { bills: B[]; sumFen: number } => {
  const oldest = [...bills].sort((a, b) => {
    const [one, other] = [a.dueOn ?? '', b.dueOn ?? ''];
    if (one !== other) return one < other ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
  const chosen: B[] = [];
  let sumFen = 0;
  for (const bill of oldest)
    if (bill.outstandingFen > 0 && sumFen + bill.outstandingFen <= limitFen) {
      chosen.push(bill);
      sumFen += bill.outstandingFen;
    }
  return { bills: chosen, sumFen };
};

const empty = /^(NOT_?ENOUGH|USER_BALANCE_NOT_ENOUGH|BANK_?ERROR)$/;
const gone = /^(CONTRACT_?NOT_?EXIST|CONTRACT_TERMINATED|CONTRACT_EXPIRED)$/;

export type AfterFailure =
  /** Again on this day. */
  { status: 'waiting'; day: string } | { status: 'failed'; mandateGone: boolean };

/** What follows when a try failed; `attempts` counts it. Only an empty account is worth another try. */
export const afterFailure = (terms: Terms, reason: string, attempts: number, today: string): AfterFailure => {
  if (empty.test(reason) && attempts <= terms.retries)
    return { status: 'waiting', day: addDays(today, terms.retryAfterDays) };
  return { status: 'failed', mandateGone: gone.test(reason) };
};

const lookSeconds = [30, 60, 300, 600, 1800];
const mostLooks = 24 * 7;

/** Seconds until the channel is asked again what became of a debit; null: it has been asked for a week. */
export const nextLook = (step: number): number | null => (step >= mostLooks ? null : (lookSeconds[step] ?? 3600));

const signingSeconds = [10, 30, 60, 180, 600, 1800];

/** Seconds until WeChat is asked again whether it was signed; null: nobody signs any more. */
export const nextSigningLook = (step: number): number | null => signingSeconds[step] ?? null;
