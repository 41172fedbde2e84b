import { ReadingEntity } from '../../src/features/billing/billing.entity.js';
import type { HouseEntity } from '../../src/features/community/community.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { insertRows } from '../../src/platform/database/write.js';
import type { Deps } from '../../src/platform/deps.js';
import type { Random } from '../random.js';
import { heatOf, type Month, monthAfter, timeIn } from './months.js';

type House = Pick<HouseEntity, 'id' | 'kind' | 'label' | 'occupancy' | 'areaHundredths'>;

/** What a house used in a month, in thousandths of a ton or a kilowatt-hour. */
type Use = (house: House, month: Month) => { water: number; power: number };

const useOf =
  (random: Random): Use =>
  (house, month) => {
    if (house.occupancy === 'vacant') return { water: 0, power: random.below(3) * 1000 };
    const size = (house.areaHundredths ?? 9000) / 9000;
    const swing = 0.75 + random.next() * 0.5;
    const trade = house.kind === 'shop' ? 3 : 1;
    const water = Math.round((7 + 5 * size) * swing * trade) * 1000;
    const power = Math.round((95 + 60 * size + 190 * heatOf(month) * size) * swing * trade) * 1000;
    return { water, power };
  };

/** The house whose November everybody can check on paper: 12 tons and 168 kilowatt-hours. */
const told = { label: '1栋1单元101', water: 12_000, power: 168_000, before: { water: 1_284_000, power: 9_412_000 } };

/**
 * Readings of every meter on the last day of each month, from the month before the first; the last month's are those
 * that its bills speak of.
 */
export const makeReadings = async (
  deps: Deps,
  communityId: string,
  houses: readonly House[],
  months: readonly Month[],
  random: Random,
): Promise<void> => {
  const use = useOf(random);
  const rows: ReadingEntity[] = [];
  const last = months[months.length - 1];
  for (const house of houses) {
    // The story's house is told from its last month backwards: its meters show what the look of its bill shows.
    const uses = months.map((month) =>
      house.label === told.label && month === last ? { water: told.water, power: told.power } : use(house, month),
    );
    for (const meter of ['water', 'power'] as const) {
      const usedBefore = uses.slice(0, -1).reduce((sum, one) => sum + one[meter], 0);
      let value = house.label === told.label ? told.before[meter] - usedBefore : random.below(900) * 1000;
      const add = (month: Month, used: number | null): void => {
        const opening = used === null ? null : value;
        value += used ?? 0;
        const at = timeIn(month, 31, 15);
        rows.push({
          communityId,
          id: newId(at),
          houseId: house.id,
          meter,
          period: month,
          readOn: new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
          value,
          openingValue: opening,
          used,
          newMeterStart: null,
          estimated: false,
          source: 'list',
          byId: null,
          byName: null,
          at,
        });
      };
      add(monthAfter(months[0] ?? '', -1), null);
      for (const [index, month] of months.entries()) add(month, uses[index]?.[meter] ?? 0);
    }
  }
  await inTransaction(deps.db, async (tx) => {
    for (let from = 0; from < rows.length; from += 500)
      await insertRows(tx, ReadingEntity, rows.slice(from, from + 500));
  });
};
