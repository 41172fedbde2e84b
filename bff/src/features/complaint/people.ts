import { identityTexts } from '../../locales/identity.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readLedgerNames } from '../community/community.door.js';
import { readOwnerBriefs } from '../identity/identity.door.js';

interface Person {
  reporterId: string | null;
  contactName: string | null;
  house?: { id: string } | null;
  houseId?: string | null;
}

/** Every name by which one of these people could be known: their own, and those of the ledger for their house. */
export const namesOf = async (
  reader: Reader,
  deps: Pick<Deps, 'keys'>,
  communityId: string,
  people: readonly Person[],
): Promise<string[]> => {
  const accountIds = people.flatMap(({ reporterId }) => (reporterId ? [reporterId] : []));
  const houseIds = people.flatMap(({ house, houseId }) => house?.id ?? houseId ?? []);
  const [owners, ledger] = await Promise.all([
    readOwnerBriefs(reader, deps, accountIds),
    houseIds.length > 0 ? readLedgerNames(reader, communityId, houseIds) : new Map<string, string[]>(),
  ]);
  const names = [
    ...people.flatMap(({ contactName }) => contactName ?? []),
    ...[...owners.values()].map(({ displayName }) => displayName),
    ...[...ledger.values()].flat(),
  ];
  // "业主" stands for a name that is not known: it gives nobody away.
  return [...new Set(names)].filter((name) => name !== identityTexts.unnamedOwner);
};
