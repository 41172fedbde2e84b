import type { Gates } from '../../http/route.js';
import { findAlarm } from './alarm.store.js';

/** Alarms of the community that the staff act in. */
export const alarmGates: Gates = {
  alarm: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findAlarm(deps.db.reader, actor.communityId, id)) !== null,
};
