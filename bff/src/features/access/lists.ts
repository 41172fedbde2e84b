import { BrokerAway } from '../../adapters/mqtt/mqtt.port.js';
import { accessTexts } from '../../locales/access.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { listDevices } from '../device/device.door.js';
import { findGroupDevices } from './access.store.js';

/** Also what identity announces where somebody moves in or out: it names no groups. */
const topic = 'access.lists';

/**
 * Lists of doors have changed: those that hang at the broker hear of it within seconds and fetch theirs. Only a hint, in
 * which nothing is said and nothing is believed: a door that misses it asks by itself every half minute.
 */
export const hintDoors = (tx: Tx, clock: Clock, communityId: string, groupIds: string[] | null): Promise<void> =>
  publish(tx, clock, { communityId, topic, payload: { groupIds }, lane: 'calls' });

const hint = JSON.stringify({ hint: 'lists' });

const isConcerned = async (deps: Deps, communityId: string, groupIds: unknown): Promise<(id: string) => boolean> => {
  if (!Array.isArray(groupIds)) return () => true;
  const rows = await findGroupDevices(deps.db.reader, communityId);
  const ids = new Set(rows.filter((row) => groupIds.includes(row.groupId)).map(({ deviceId }) => deviceId));
  return (id) => ids.has(id);
};

const sendHints = async (deps: Deps, communityId: string, groupIds: unknown): Promise<void> => {
  const { mqtt } = deps;
  if (!mqtt) return;
  const concerns = await isConcerned(deps, communityId, groupIds);
  const doors = await listDevices(deps.db.reader, communityId, { kinds: ['door', 'gate'] });
  try {
    for (const { id: deviceId, protocol, online } of doors)
      if (protocol === 'mqtt' && online && concerns(deviceId))
        await mqtt.send({ communityId, deviceId, payload: hint });
  } catch (error) {
    if (!(error instanceof BrokerAway)) throw error;
  }
};

export const accessHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic,
    title: accessTexts.listsJob,
    handle: async (deps, { communityId, payload }) => {
      if (communityId) await sendHints(deps, communityId, payload.groupIds);
      return undefined;
    },
  },
];
