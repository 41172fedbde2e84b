import type { Department } from 'shared-types/permissions';
import type { EscalationLevel } from 'shared-types/staffRepair';
import type { Reader } from '../../platform/database/access.js';
import { type Colleague, listByRole } from '../identity/identity.door.js';
import { countStewarded } from './loop.store.js';
import type { RepairEntity } from './repair.entity.js';

/** Whom a request concerns, besides its workers. */

export const supervisorsOf = async (
  reader: Reader,
  communityId: string,
  department: string,
  now: Date,
): Promise<Colleague[]> =>
  (await listByRole(reader, communityId, 'supervisor', now)).filter((one) => one.department === department);

/** Who is called at a level; where nobody has that post, whoever stands above, and at last customer service. */
export const calledAt = async (
  reader: Reader,
  communityId: string,
  level: EscalationLevel,
  department: Department | string,
  now: Date,
): Promise<Colleague[]> => {
  const own = level === 'supervisor' ? await supervisorsOf(reader, communityId, department, now) : [];
  if (own.length > 0) return own;
  for (const role of ['manager', 'administrator', 'customer-service'] as const) {
    const people = await listByRole(reader, communityId, role, now);
    if (people.length > 0) return people;
  }
  return [];
};

/** Customer service at the desk: those on shift, or everybody when nobody is. */
export const deskOf = async (reader: Reader, communityId: string, now: Date): Promise<Colleague[]> => {
  const all = await listByRole(reader, communityId, 'customer-service', now);
  const there = all.filter((one) => one.onShift);
  return there.length > 0 ? there : all;
};

/**
 * Who answers for a new request: of customer service on shift the one with the fewest in hand. An emergency has somebody
 * in any case (C5: each has two people), whoever is on shift.
 */
export const chooseSteward = async (
  reader: Reader,
  communityId: string,
  urgency: RepairEntity['urgency'],
  now: Date,
): Promise<{ id: string; name: string } | null> => {
  const all = await listByRole(reader, communityId, 'customer-service', now);
  const there = all.filter((one) => one.onShift);
  const pool = there.length > 0 || urgency === 'general' ? there : all;
  if (pool.length === 0)
    return urgency === 'emergency' ? ((await calledAt(reader, communityId, 'manager', '', now))[0] ?? null) : null;
  const inHand = await countStewarded(
    reader,
    communityId,
    pool.map(({ id }) => id),
  );
  return (
    [...pool].sort((a, b) => (inHand.get(a.id) ?? 0) - (inHand.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1))[0] ?? null
  );
};
