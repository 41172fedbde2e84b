import type { MeterKind } from 'shared-types/reading';
import { AppError } from '../../../kernel/appError.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { findHousesByText } from '../../community/house.door.js';
import { parseValue } from '../reading.rules.js';
import { recordReading } from './recordReading.js';

interface MonthOfMeter {
  meter: MeterKind;
  period: string;
  readOn: string;
}

/** One reading by a person. */
export const enterReading = (
  deps: Deps,
  call: Call<StaffActor>,
  input: MonthOfMeter & { houseId: string; value: number; newMeterStart: number | null; estimated: boolean },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: by, name } = call.actor;
    const house = await readHouseBrief(tx, communityId, input.houseId);
    if (!house) throw new AppError('house.not_found');
    const reading = await recordReading(tx, deps.clock, {
      ...input,
      communityId,
      source: 'staff',
      by: { id: by, name },
    });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'reading.entered',
      subjectKind: 'house',
      subjectId: house.id,
      subject: t.readingSubject(house.label, input.meter, input.period, input.value),
    });
    return { id: reading.id };
  });

interface Fault {
  row: number;
  house: string;
  value: string;
  words: string;
}

/** A list as it was pasted: good rows are kept, the others told with what is wrong. A row twice changes nothing. */
export const enterReadings = (
  deps: Deps,
  call: Call<StaffActor>,
  { rows, ...month }: MonthOfMeter & { rows: { house: string; value: string }[] },
): Promise<{ entered: number; faults: Fault[] }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: by, name } = call.actor;
    const faults: Fault[] = [];
    let entered = 0;
    for (const [row, { house, value }] of rows.entries()) {
      const fault = (words: string): number => faults.push({ row, house, value, words });
      const number = parseValue(value);
      const found = await findHousesByText(tx, communityId, house);
      const [only] = found.items;
      if (!only) fault(t.houseUnknown);
      else if (found.total > 1) fault(t.houseMany(found.total));
      else if (number === null) fault(t.noReading);
      else
        try {
          const source = 'list' as const;
          const wish = { ...month, communityId, houseId: only.id, value: number, source, by: { id: by, name } };
          await recordReading(tx, deps.clock, wish);
          entered += 1;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          fault(
            error.code === 'reading.below_last'
              ? t.belowLast
              : (Object.values(error.refusal.fields ?? {})[0] ?? t.noReading),
          );
        }
    }
    if (entered > 0)
      await audit(tx, deps.clock, call, {
        communityId,
        action: 'reading.entered',
        subjectKind: 'reading',
        subjectId: null,
        subject: t.readingsSubject(month.meter, month.period, entered),
      });
    return { entered, faults };
  });
