import { toDay } from 'shared-types/time';
import { usualSeed } from '../simulators/devices/estate.js';
import { metersSince, valuesAt } from '../simulators/devices/model.js';
import { listDevices } from '../src/features/device/device.door.js';
import type { MeterDayEntity } from '../src/features/metering/metering.entity.js';
import { meterOfKind } from '../src/features/metering/metering.model.js';
import { saveDays } from '../src/features/metering/metering.store.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';

const dayMs = 86_400_000;
/** What is younger the simulated meters tell themselves, when they are connected. */
const toldDays = 30;
const atOnce = 200;

/** The days that the meters of some houses counted before the demo began, as the simulated estate lived them. */
export const makeMeterDays = async (deps: Deps, communityId: string, houseIds: ReadonlySet<string>): Promise<void> => {
  const until = deps.clock.now().getTime() - toldDays * dayMs;
  const rows: MeterDayEntity[] = [];
  for (const { id: deviceId, code, kind, houseId } of await listDevices(deps.db.reader, communityId)) {
    const told = meterOfKind[kind];
    if (!told || !houseId || !houseIds.has(houseId)) continue;
    const counted = (at: Date): number =>
      Math.round((valuesAt({ seed: usualSeed, code, kind, faults: [] }, at.getTime())[told.counter] ?? 0) * 1000);
    for (let from = metersSince; from.getTime() < until; from = new Date(from.getTime() + dayMs)) {
      const used = counted(new Date(from.getTime() + dayMs)) - counted(from);
      rows.push({ communityId, deviceId, day: toDay(from), used, estimated: false });
    }
  }
  await inTransaction(deps.db, async (tx) => {
    for (let at = 0; at < rows.length; at += atOnce) await saveDays(tx, rows.slice(at, at + atOnce));
  });
};
