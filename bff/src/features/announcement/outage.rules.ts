import type { OutageKind, OutageState } from 'shared-types/announcement';

/** Troubles that a planned outage may explain, by ids of `data/problem-types.json`. */
const explained: Record<OutageKind, readonly string[]> = {
  water: ['plumbing', 'appliance', 'hvac'],
  power: ['electrical', 'lighting', 'appliance', 'lift', 'access', 'network', 'hvac'],
  gas: ['gas', 'appliance', 'hvac'],
  lift: ['lift'],
  network: ['network', 'access'],
};

export const problemTypesOf = (kind: OutageKind): readonly string[] => explained[kind];

/** The end is outside: at 18:00 the water is back. */
export const outageState = ({ from, until }: { from: Date; until: Date }, now: Date): OutageState => {
  if (now < from) return 'coming';
  return now < until ? 'running' : 'over';
};

const mostDays = 31;
const dayMs = 86_400_000;

export type OutageFault = 'reversed' | 'over' | 'too-long';

/** What is wrong with the times of an outage that is about to be announced. */
export const outageFault = ({ from, until }: { from: Date; until: Date }, now: Date): OutageFault | null => {
  if (until <= from) return 'reversed';
  if (until <= now) return 'over';
  return until.getTime() - from.getTime() > mostDays * dayMs ? 'too-long' : null;
};

/** Hours before its beginning in which whoever reports a trouble hears of an outage. */
const soonHours = 2;

/** Whether a trouble that shows itself now may come from it. */
export const concernsNow = (outage: { from: Date; until: Date }, now: Date): boolean =>
  outageState(outage, now) === 'running' ||
  (now < outage.from && outage.from.getTime() - now.getTime() <= soonHours * 3_600_000);
