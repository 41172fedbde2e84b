import type { Reader } from '../../platform/database/access.js';
import { findAlarm } from './alarm.store.js';

/** What other features may ask of alarms. */

/** 电梯振动过大, 3栋2单元 · 1号梯: for whoever tells people of it. */
export const readAlarmBrief = async (
  reader: Reader,
  communityId: string,
  id: string,
): Promise<{ title: string; placeLabel: string } | null> => {
  const alarm = await findAlarm(reader, communityId, id);
  return alarm && { title: alarm.title, placeLabel: alarm.placeLabel || alarm.deviceName };
};
