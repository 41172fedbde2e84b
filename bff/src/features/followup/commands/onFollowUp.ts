import { AppError } from '../../../kernel/appError.js';
import { findPersonal } from '../../../kernel/personal.js';
import { followUpTexts as t } from '../../../locales/followUp.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readLedgerNames } from '../../community/community.door.js';
import { readOwnerBriefs } from '../../identity/identity.door.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import type { FollowUpEntity } from '../followup.entity.js';
import type { FollowUpPolicy } from '../followup.rules.js';
import { lockFollowUp, saveFollowUp } from '../followup.store.js';
import { nudge, setLook } from '../open.js';

interface Acted {
  followUp: FollowUpEntity;
  action: 'follow_up.noted' | 'follow_up.published' | 'follow_up.checked_off';
}

/** The shape of the staff's commands: locked, acted, written with its timer, audited. */
export const onFollowUp = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  act: (tx: Tx, followUp: FollowUpEntity, policy: FollowUpPolicy) => Promise<Acted>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const found = await lockFollowUp(tx, communityId, id);
    if (!found) throw new AppError('follow_up.not_found');
    const policy = (await readPolicyInForce(tx, communityId)).policy.followUp;
    const { followUp, action } = await act(tx, found, policy);
    await saveFollowUp(tx, followUp);
    await setLook(deps, tx, followUp, policy);
    nudge(deps, tx, followUp);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action, subjectKind: 'follow_up', subjectId: id },
      subject: `${followUp.number} ${followUp.title}`,
    });
    return { id };
  });

/** Names by which whoever rated could be known. */
const namesOf = async (reader: Reader, deps: Deps, followUp: FollowUpEntity): Promise<string[]> => {
  const { communityId, accountId, houseId } = followUp;
  const owners = accountId ? await readOwnerBriefs(reader, deps, [accountId]) : new Map();
  const ledger = houseId ? await readLedgerNames(reader, communityId, [houseId]) : new Map<string, string[]>();
  const names = [...owners.values()].map(({ displayName }: { displayName: string }) => displayName);
  return [...names, ...[...ledger.values()].flat()];
};

/** Everybody reads it: refused with the field that gives somebody away. Errors: follow_up.personal_data. */
export const checkPublic = async (
  reader: Reader,
  deps: Deps,
  followUp: FollowUpEntity,
  words: Record<string, string>,
): Promise<void> => {
  const known = { names: await namesOf(reader, deps, followUp), houses: [followUp.placeLabel] };
  // A public area is nobody's door.
  const houses = followUp.houseId ? known.houses : [];
  for (const [field, text] of Object.entries(words)) {
    const [first] = findPersonal(text, { ...known, houses });
    if (first) throw new AppError('follow_up.personal_data', { fields: { [field]: t.givesAway(first.found) } });
  }
};
