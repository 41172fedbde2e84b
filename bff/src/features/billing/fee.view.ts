import type { FeeView } from 'shared-types/fee';
import type { Reader } from '../../platform/database/access.js';
import { readBuildingNames, readHouseBriefs } from '../community/community.door.js';
import type { FeeEntity } from './billing.entity.js';
import { findFees } from './fee.store.js';
import { feeWords } from './fee.words.js';
import { findBilledFees } from './run.store.js';

/** Bills stand that were made of it, or a run is at it. */
export interface FeeUse {
  inUse: boolean;
  /** Its last month that is billed. */
  lastPeriod: string | null;
}

export const useOf = async (reader: Reader, fee: FeeEntity): Promise<FeeUse> => {
  const billed = (await findBilledFees(reader, fee.communityId)).filter(({ feeId }) => feeId === fee.id);
  const periods = billed.map(({ period }) => period).sort();
  return {
    inUse: fee.usedAt !== null || billed.some(({ open }) => open),
    lastPeriod: fee.usedAt === null ? null : (periods.at(-1) ?? null),
  };
};

const restHouse = (fee: FeeEntity): string | null => (fee.rule.kind === 'pool' ? fee.rule.restTo : null);

const present = (fee: FeeEntity, from: { inUse: boolean; newest: boolean; words: string[] }): FeeView => ({
  id: fee.id,
  code: fee.code,
  version: fee.version,
  name: fee.name,
  kind: fee.kind,
  icon: fee.icon,
  rule: fee.rule,
  scope: fee.scope,
  discounts: fee.discounts,
  late: fee.late,
  validFrom: fee.validFrom,
  validTo: fee.validTo,
  inUse: from.inUse,
  words: from.words,
  actions: [
    ...(from.inUse ? [] : (['change'] as const)),
    ...(fee.validTo === null ? (['end'] as const) : []),
    ...(from.newest ? (['succeed'] as const) : []),
  ],
});

/** Fees with their words and what may be done with them, in the order in which they were made. */
export const presentFees = async (reader: Reader, communityId: string, fees: FeeEntity[]): Promise<FeeView[]> => {
  const [buildings, billed, all, houses] = await Promise.all([
    readBuildingNames(reader, communityId),
    findBilledFees(reader, communityId),
    findFees(reader, communityId),
    readHouseBriefs(
      reader,
      fees.flatMap((fee) => restHouse(fee) ?? []),
    ),
  ]);
  const open = new Set(billed.filter((one) => one.open).map(({ feeId }) => feeId));
  const labels = new Map(houses.map(({ id, label }) => [id, label]));
  return fees.map((fee) =>
    present(fee, {
      inUse: fee.usedAt !== null || open.has(fee.id),
      newest: !all.some(({ code, version }) => code === fee.code && version > fee.version),
      words: feeWords(fee, { buildings, restLabel: labels.get(restHouse(fee) ?? '') ?? null }),
    }),
  );
};
