import type {
  OwnFollowUp,
  PublicFollowUp,
  RectificationPlan,
  StaffFollowUp,
  StaffFollowUpRow,
} from 'shared-types/followUp';
import type { StaffRole } from 'shared-types/permissions';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readFilesOf } from '../file/file.door.js';
import { listByRole } from '../identity/identity.door.js';
import type { FollowUpEntity } from './followup.entity.js';
import { isLevel, mayHandle } from './followup.rules.js';
import {
  type FollowUpFilter,
  findFollowUp,
  findFollowUpById,
  findMeasures,
  findNotes,
  listFollowUps,
  listOwn,
  listPublished,
} from './followup.store.js';
import { presentOwn, presentPlan, presentPublic, presentStaff, presentStaffRow } from './followup.view.js';

interface PageOf {
  cursor?: string | undefined;
  limit: number;
}

const afterOf = (cursor: string | undefined): FollowUpFilter['after'] => {
  const [at, id] = decodeCursor(cursor, 2);
  return at && id ? { at: new Date(at), id } : null;
};

const pageOf = <T>(
  rows: FollowUpEntity[],
  limit: number,
  at: (row: FollowUpEntity) => Date | null,
  items: T[],
): { items: T[]; nextCursor: string | null } => {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items, nextCursor: last ? encodeCursor((at(last) ?? last.stageAt).toISOString(), last.id) : null };
};

export const listRows = async (
  reader: Reader,
  communityId: string,
  { scope, stage, cursor, limit }: PageOf & Pick<FollowUpFilter, 'scope' | 'stage'>,
): Promise<{ items: StaffFollowUpRow[]; nextCursor: string | null }> => {
  const rows = await listFollowUps(reader, communityId, { scope, stage, after: afterOf(cursor), limit: limit + 1 });
  const at = (row: FollowUpEntity): Date | null => (scope === 'open' ? row.dueAt : row.stageAt);
  return pageOf(rows, limit, at, rows.slice(0, limit).map(presentStaffRow));
};

/** By follow-up, those of one community read together; one that is not published has no plan. */
const plansOf = async (
  deps: Deps,
  followUps: readonly FollowUpEntity[],
): Promise<Map<string, RectificationPlan | null>> => {
  const { reader } = deps.db;
  const communityIds = [...new Set(followUps.map(({ communityId }) => communityId))];
  const found = await Promise.all(
    communityIds.map((of) =>
      findMeasures(
        reader,
        of,
        followUps.filter(({ communityId }) => communityId === of).map(({ id }) => id),
      ),
    ),
  );
  const measures = found.flat();
  const files = await readFilesOf(
    deps,
    reader,
    measures.map(({ id }) => id),
  );
  return new Map(
    followUps.map((followUp) => {
      const own = measures.filter(({ followUpId }) => followUpId === followUp.id);
      return [followUp.id, presentPlan(followUp, own, files)];
    }),
  );
};

const planOf = async (deps: Deps, followUp: FollowUpEntity): Promise<RectificationPlan | null> =>
  (await plansOf(deps, [followUp])).get(followUp.id) ?? null;

/** Roles of which the community has somebody. */
export const staffedRoles = async (reader: Reader, communityId: string, now: Date): Promise<Set<StaffRole>> => {
  const roles = ['customer-service', 'supervisor', 'manager'] as const;
  const people = await Promise.all(roles.map((role) => listByRole(reader, communityId, role, now)));
  return new Set(roles.filter((_, index) => (people[index] ?? []).length > 0));
};

const actionsOf = async (
  deps: Deps,
  actor: StaffActor,
  followUp: FollowUpEntity,
): Promise<StaffFollowUp['actions']> => {
  const { stage, publishedAt } = followUp;
  const may = (permission: 'followup.handle' | 'followup.publish'): boolean => actor.permissions.has(permission);
  const staffed = await staffedRoles(deps.db.reader, followUp.communityId, deps.clock.now());
  const own = isLevel(stage) && may('followup.handle') && mayHandle(stage, actor.roles, staffed);
  return [
    ...(own ? (['note', 'pass'] as const) : []),
    ...(!publishedAt && may('followup.publish') ? (['plan'] as const) : []),
    ...(publishedAt && stage !== 'finished' && may('followup.handle') ? (['check-off'] as const) : []),
  ];
};

/** Errors: follow_up.not_found. */
export const readForStaff = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffFollowUp> => {
  const { reader } = deps.db;
  const followUp = await findFollowUp(reader, actor.communityId, id);
  if (!followUp) throw new AppError('follow_up.not_found');
  const [notes, plan, actions] = await Promise.all([
    findNotes(reader, actor.communityId, id),
    planOf(deps, followUp),
    actionsOf(deps, actor, followUp),
  ]);
  return presentStaff(followUp, notes, plan, actions);
};

/** The caller's own, in the communities where they live. */
export const listOwnViews = async (
  deps: Deps,
  actor: OwnerActor,
  { cursor, limit }: PageOf,
): Promise<{ items: OwnFollowUp[]; nextCursor: string | null }> => {
  const communityIds = [...new Set(actor.houses.map(({ communityId }) => communityId))];
  if (communityIds.length === 0) return { items: [], nextCursor: null };
  const rows = await listOwn(deps.db.reader, actor.id, communityIds, { after: afterOf(cursor), limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const plans = await plansOf(deps, shown);
  const items = shown.map((followUp) => presentOwn(followUp, plans.get(followUp.id) ?? null));
  return pageOf(rows, limit, ({ ratedAt }) => ratedAt, items);
};

/** Errors: follow_up.not_found. */
export const readOwn = async (deps: Deps, id: string): Promise<OwnFollowUp> => {
  const followUp = await findFollowUpById(deps.db.reader, id);
  if (!followUp) throw new AppError('follow_up.not_found');
  return presentOwn(followUp, await planOf(deps, followUp));
};

export const listPublic = async (
  deps: Deps,
  communityId: string,
  { cursor, limit }: PageOf,
): Promise<{ items: PublicFollowUp[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const rows = await listPublished(reader, communityId, { after: afterOf(cursor), limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const plans = await plansOf(deps, shown);
  const items = shown.flatMap((followUp) => {
    const plan = plans.get(followUp.id);
    return plan ? [presentPublic(followUp, plan)] : [];
  });
  return pageOf(rows, limit, ({ publishedAt }) => publishedAt, items);
};
