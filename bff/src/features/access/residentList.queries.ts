import { type ResidentList, type SignedList, signList } from '../../kernel/doorList.js';
import { sha256 } from '../../kernel/ids.js';
import type { Deps } from '../../platform/deps.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { findGroupsOfDevice } from './access.store.js';
import type { Door } from './doorFacts.js';
import { dayKeyOf } from './ownKeys.js';
import { residentMarksOf } from './residents.js';
import { signersOf } from './signing.js';

const dayMs = 86_400_000;

/** By what a door lets residents in alone: keys from yesterday on for the policy's days, and who lives there. */
export const readResidentList = async (
  deps: Deps,
  { communityId, id: deviceId }: Door,
): Promise<{ list: SignedList; fingerprint: string }> => {
  const { reader } = deps.db;
  const groups = await findGroupsOfDevice(reader, communityId, deviceId);
  const { doorDays } = (await readPolicyInForce(reader, communityId)).policy.ownDoors;
  const residents = await residentMarksOf(reader, communityId, groups);
  const issuedAt = deps.clock.realNow().getTime();
  const today = Math.floor(issuedAt / dayMs);
  const days = Array.from({ length: doorDays + 2 }, (_, index) => today - 1 + index);
  const content: Omit<ResidentList, 'issuedAt'> = {
    communityId,
    deviceId,
    groups: groups.map(({ number }) => ({
      number,
      days: days.map((day) => ({ day, key: dayKeyOf(deps, communityId, number, day).toString('hex') })),
    })),
    residents,
  };
  return {
    list: signList<ResidentList>({ ...content, issuedAt }, signersOf(deps.keys), 'residents'),
    fingerprint: sha256(JSON.stringify(content)),
  };
};
