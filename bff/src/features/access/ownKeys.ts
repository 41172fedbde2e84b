import type { Deps } from '../../platform/deps.js';
import { blindIndex } from '../../platform/secrets/fieldCrypto.js';

const known = new WeakMap<Deps['keys'], Map<string, Buffer>>();
const mostKnown = 5000;

/**
 * The key of a gate group for one day (days since 1970, UTC). Doors of the group hold it; phones get what is derived from
 * it for one person and one hour. Nothing of it is stored.
 */
export const dayKeyOf = ({ keys }: Pick<Deps, 'keys'>, communityId: string, group: number, day: number): Buffer => {
  const kept = known.get(keys) ?? new Map<string, Buffer>();
  known.set(keys, kept);
  const name = `${communityId} ${group} ${day}`;
  const before = kept.get(name);
  if (before) return before;
  const key = Buffer.from(blindIndex(keys, 'own-door-code', name), 'hex');
  if (kept.size >= mostKnown) kept.clear();
  kept.set(name, key);
  return key;
};
