import type { Deps } from '../../platform/deps.js';

/** A screen is told of one community at most this often, however much its devices say. */
const everyMs = 1000;
const mostIds = 100;

const waiting = new WeakMap<Deps['live'], Map<string, Set<string>>>();

/** Tells the staff's screens which devices have new values; gathered, for hundreds of devices speak every second. */
export const sayChanged = (deps: Pick<Deps, 'live'>, communityId: string, deviceIds: readonly string[]): void => {
  const all = waiting.get(deps.live) ?? new Map<string, Set<string>>();
  waiting.set(deps.live, all);
  const known = all.get(communityId);
  if (known) {
    for (const id of deviceIds) known.add(id);
    return;
  }
  all.set(communityId, new Set(deviceIds));
  setTimeout(() => {
    const ids = [...(all.get(communityId) ?? [])];
    all.delete(communityId);
    for (let from = 0; from < ids.length; from += mostIds)
      deps.live.send(`staff:${communityId}`, {
        type: 'telemetry.changed',
        deviceIds: ids.slice(from, from + mostIds),
      });
  }, everyMs).unref();
};
