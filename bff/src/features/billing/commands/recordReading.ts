import type { MeterKind } from 'shared-types/reading';
import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { billingTexts as t } from '../../../locales/billing.js';
import type { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/access.js';
import { lockHouse } from '../../community/community.door.js';
import type { ReadingEntity } from '../billing.entity.js';
import { findFees } from '../fee.store.js';
import { monthOf } from '../period.rules.js';
import { backwards, reckonUse } from '../reading.rules.js';
import { findReadingsOf, insertReading, isBilledFrom, updateReading } from '../reading.store.js';

export interface ReadingInput {
  communityId: string;
  houseId: string;
  meter: MeterKind;
  /** The month that it closes, YYYY-MM. */
  period: string;
  /** YYYY-MM-DD */
  readOn: string;
  /** Thousandths of the meter's unit. */
  value: number;
  /** The meter was replaced: the old one ended at `value`, the new one began here. */
  newMeterStart?: number | null;
  estimated?: boolean;
  source: ReadingEntity['source'];
  by: { id: string; name: string } | null;
}

const checkTimes = (clock: Clock, { period, readOn }: ReadingInput): void => {
  const today = toDay(clock.now());
  if (readOn > today) throw new AppError('request.invalid', { fields: { readOn: t.readingAhead } });
  if (period > monthOf(today)) throw new AppError('request.invalid', { fields: { period: t.readingAhead } });
};

const refuseBilled = async (tx: Tx, { communityId, houseId, meter, period }: ReadingInput): Promise<void> => {
  const codes = (await findFees(tx, communityId))
    .filter(({ rule }) => rule.kind === 'metered' && rule.meter === meter)
    .map(({ code }) => code);
  if (codes.length > 0 && (await isBilledFrom(tx, communityId, houseId, codes, period)))
    throw new AppError('request.invalid', { fields: { period: t.readingBilled } });
};

/**
 * The closing reading of a month, by staff or by a smart meter. Said again it replaces what was there, and the same
 * values change nothing. Below the one before: `reading.below_last`; of a month that is billed already, or before one:
 * `request.invalid`.
 */
export const recordReading = async (tx: Tx, clock: Clock, input: ReadingInput): Promise<ReadingEntity> => {
  checkTimes(clock, input);
  const { communityId, houseId, meter, period, readOn, value, newMeterStart = null, estimated = false } = input;
  // The use of a month follows from the one before: readings of a house come one after the other.
  await lockHouse(tx, communityId, houseId);
  const all = await findReadingsOf(tx, communityId, houseId, meter);
  const before = all.find((one) => one.period === period);
  const given = { readOn, value, newMeterStart, estimated };
  if (before && Object.entries(given).every(([name, one]) => before[name as keyof typeof given] === one)) return before;
  await refuseBilled(tx, input);
  const at = clock.now();
  const said = { ...given, source: input.source, byId: input.by?.id ?? null, byName: input.by?.name ?? null, at };
  const made: ReadingEntity = {
    communityId,
    id: before?.id ?? newId(at),
    houseId,
    meter,
    period,
    ...said,
    openingValue: null,
    used: null,
  };
  const chain = [...all.filter((one) => one !== before), made].sort((a, b) => (a.period < b.period ? -1 : 1));
  if (backwards(chain)) throw new AppError('reading.below_last');
  const uses = reckonUse(chain);
  for (const [index, one] of chain.entries()) {
    const use = uses[index] ?? { openingValue: null, used: null };
    if (one === made) Object.assign(made, use);
    // A month that was left out and comes later takes its part of the use of the month after it.
    else if (one.openingValue !== use.openingValue || one.used !== use.used) await updateReading(tx, one, use);
  }
  await (before ? updateReading(tx, made, made) : insertReading(tx, made));
  return made;
};
