import type { AlarmRule } from 'shared-types/alarmPolicy';
import { alarmTexts } from '../../locales/alarm.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { noteDeviceRepair } from '../device/device.door.js';
import { openRequestBySystem } from '../repair/repair.door.js';
import type { AlarmEntity } from './alarm.entity.js';
import { type AlarmLine, tellAlarm } from './record.js';

/** Opens a request for what the alarm says, where the device stands; without a place a person has to. */
export const openOrder = async (
  tx: Tx,
  deps: Deps,
  alarm: AlarmEntity,
  order: NonNullable<AlarmRule['order']>,
  by: AlarmLine['by'] = null,
): Promise<AlarmEntity> => {
  const { communityId, houseId, areaId, title, detail, deviceName } = alarm;
  const opened = await openRequestBySystem(deps, tx, {
    communityId,
    place: { houseId, areaId },
    problemTypeId: order.problemTypeId,
    emergency: order.emergency || null,
    spot: deviceName.slice(0, 40),
    text: alarmTexts.orderText(title, detail).slice(0, 300),
  });
  if (!opened) {
    await tellAlarm(tx, deps, alarm, { kind: 'order-impossible', words: alarmTexts.noPlace });
    return alarm;
  }
  await tellAlarm(tx, deps, alarm, { kind: 'order-opened', by, words: opened.number });
  if (alarm.deviceId) await noteDeviceRepair(tx, { communityId, deviceId: alarm.deviceId, repairId: opened.id });
  return { ...alarm, repairId: opened.id };
};
