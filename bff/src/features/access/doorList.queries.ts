import type { DoorList, ListedPass, SignedList } from '../../kernel/doorList.js';
import { signList } from '../../kernel/doorList.js';
import { sha256 } from '../../kernel/ids.js';
import type { Deps } from '../../platform/deps.js';
import { readResidentMark } from '../identity/identity.door.js';
import type { VisitorPassEntity } from './access.entity.js';
import { findGroupsOfDevice, findUnended } from './access.store.js';
import { openDigits } from './digits.js';
import { type Door, hostsStillBound } from './doorFacts.js';
import { findListRevision } from './doorList.store.js';
import { signersOf } from './signing.js';

/** How long a door lets digits in by a list that it could not renew. */
const validMs = 24 * 3_600_000;

const listed = (deps: Pick<Deps, 'keys'>, pass: VisitorPassEntity): ListedPass => ({
  id: pass.id,
  digits: openDigits(deps, pass),
  from: pass.validFrom.getTime(),
  until: pass.validUntil.getTime(),
  uses: pass.uses,
  used: pass.used,
});

interface Made {
  list: SignedList;
  fingerprint: string;
  /** When the first of its passes is over, by the community's clock. */
  endsAt: number;
}

const make = async (deps: Deps, door: Door): Promise<Made> => {
  const { reader } = deps.db;
  const { communityId } = door;
  const groups = await findGroupsOfDevice(reader, communityId, door.id);
  const ids = new Set(groups.map(({ id }) => id));
  const passes = (await findUnended(reader, communityId, deps.clock.now())).filter(({ groupIds }) =>
    groupIds.some((id) => ids.has(id)),
  );
  const isBound = await hostsStillBound(reader, communityId, passes);
  const isDead = (pass: VisitorPassEntity): boolean => pass.revokedAt !== null || !isBound(pass);
  const signers = signersOf(deps.keys);
  const content: Omit<DoorList, 'issuedAt' | 'validUntil'> = {
    communityId,
    deviceId: door.id,
    groups: groups.map(({ number }) => number),
    keys: signers.map(({ spki }) => spki),
    revoked: passes.filter(isDead).map(({ id }) => id),
    passes: passes.filter((pass) => !isDead(pass)).map((pass) => listed(deps, pass)),
  };
  const issuedAt = deps.clock.realNow().getTime();
  return {
    list: signList({ ...content, issuedAt, validUntil: issuedAt + validMs }, signers),
    fingerprint: sha256(`${renewalAt(issuedAt)} ${JSON.stringify(content)}`),
    endsAt: Math.min(...passes.map(({ validUntil }) => validUntil.getTime())),
  };
};

/** A list is renewed before it is half as old as it may get. */
const renewalAt = (realMs: number): number => Math.floor(realMs / (validMs / 2));

/** What a list is made of, as of now: passes and groups by their revision, who lives here, and the time. */
const markOf = async (deps: Deps, { communityId }: Door): Promise<string> => {
  const { reader } = deps.db;
  const [revision, residents] = await Promise.all([
    findListRevision(reader, communityId),
    readResidentMark(reader, communityId),
  ]);
  return [revision, residents, renewalAt(deps.clock.realNow().getTime())].join(' ');
};

/** By device, of one process: doors ask every half minute, and hardly ever is there anything new. */
const kept = new WeakMap<Deps['keys'], Map<string, Made & { mark: string; madeAt: number }>>();
const mostKept = 2000;

/** What one door needs to decide alone, and a fingerprint by which it sees whether it has it already. */
export const readDoorList = async (deps: Deps, door: Door): Promise<{ list: SignedList; fingerprint: string }> => {
  const lists = kept.get(deps.keys) ?? new Map<string, Made & { mark: string; madeAt: number }>();
  kept.set(deps.keys, lists);
  // First the mark: what changes in between is found at the next question.
  const mark = await markOf(deps, door);
  const madeAt = deps.clock.now().getTime();
  const before = lists.get(door.id);
  // Time that went back, as it can in a demo, may have brought a pass back.
  if (before?.mark === mark && madeAt >= before.madeAt && madeAt < before.endsAt) return before;
  const made = await make(deps, door);
  if (lists.size >= mostKept) lists.clear();
  lists.set(door.id, { ...made, mark, madeAt });
  return made;
};
