import type { HouseOutage } from 'shared-types/announcement';

/** The outage that explains a kind of trouble: one that runs before one that is to come. */
export const offNow = (outages: readonly HouseOutage[], typeId: string): HouseOutage | null => {
  const fitting = outages.filter(({ problemTypeIds }) => problemTypeIds.includes(typeId));
  return fitting.find(({ running }) => running) ?? fitting[0] ?? null;
};
