import type { Department, StaffRole } from 'shared-types/permissions';
import { AppError } from '../../kernel/appError.js';
import type { AuditAction } from '../../locales/auditActions.js';
import { identityTexts } from '../../locales/identity.js';
import { skillTrades } from '../../locales/staff.js';
import { audit } from '../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../platform/call.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { revokeSessionsOf } from '../../platform/session/sessions.js';
import { normalisePhone, readBuildingNames } from '../community/community.door.js';
import type { Certificate, StaffAccountEntity, StaffPostEntity } from './identity.entity.js';
import { mayGive, mayTouchAccount } from './staff.rules.js';
import { findPosts, lockPosts, lockStaffAccount } from './staff.store.js';

/** What staff type about one of them. */
export interface MemberFields {
  name: string;
  phone?: string | undefined;
  department: Department;
  roles: StaffRole[];
  skills: string[];
  areaIds: string[];
  /** Absent: the community's default. */
  orderLimit?: number | null;
  certificates?: Certificate[];
}

/** The same with the doubles gone and the telephone read; throws when something is not known here. */
export const checkMember = async (
  reader: Reader,
  communityId: string,
  fields: MemberFields,
): Promise<Required<Omit<MemberFields, 'phone'>> & { phone: string | null }> => {
  const phone = fields.phone ? normalisePhone(fields.phone) : null;
  if (fields.phone && !phone) throw new AppError('request.invalid', { fields: { phone: identityTexts.badPhone } });
  const unknown = fields.skills.findIndex((skill) => !Object.hasOwn(skillTrades, skill));
  if (unknown >= 0)
    throw new AppError('request.invalid', { fields: { [`skills.${unknown}`]: identityTexts.unknownSkill } });
  const { orderLimit = null, certificates = [] } = fields;
  const kinds = certificates.map(({ kind }) => kind);
  const double = kinds.findIndex((kind, at) => kinds.indexOf(kind) !== at);
  if (double >= 0)
    throw new AppError('request.invalid', { fields: { [`certificates.${double}`]: identityTexts.doubleCertificate } });
  const areaIds = [...new Set(fields.areaIds)];
  const buildings = areaIds.length > 0 ? await readBuildingNames(reader, communityId) : new Map<string, string>();
  if (areaIds.some((id) => !buildings.has(id))) throw new AppError('place.not_found');
  const [roles, skills] = [[...new Set(fields.roles)], [...new Set(fields.skills)]];
  return { ...fields, phone, areaIds, roles, skills, orderLimit, certificates };
};

export interface Target {
  account: StaffAccountEntity;
  post: StaffPostEntity;
  /** The caller's roles as they are now, not as the call began with. */
  giverRoles: StaffRole[];
}

/** Locks the caller's post and the other's, and refuses who would reach above themselves. */
export const lockTarget = async (tx: Tx, actor: StaffActor, staffId: string): Promise<Target> => {
  const posts = await lockPosts(tx, actor.communityId, [actor.id, staffId]);
  const own = posts.find((post) => post.staffId === actor.id);
  const post = posts.find((each) => each.staffId === staffId);
  const account = post && (await lockStaffAccount(tx, staffId));
  if (!post || !account) throw new AppError('staff.not_found');
  if (!own?.active || !mayGive(own.roles, post.roles)) throw new AppError('auth.forbidden');
  return { account, post, giverRoles: own.roles };
};

/** Throws unless the caller has power over the person in every community where they serve. */
export const requireAccountPower = async (tx: Tx, actor: StaffActor, staffId: string): Promise<void> => {
  const giver = (await findPosts(tx, actor.id)).filter((post) => post.active);
  if (!mayTouchAccount(giver, await findPosts(tx, staffId))) throw new AppError('auth.forbidden');
};

/** Tells dispatch that somebody's skills, shifts, papers or limit are others now. */
export const announceWorker = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  communityId: string,
  staffId: string,
): Promise<void> => publish(tx, deps.clock, { communityId, topic: 'dispatch.sync', payload: { staffId } });

/** Ends a person's sessions; their open screens are cut off once it is committed. */
export const cutOff = async (tx: Tx, deps: Deps, staffId: string): Promise<void> => {
  await revokeSessionsOf(tx, deps.clock, { kind: 'staff', id: staffId });
  afterCommit(tx, () => deps.live.recheck(`worker:${staffId}`));
};

export const auditStaff = (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  action: AuditAction,
  account: Pick<StaffAccountEntity, 'id' | 'name' | 'username'>,
  reason: string | null = null,
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: call.actor.communityId,
    action,
    subjectKind: 'staff',
    subjectId: account.id,
    subject: `${account.name}（${account.username}）`,
    reason,
  });
