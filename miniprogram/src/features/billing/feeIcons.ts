import type { BillSummary } from 'shared-types/billing';

/** The drawing for each picture of a fee. */
export const feeIcon: Record<BillSummary['icon'], string> = {
  home: 'home',
  water: 'drop',
  power: 'bolt',
  gas: 'flame',
  parking: 'car',
  shared: 'people',
  other: 'receipt',
};
