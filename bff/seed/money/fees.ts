import type { BodyOf } from 'shared-types/contract';
import type { createFee as createFeeApi } from 'shared-types/fee';
import { createFee } from '../../src/features/billing/commands/writeFee.js';
import type { Call, StaffActor } from '../../src/platform/call.js';
import type { Deps } from '../../src/platform/deps.js';
import type { Month } from './months.js';

type Fee = BodyOf<typeof createFeeApi>;

const everywhere = { buildingIds: [], houseKinds: [], usages: [] };
const late = { bpPerDay: 5, capBp: 2000, graceDays: 7 };
const monthly = { everyMonths: 1, firstMonth: 1 } as const;

/** What 阳光花园 charges. Prices in 1/10000 yuan, volumes in thousandths. */
const feesFrom = (validFrom: Month): Fee[] => {
  const always = { discounts: [], late, validFrom, validTo: null };
  return [
    {
      name: '物业费',
      kind: 'property',
      icon: 'home',
      rule: { kind: 'area', price: 23_000, ...monthly },
      scope: { ...everywhere, houseKinds: ['house'] },
      ...always,
      discounts: [{ name: '空置优惠', offBp: 3000, occupancies: ['vacant'], vacantDays: 90, usages: [], houseIds: [] }],
    },
    {
      name: '商铺物业费',
      kind: 'property',
      icon: 'home',
      rule: { kind: 'area', price: 45_000, ...monthly },
      scope: { ...everywhere, houseKinds: ['shop'] },
      ...always,
    },
    {
      name: '水费',
      kind: 'water',
      icon: 'water',
      rule: {
        kind: 'metered',
        meter: 'water',
        tiers: [
          { upTo: 15_000, price: 41_000 },
          { upTo: 25_000, price: 57_000 },
          { upTo: null, price: 88_000 },
        ],
      },
      scope: everywhere,
      ...always,
    },
    {
      name: '电费',
      kind: 'power',
      icon: 'power',
      rule: {
        kind: 'metered',
        meter: 'power',
        tiers: [
          { upTo: 260_000, price: 5583 },
          { upTo: 600_000, price: 6083 },
          { upTo: null, price: 8583 },
        ],
      },
      scope: everywhere,
      ...always,
    },
    {
      name: '车位费',
      kind: 'parking',
      icon: 'parking',
      rule: { kind: 'parking', ownedFen: 6000, leasedFen: 15_000, ...monthly },
      scope: everywhere,
      ...always,
    },
    {
      name: '公共照明电费',
      kind: 'shared-power',
      icon: 'shared',
      rule: { kind: 'pool', by: 'area', level: 'community', restTo: null },
      scope: { ...everywhere, houseKinds: ['house'] },
      ...always,
      late: null,
    },
  ];
};

/** The community's fees, in force since a month; the id of the one whose sum is entered every month. */
export const makeFees = async (deps: Deps, call: Call<StaffActor>, validFrom: Month): Promise<string> => {
  let shared = '';
  for (const fee of feesFrom(validFrom)) {
    const { id } = await createFee(deps, call, fee);
    if (fee.rule.kind === 'pool') shared = id;
  }
  return shared;
};
