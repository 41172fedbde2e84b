import type { MeterKind } from 'shared-types/reading';

/** What is being read: which meter, for which month, on which day, and whether this person may write. */
export interface Round {
  meter: MeterKind;
  period: string;
  readOn: string;
  may: boolean;
}
