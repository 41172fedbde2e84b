import type { PolicyPreview, PolicyView, ServicePolicy } from 'shared-types/policy';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity } from '../community/community.door.js';
import { known } from './catalogue.js';
import { type PreviewEffects, readPolicyInForce, readPolicyOf } from './policy.door.js';
import { policyFaults } from './policy.rules.js';
import { findBriefs, findVersion } from './policy.store.js';
import { changesOf, faultFields, firstVersion, presentVersion } from './policy.view.js';

const mostHistory = 200;

const readFirst = async (deps: Deps, communityId: string) =>
  firstVersion((await readCommunity(deps.db.reader, communityId))?.createdAt ?? deps.clock.now());

/** The policy in force and every version before it, the defaults last. */
export const readPolicyView = async (deps: Deps, actor: StaffActor): Promise<PolicyView> => {
  const { reader } = deps.db;
  const [{ version, policy }, briefs, first] = await Promise.all([
    readPolicyInForce(reader, actor.communityId),
    findBriefs(reader, actor.communityId, mostHistory),
    readFirst(deps, actor.communityId),
  ]);
  return {
    version,
    policy,
    history: [...briefs, first].map(presentVersion),
    actions: actor.permissions.has('policy.manage') ? ['change'] : [],
  };
};

/** One version, with what it changed from the one before it. */
export const readVersionView = async (deps: Deps, actor: StaffActor, version: number) => {
  const { reader } = deps.db;
  const brief =
    version === 0 ? await readFirst(deps, actor.communityId) : await findVersion(reader, actor.communityId, version);
  if (!brief) throw new AppError('policy.version_not_found');
  const policy = await readPolicyOf(reader, actor.communityId, version);
  const before = version === 0 ? policy : await readPolicyOf(reader, actor.communityId, version - 1);
  return { ...presentVersion(brief), policy, changes: changesOf(before, policy) };
};

/** What a policy would change: in words, and for the requests of the last month. */
export const previewPolicy = async (
  deps: Deps,
  actor: StaffActor,
  policy: ServicePolicy,
  previewEffects: PreviewEffects,
): Promise<PolicyPreview> => {
  const faults = policyFaults(policy, known);
  if (faults.length > 0) throw new AppError('request.invalid', { fields: faultFields(faults) });
  const inForce = await readPolicyInForce(deps.db.reader, actor.communityId);
  const effects = await previewEffects(deps, actor.communityId, inForce.policy, policy);
  return { changes: changesOf(inForce.policy, policy), ...effects };
};
