import type { ResponseOf } from 'shared-types/contract';
import type { MoneyPolicy, previewMoneyPolicy as previewContract } from 'shared-types/moneyPolicy';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { moneyFaults } from './moneyPolicy.rules.js';
import { moneyChangesOf, moneyFaultFields } from './moneyPolicy.view.js';
import { readMoneyPolicyInForce, readMoneyPolicyOf } from './policy.door.js';
import { readingOf } from './policy.queries.js';
import { moneyVersions } from './policy.store.js';

export const { view: readMoneyPolicyView, version: readMoneyVersionView } = readingOf({
  versions: moneyVersions,
  readInForce: readMoneyPolicyInForce,
  readOf: readMoneyPolicyOf,
  changesOf: moneyChangesOf,
});

/** What a policy would change, in words. */
export const previewMoneyPolicy = async (
  deps: Deps,
  actor: StaffActor,
  policy: MoneyPolicy,
): Promise<ResponseOf<typeof previewContract>> => {
  const faults = moneyFaults(policy);
  if (faults.length > 0) throw new AppError('request.invalid', { fields: moneyFaultFields(faults) });
  const inForce = await readMoneyPolicyInForce(deps.db.reader, actor.communityId);
  return { changes: moneyChangesOf(inForce.policy, policy) };
};
