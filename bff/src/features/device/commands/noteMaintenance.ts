import { atWall, toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { onDevice, record } from '../record.js';

const noon = 12;

/** What was done to a device outside of any order. */
export const noteMaintenance = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, day, text }: { id: string; day: string; text: string },
): Promise<{ id: string }> =>
  onDevice(deps, call, id, async (tx, device) => {
    const now = deps.clock.now();
    if (day > toDay(now)) throw new AppError('request.invalid', { fields: { day: t.dayAhead } });
    const at = day === toDay(now) ? now : atWall(day, noon);
    await record(tx, deps, call, device, {
      ...{ action: 'device.maintenance', kind: 'maintenance', note: text, reason: t.maintenance(day, text), at },
    });
    return { id };
  });
