import type { BindingRole } from 'shared-types/auth';
import { type Department, rolePermissions, type StaffRole } from 'shared-types/permissions';
import { toInstant } from 'shared-types/time';
import { identityTexts } from '../../locales/identity.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { readHouseBrief } from '../community/community.door.js';
import {
  countBindings,
  countPending,
  findAccount,
  findAccounts,
  findBindingIn,
  findBindingsOfAccount,
  findBoundAccountIds,
  findBoundPeople,
  findOpenBindings,
  readBindingMark,
} from './binding.store.js';
import { createFirstAdministrator as createFirst } from './commands/createFirstAdministrator.js';
import { createStaffAccount as createAccount } from './commands/createStaffAccount.js';
import { transferHouse as transfer } from './commands/transferHouse.js';
import type { Certificate, StaffAccountEntity, StaffPostEntity } from './identity.entity.js';
import { presentPhone } from './identity.view.js';
import { maskName as mask } from './names.rules.js';
import { openApplications as applications, readOwnerView as ownerView } from './owner.queries.js';
import { hashPassword as hash } from './passwords.js';
import { findOnShift } from './staff.queries.js';
import {
  findPostsByIds,
  findShiftsBetween,
  findShiftsOf,
  findShiftsOfMany,
  findStaffAccounts,
  findStaffIdsAfter,
  findStaffMember,
  findStaffOf,
  insertPost,
} from './staff.store.js';

/** What other features may ask of people: owners and their bindings, staff and their posts. */

/** Acts whose routes or commands stand elsewhere. */
export const createFirstAdministrator = createFirst;
export const createStaffAccount = createAccount;
export const transferHouse = transfer;
export const hashPassword = hash;
export const maskName = mask;

/** For the owner's first screen. */
export const readOwnerView = ownerView;
export const openApplications = applications;

export interface OwnerBrief {
  id: string;
  /** 业主 while no name is known. */
  displayName: string;
  openid: string;
  phoneMasked: string | null;
}

export const readOwnerBrief = async (
  reader: Reader,
  deps: Pick<Deps, 'keys'>,
  accountId: string,
): Promise<OwnerBrief | null> => (await readOwnerBriefs(reader, deps, [accountId])).get(accountId) ?? null;

export const readOwnerBriefs = async (
  reader: Reader,
  deps: Pick<Deps, 'keys'>,
  accountIds: string[],
): Promise<Map<string, OwnerBrief>> => {
  const accounts = await findAccounts(reader, [...new Set(accountIds)]);
  return new Map(
    accounts.map((account) => [
      account.id,
      {
        id: account.id,
        displayName: account.name ?? identityTexts.unnamedOwner,
        openid: account.openid,
        phoneMasked: presentPhone(deps, account.phoneEncrypted),
      },
    ]),
  );
};

/** The whole number; the caller audits why. */
export const readOwnerPhone = async (
  deps: Pick<Deps, 'keys'>,
  reader: Reader,
  accountId: string,
): Promise<string | null> => {
  const account = await findAccount(reader, accountId);
  return account?.phoneEncrypted ? decryptField(deps.keys, account.phoneEncrypted, 'phone') : null;
};

/** House id -> how many are bound and how many wait; houses without any are left out. Null: the whole community. */
export const bindingsOfHouses = (
  reader: Reader,
  communityId: string,
  houseIds: string[] | null,
): Promise<Map<string, { active: number; pending: number }>> => countBindings(reader, communityId, houseIds);

export interface HouseBinding {
  id: string;
  displayName: string;
  phoneMasked: string | null;
  role: BindingRole;
  status: 'pending' | 'active';
  since: string;
}

/** Who is bound to a house or waits for it, for staff. */
export const readHouseBindings = async (
  reader: Reader,
  deps: Pick<Deps, 'keys'>,
  communityId: string,
  houseId: string,
): Promise<HouseBinding[]> => {
  const open = await findOpenBindings(reader, communityId, [houseId]);
  const accounts = await findAccounts(
    reader,
    open.map((binding) => binding.accountId),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return open.map((binding) => {
    const account = byId.get(binding.accountId);
    return {
      id: binding.id,
      displayName: account?.name ?? binding.applicantName,
      phoneMasked: presentPhone(deps, account?.phoneEncrypted ?? null),
      role: binding.role,
      status: binding.status === 'active' ? 'active' : 'pending',
      since: toInstant(binding.status === 'active' ? (binding.decidedAt ?? binding.appliedAt) : binding.appliedAt),
    };
  });
};

export interface Residence {
  /** 林娜; 业主 while no name is known. */
  name: string;
  houseIds: string[];
  /** Since when nobody of this name lives here: null where they do, or never did. */
  leftAt: Date | null;
}

/** Where somebody lives in a community, now; null: no such account. */
export const readResidence = async (
  reader: Reader,
  communityId: string,
  accountId: string,
): Promise<Residence | null> => {
  const [account, bindings] = await Promise.all([
    findAccount(reader, accountId),
    findBindingsOfAccount(reader, accountId),
  ]);
  if (!account) return null;
  const here = bindings.filter((binding) => binding.communityId === communityId);
  const houseIds = here.flatMap(({ status, houseId }) => (status === 'active' ? [houseId] : []));
  const ends = here.flatMap(({ status, decidedAt }) => (status === 'ended' && decidedAt ? [decidedAt.getTime()] : []));
  const leftAt = houseIds.length === 0 && ends.length > 0 ? new Date(Math.max(...ends)) : null;
  return { name: account.name ?? identityTexts.unnamedOwner, houseIds, leftAt };
};

/** Ids of everybody who lives in a community, tenants too, each once. */
export const readResidentIds = (reader: Reader, communityId: string): Promise<string[]> =>
  findBoundAccountIds(reader, communityId, ['owner', 'family', 'tenant'], null);

/** Another whenever the answer of `readResidentIds` may be another. */
export const readResidentMark = (reader: Reader, communityId: string): Promise<string> =>
  readBindingMark(reader, communityId);

export interface BoundAccount {
  accountId: string;
  role: BindingRole;
}

/** House id -> who is bound to it now; houses without anybody are left out. */
export const readBoundAccounts = async (
  reader: Reader,
  communityId: string,
  houseIds: string[],
): Promise<Map<string, BoundAccount[]>> => {
  const found = new Map<string, BoundAccount[]>();
  for (const { houseId, accountId, role, status } of await findOpenBindings(reader, communityId, houseIds))
    if (status === 'active') found.set(houseId, [...(found.get(houseId) ?? []), { accountId, role }]);
  return found;
};

/** Ids of the owners and their families of a whole community, or of a range of ids; tenants are left out. */
export const readOwnerAccountIds = (
  reader: Reader,
  communityId: string,
  range: { from: string; to: string } | null = null,
): Promise<string[]> => findBoundAccountIds(reader, communityId, ['owner', 'family'], range);

/** Who is bound where in a whole community, or in a range of account ids: once for each house. */
export const readBoundPeople = (
  reader: Reader,
  communityId: string,
  roles: readonly BindingRole[],
  range: { from: string; to: string } | null = null,
): Promise<{ accountId: string; houseId: string; role: BindingRole }[]> =>
  findBoundPeople(reader, communityId, roles, range);

/** Everybody who works in a community now. */
export const readStaffNames = async (reader: Reader, communityId: string): Promise<{ id: string; name: string }[]> =>
  (await findStaffOf(reader, communityId)).flatMap(({ account, post }) =>
    post.active ? [{ id: account.id, name: account.name }] : [],
  );

export interface BindingBrief {
  id: string;
  communityId: string;
  houseId: string;
  houseLabel: string;
  accountId: string;
  role: BindingRole;
  status: 'pending' | 'active' | 'rejected' | 'ended';
  /** ledger: bound by its telephone number; transfer: ended by a resale. */
  decidedByKind: 'self' | 'owner' | 'staff' | 'ledger' | 'transfer' | null;
  decidedAt: Date | null;
  reason: string | null;
}

/** What the topics `binding.applied` and `binding.decided` speak of. */
export const readBindingBrief = async (
  reader: Reader,
  communityId: string,
  bindingId: string,
): Promise<BindingBrief | null> => {
  const binding = await findBindingIn(reader, communityId, bindingId);
  if (!binding) return null;
  const house = await readHouseBrief(reader, communityId, binding.houseId);
  const { id, houseId, accountId, role, status, decidedByKind, decidedAt, reason } = binding;
  const houseLabel = house?.label ?? '';
  return { id, communityId, houseId, houseLabel, accountId, role, status, decidedByKind, decidedAt, reason };
};

export interface WorkerBrief {
  id: string;
  name: string;
  department: Department;
  /** Skill ids: plumber, electrician … */
  skills: string[];
  /** Buildings served; empty: everywhere. */
  areaIds: string[];
  roles: StaffRole[];
  /** Null: the community's default. */
  orderLimit: number | null;
  certificates: Certificate[];
  active: boolean;
  /** By role. */
  takesOrders: boolean;
}

export interface Worker extends WorkerBrief {
  onShift: boolean;
}

const works = (roles: StaffRole[]): boolean => roles.some((role) => rolePermissions[role].includes('order.work'));

const toBrief = ({
  account,
  post,
}: {
  account: Pick<StaffAccountEntity, 'id' | 'name'>;
  post: StaffPostEntity;
}): WorkerBrief => ({
  id: account.id,
  name: account.name,
  department: post.department,
  skills: post.skills,
  areaIds: post.areaIds,
  roles: post.roles,
  orderLimit: post.orderLimit,
  certificates: post.certificates ?? [],
  active: post.active,
  takesOrders: works(post.roles),
});

/** Everybody of a community who may be given work orders, and is not disabled. */
export const listWorkers = async (reader: Reader, communityId: string, now: Date): Promise<Worker[]> => {
  const onShift = await findOnShift(reader, communityId, now);
  return (await findStaffOf(reader, communityId))
    .filter(({ post }) => post.active && works(post.roles))
    .map((member) => ({ ...toBrief(member), onShift: onShift.has(member.account.id) }));
};

/** One member of staff; null when there is no such person here. Look at `active` and `takesOrders`. */
export const readWorker = async (reader: Reader, communityId: string, staffId: string): Promise<WorkerBrief | null> => {
  const member = await findStaffMember(reader, communityId, staffId);
  return member && toBrief(member);
};

export interface WorkerAt extends Worker {
  /** End of the shift that was over within the last day; null: none was. */
  lastEndedAt: Date | null;
  /** Begin of the next shift within a week; null: none is on the roster. */
  nextStartsAt: Date | null;
}

const dayMs = 86_400_000;

/** Several members of staff as they are at an instant, by id, disabled ones included; read by keys alone. */
export const readWorkersByIds = async (
  reader: Reader,
  communityId: string,
  ids: string[],
  now: Date,
): Promise<Map<string, WorkerAt>> => {
  const around = { startsAt: new Date(now.getTime() - dayMs), endsAt: new Date(now.getTime() + 7 * dayMs) };
  const [members, shifts] = await Promise.all([
    findPostsByIds(reader, communityId, ids),
    findShiftsOfMany(reader, communityId, ids, around),
  ]);
  const shiftsOf = new Map<string, typeof shifts>(ids.map((id) => [id, []]));
  for (const shift of shifts) shiftsOf.get(shift.staffId)?.push(shift);
  return new Map(
    members.map(({ name, post }) => {
      const own = shiftsOf.get(post.staffId) ?? [];
      const ended = own.filter((shift) => shift.endsAt <= now).map((shift) => shift.endsAt);
      const coming = own.filter((shift) => shift.startsAt > now).map((shift) => shift.startsAt);
      return [
        post.staffId,
        {
          ...toBrief({ account: { id: post.staffId, name }, post }),
          onShift: own.some((shift) => shift.startsAt <= now && shift.endsAt > now),
          lastEndedAt: ended.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
          nextStartsAt: coming.sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
        },
      ];
    }),
  );
};

/** Ids of staff of a community in their order, from after one of them: for work in batches. */
export const listStaffIds = (
  reader: Reader,
  communityId: string,
  after: string | null,
  most: number,
): Promise<string[]> => findStaffIdsAfter(reader, communityId, after, most);

/** Who has a shift that touches a span of time. */
export const listRostered = async (
  reader: Reader,
  communityId: string,
  span: { startsAt: Date; endsAt: Date },
): Promise<{ staffId: string; startsAt: Date; endsAt: Date }[]> =>
  findShiftsBetween(reader, communityId, span.startsAt, span.endsAt);

/** The shift that runs at an instant, or the one that begins next; null: none is on the roster. */
export const readShiftAround = async (
  reader: Reader,
  communityId: string,
  staffId: string,
  now: Date,
): Promise<{ startsAt: Date; endsAt: Date } | null> => {
  const far = new Date(now.getTime() + 366 * 86_400_000);
  const shifts = await findShiftsOf(reader, communityId, staffId, { startsAt: now, endsAt: far });
  return shifts.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())[0] ?? null;
};

export interface Colleague {
  id: string;
  name: string;
  department: Department;
  onShift: boolean;
}

/** Who holds a role here now, in force; those on shift first. */
export const listByRole = async (
  reader: Reader,
  communityId: string,
  role: StaffRole,
  now: Date,
): Promise<Colleague[]> => {
  const onShift = await findOnShift(reader, communityId, now);
  return (await findStaffOf(reader, communityId))
    .filter(({ post }) => post.active && post.roles.includes(role))
    .map(({ account, post }) => ({
      id: account.id,
      name: account.name,
      department: post.department,
      onShift: onShift.has(account.id),
    }))
    .sort((a, b) => Number(b.onShift) - Number(a.onShift));
};

/** Whole numbers of staff, by id: an owner may call who works their order. */
export const readStaffPhones = async (
  deps: Pick<Deps, 'keys'>,
  reader: Reader,
  ids: string[],
): Promise<Map<string, string | null>> =>
  new Map(
    (await findStaffAccounts(reader, [...new Set(ids)])).map((account) => [
      account.id,
      account.phoneEncrypted ? decryptField(deps.keys, account.phoneEncrypted, 'phone') : null,
    ]),
  );

/** How many applications wait for staff. */
export const countPendingBindings = (reader: Reader, communityId: string): Promise<number> =>
  countPending(reader, communityId);

/** Gives somebody a post in a further community: whoever makes a community administers it. */
export const addStaffPost = (
  tx: Tx,
  post: { communityId: string; staffId: string; department: Department; roles: StaffRole[] },
): Promise<void> =>
  insertPost(tx, { ...post, active: true, skills: [], areaIds: [], orderLimit: null, certificates: null });
