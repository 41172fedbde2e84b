import type { Deps } from '../../platform/deps.js';
import { findDevice } from '../device/device.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';

/** What intake must know of each message is asked once a minute, not once a message. */
const keptMs = 60_000;
const mostKept = 50_000;

const remembering = <V>(ask: (key: string) => Promise<V>, now: () => number): ((key: string) => Promise<V>) => {
  const known = new Map<string, { value: V; until: number }>();
  return async (key) => {
    const found = known.get(key);
    if (found && found.until > now()) return found.value;
    const value = await ask(key);
    if (known.size >= mostKept) known.clear();
    known.set(key, { value, until: now() + keptMs });
    return value;
  };
};

const dayMs = 86_400_000;

export interface Known {
  /** Whether the device is in the registry and has not been scrapped. */
  isKnown(communityId: string, deviceId: string): Promise<boolean>;
  /** How far back readings are taken. */
  oldest(communityId: string): Promise<Date>;
}

/** By the process that takes messages in. */
export const knownOf = (deps: Deps): Known => {
  const real = (): number => deps.clock.realNow().getTime();
  const devices = remembering(async (key) => {
    const [communityId = '', deviceId = ''] = key.split('/');
    const device = await findDevice(deps.db.reader, communityId, deviceId);
    return device !== null && device.lifecycle !== 'scrapped';
  }, real);
  const days = remembering(
    async (communityId) => (await readPolicyInForce(deps.db.reader, communityId)).policy.readingDays,
    real,
  );
  return {
    isKnown: (communityId, deviceId) => devices(`${communityId}/${deviceId}`),
    oldest: async (communityId) => new Date(deps.clock.now().getTime() - (await days(communityId)) * dayMs),
  };
};
