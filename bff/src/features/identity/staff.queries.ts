import type { StaffSelf } from 'shared-types/auth';
import type { Department } from 'shared-types/permissions';
import type { ShiftView, StaffMemberView } from 'shared-types/staff';
import { atWall } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { shiftTexts } from '../../locales/identity.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readBuildingNames, readCommunities } from '../community/community.door.js';
import { presentMember, presentSelf, presentShift } from './identity.view.js';
import { daysFault } from './shift.rules.js';
import { mustChangePassword } from './staff.rules.js';
import {
  findPostsInForce,
  findShift,
  findShiftsBetween,
  findStaffAccount,
  findStaffAccounts,
  findStaffMember,
  findStaffPage,
  type StaffMember,
} from './staff.store.js';

/** Figures that other features own, by person: open orders, and quality out of 100 where there is any. */
export type CountOpenOrders = (
  reader: Reader,
  communityId: string,
) => Promise<{ openOrders: Map<string, number>; quality: Map<string, number> }>;

/** Who the caller is, and every community where they serve. */
export const readSelfView = async (deps: Deps, actor: StaffActor): Promise<StaffSelf> => {
  const { reader } = deps.db;
  const account = await findStaffAccount(reader, actor.id);
  const posts = await findPostsInForce(reader, actor.id);
  const serving = new Set(posts.map((post) => post.communityId));
  const communities = (await readCommunities(reader)).filter((community) => serving.has(community.id));
  const community = communities.find((each) => each.id === actor.communityId);
  if (!account || !community) throw new AppError('auth.required');
  return presentSelf({ account }, actor, community, communities);
};

/** Ids of everybody whose shift runs at an instant. */
export const findOnShift = async (reader: Reader, communityId: string, at: Date): Promise<ReadonlySet<string>> => {
  const shifts = await findShiftsBetween(reader, communityId, at, new Date(at.getTime() + 1));
  return new Set(shifts.map((shift) => shift.staffId));
};

const presentMembers = async (
  deps: Deps,
  actor: StaffActor,
  members: StaffMember[],
  countOpenOrders: CountOpenOrders,
): Promise<StaffMemberView[]> => {
  const { reader } = deps.db;
  const onShift = await findOnShift(reader, actor.communityId, deps.clock.now());
  const buildings = await readBuildingNames(reader, actor.communityId);
  const { openOrders, quality } = await countOpenOrders(reader, actor.communityId);
  const production = deps.settings.environment === 'production';
  return members.map((member) =>
    presentMember(deps, actor, member, {
      mustChangePassword: mustChangePassword(member.account.passwordKind, production),
      onShift: onShift.has(member.account.id),
      openOrders: openOrders.get(member.account.id) ?? 0,
      quality: quality.get(member.account.id) ?? null,
      buildings,
    }),
  );
};

export const listMembers = async (
  deps: Deps,
  actor: StaffActor,
  query: {
    q?: string | undefined;
    department?: Department | undefined;
    cursor?: string | undefined;
    limit: number;
  },
  countOpenOrders: CountOpenOrders,
): Promise<{ items: StaffMemberView[]; nextCursor: string | null }> => {
  const rows = await findStaffPage(deps.db.reader, actor.communityId, {
    q: query.q,
    department: query.department,
    after: query.cursor,
    take: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const items = await presentMembers(deps, actor, shown, countOpenOrders);
  return { items, nextCursor: rows.length > shown.length ? (shown.at(-1)?.account.id ?? null) : null };
};

export const readMember = async (
  deps: Deps,
  actor: StaffActor,
  id: string,
  countOpenOrders: CountOpenOrders,
): Promise<StaffMemberView> => {
  const member = await findStaffMember(deps.db.reader, actor.communityId, id);
  const [view] = member ? await presentMembers(deps, actor, [member], countOpenOrders) : [];
  if (!view) throw new AppError('staff.not_found');
  return view;
};

/** The roster of some days of the community, first and last included. */
export const listShiftViews = async (
  deps: Deps,
  actor: StaffActor,
  query: { from: string; to: string },
): Promise<ShiftView[]> => {
  const fault = daysFault(query.from, query.to);
  if (fault) throw new AppError('request.invalid', { fields: { to: shiftTexts[fault] } });
  const { reader } = deps.db;
  const shifts = await findShiftsBetween(reader, actor.communityId, atWall(query.from, 0), atWall(query.to, 24));
  const accounts = await findStaffAccounts(reader, [...new Set(shifts.map((shift) => shift.staffId))]);
  const names = new Map(accounts.map((account) => [account.id, account.name]));
  return shifts.map((shift) => presentShift(shift, names.get(shift.staffId) ?? ''));
};

export const readShiftView = async (deps: Deps, actor: StaffActor, id: string): Promise<ShiftView> => {
  const shift = await findShift(deps.db.reader, actor.communityId, id);
  const account = shift && (await findStaffAccount(deps.db.reader, shift.staffId));
  if (!shift) throw new AppError('staff.not_found');
  return presentShift(shift, account?.name ?? '');
};
