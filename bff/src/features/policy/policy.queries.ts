import type { PolicyPreview, ServicePolicy } from 'shared-types/policy';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunity } from '../community/community.door.js';
import { known } from './catalogue.js';
import { type PreviewEffects, readPolicyInForce, readPolicyOf } from './policy.door.js';
import { policyFaults } from './policy.rules.js';
import { serviceVersions } from './policy.store.js';
import { changesOf, faultFields, firstVersion, presentVersion } from './policy.view.js';

/** So many versions are listed. */
const mostHistory = 200;

/** The defaults, as a version among the others. */
const readFirst = async (deps: Deps, communityId: string) =>
  firstVersion((await readCommunity(deps.db.reader, communityId))?.createdAt ?? deps.clock.now());

interface Kind<P, C> {
  versions: typeof serviceVersions;
  readInForce: (reader: Reader, communityId: string) => Promise<{ version: number; policy: P }>;
  /** The policy of a version; 0 is the defaults. */
  readOf: (reader: Reader, communityId: string, version: number) => Promise<P>;
  changesOf: (before: P, after: P) => C;
}

/** How one kind of policy is read: what is in force with its history, and one version with what it changed. */
export const readingOf = <P, C>({ versions, readInForce, readOf, changesOf: changes }: Kind<P, C>) => ({
  /** The policy in force and every version before it, the defaults last. */
  view: async (deps: Deps, { communityId, permissions }: StaffActor) => {
    const { reader } = deps.db;
    const [{ version, policy }, briefs, first] = await Promise.all([
      readInForce(reader, communityId),
      versions.findBriefs(reader, communityId, mostHistory),
      readFirst(deps, communityId),
    ]);
    const actions: 'change'[] = permissions.has('policy.manage') ? ['change'] : [];
    return { version, policy, history: [...briefs, first].map(presentVersion), actions };
  },

  /** One version, with what it changed from the one before it. Errors: policy.version_not_found. */
  version: async (deps: Deps, { communityId }: StaffActor, version: number) => {
    const { reader } = deps.db;
    const brief =
      version === 0 ? await readFirst(deps, communityId) : await versions.findVersion(reader, communityId, version);
    if (!brief) throw new AppError('policy.version_not_found');
    const policy = await readOf(reader, communityId, version);
    const before = version === 0 ? policy : await readOf(reader, communityId, version - 1);
    return { ...presentVersion(brief), policy, changes: changes(before, policy) };
  },
});

export const { view: readPolicyView, version: readVersionView } = readingOf({
  versions: serviceVersions,
  readInForce: readPolicyInForce,
  readOf: readPolicyOf,
  changesOf,
});

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
