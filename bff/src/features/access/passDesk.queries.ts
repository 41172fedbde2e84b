import type { ResponseOf } from 'shared-types/contract';
import type { PassSlip, readPassDesk } from 'shared-types/staffPass';
import { AppError } from '../../kernel/appError.js';
import { accessTexts, passStateNames, windowWords } from '../../locales/access.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity } from '../community/community.door.js';
import { readHouseDetail, readNamedPeople } from '../community/house.door.js';
import { readBoundAccounts, readOwnerBriefs } from '../identity/identity.door.js';
import { doorsOfGroups } from './access.queries.js';
import { findGroups, findGroupsByIds, findLiveOfPeople, findPass } from './access.store.js';
import { openDigits } from './digits.js';
import { mayChoose, stateOf } from './pass.rules.js';
import { codeTextOf } from './pass.view.js';

const mostShown = 6;

type Desk = ResponseOf<typeof readPassDesk>;

/** Who of a house may have guests: those with the mini-program first; whom the ledger names beside them has none. */
export const readHosts = async (
  reader: Reader,
  deps: Pick<Deps, 'keys'>,
  communityId: string,
  houseId: string,
): Promise<Desk['hosts']> => {
  const bound = (await readBoundAccounts(reader, communityId, [houseId])).get(houseId) ?? [];
  const [owners, named] = await Promise.all([
    readOwnerBriefs(
      reader,
      deps,
      bound.map(({ accountId }) => accountId),
    ),
    readNamedPeople(reader, communityId, [houseId]),
  ]);
  const accounts = bound.map(({ accountId, role }) => ({
    ...{ id: accountId, kind: 'account' as const, name: owners.get(accountId)?.displayName ?? '' },
    roleName: accessTexts.hostRoles[role],
  }));
  const people = (named.get(houseId) ?? [])
    .filter(({ name }) => !accounts.some((account) => account.name === name))
    .map(({ id, name, role }) => ({ id, kind: 'person' as const, name, roleName: accessTexts.hostRoles[role] }));
  return [...accounts, ...people];
};

export const readDesk = async (deps: Deps, communityId: string, houseId: string): Promise<Desk> => {
  const { reader } = deps.db;
  const house = await readHouseDetail(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const now = deps.clock.now();
  const [hosts, doors, groups, live] = await Promise.all([
    readHosts(reader, deps, communityId, houseId),
    doorsOfGroups(reader, communityId),
    findGroups(reader, communityId),
    findLiveOfPeople(reader, { communityId, houseId, now, limit: mostShown }),
  ]);
  const places = groups.filter((group) => mayChoose(group, house) && doors.has(group.id));
  return {
    hosts,
    places: places.map(({ id, name }) => ({ id, name })),
    live: live.map(({ id, name, hostName, validFrom, validUntil }) => ({
      ...{ id, name, hostName, windowWords: windowWords(validFrom, validUntil, now) },
    })),
  };
};

/** `isFresh`: made in this very call, for whoever stands there. */
export const readSlip = async (
  deps: Deps,
  communityId: string,
  { id, isFresh }: { id: string; isFresh: boolean },
): Promise<PassSlip> => {
  const { reader } = deps.db;
  const [pass, community] = await Promise.all([findPass(reader, communityId, id), readCommunity(reader, communityId)]);
  if (!pass || !community) throw new AppError('pass.not_found');
  const [house, groups] = await Promise.all([
    readHouseDetail(reader, communityId, pass.houseId),
    findGroupsByIds(reader, communityId, pass.groupIds),
  ]);
  const now = deps.clock.now();
  const state = stateOf(pass, now);
  // A code that its host has in the mini-program is theirs to show.
  const hasCode = (state === 'soon' || state === 'open') && (isFresh || pass.hostPersonId !== null);
  const { name, hostName, uses, plate } = pass;
  return {
    ...{ id, name, hostName, uses, plate, state, stateName: passStateNames[state] },
    hostKind: pass.hostPersonId ? 'person' : 'account',
    houseLabel: house?.label ?? '',
    windowWords: windowWords(pass.validFrom, pass.validUntil, now),
    places: groups.filter((group) => pass.groupIds.includes(group.id)).map((group) => group.name),
    code: hasCode ? { text: codeTextOf(deps, pass), digits: openDigits(deps, pass) } : null,
    communityName: community.name,
    servicePhone: community.servicePhone,
  };
};
