import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { identityTexts } from '../../../locales/identity.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockHouse, normalisePhone, readHouseBrief, replaceOwners } from '../../community/community.door.js';
import { announceBinding } from '../announce.js';
import { end } from '../binding.rules.js';
import { lockOpenBindings, saveDecision } from '../binding.store.js';

interface Transfer {
  id: string;
  owners: { name: string; phone?: string | undefined }[];
  reason: string;
}

const ownersOf = (input: Transfer): { name: string; phone: string | null }[] => {
  const fields: Record<string, string> = {};
  const owners = input.owners.map((owner, index) => {
    const phone = owner.phone ? normalisePhone(owner.phone) : null;
    if (owner.phone && !phone) fields[`owners.${index}.phone`] = identityTexts.badPhone;
    return { name: owner.name, phone };
  });
  if (Object.keys(fields).length > 0) throw new AppError('request.invalid', { fields });
  return owners;
};

/** A resale: the ledger names the new owners, and everybody's binding or application for the house ends at once. */
export const transferHouse = (deps: Deps, call: Call<StaffActor>, input: Transfer): Promise<{ houseId: string }> =>
  transaction(deps, call, async (tx) => {
    const owners = ownersOf(input);
    const { communityId } = call.actor;
    const house = await readHouseBrief(tx, communityId, input.id);
    if (!house) throw new AppError('house.not_found');
    await lockHouse(tx, communityId, house.id);
    await replaceOwners(deps, tx, { communityId, houseId: house.id }, owners);
    const by = { kind: 'transfer' as const, id: call.actor.id, name: call.actor.name };
    for (const binding of await lockOpenBindings(tx, communityId, house.id)) {
      await saveDecision(tx, binding, unwrap(end(binding, by, input.reason, deps.clock.now())));
      await announceBinding(tx, deps, 'binding.decided', binding);
    }
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'house.transferred',
      subjectKind: 'house',
      subjectId: house.id,
      subject: house.label,
      reason: input.reason,
    });
    return { houseId: house.id };
  });
