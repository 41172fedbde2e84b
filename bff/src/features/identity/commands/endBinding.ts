import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { identityTexts } from '../../../locales/identity.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { announceBinding, tellDoors, tellScreens } from '../announce.js';
import { end, endsAs } from '../binding.rules.js';
import { findBinding, lockBinding, lockOwnersBinding, saveDecision } from '../binding.store.js';
import type { BindingEntity } from '../identity.entity.js';

/** By what right the caller ends it; read from the bindings in force, not from what the call began with. */
const rightTo = async (tx: Tx, actor: OwnerActor, binding: BindingEntity): Promise<'self' | 'owner'> => {
  const { communityId, houseId } = binding;
  const owners =
    binding.accountId === actor.id ? null : await lockOwnersBinding(tx, { communityId, houseId, accountId: actor.id });
  const right = endsAs(actor.id, owners ? [owners] : [], binding);
  if (!right) throw new AppError('binding.not_found');
  return right;
};

const reasonOf = (right: 'self' | 'owner', binding: BindingEntity): string => {
  if (right === 'owner') return identityTexts.endedByOwner;
  return binding.status === 'pending' ? identityTexts.withdrawn : identityTexts.leftByOneself;
};

/** One's own, or a family member's or tenant's of a house that one owns. */
export const endBinding = (deps: Deps, call: Call<OwnerActor>, input: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const found = await findBinding(tx, input.id);
    const binding = found && (await lockBinding(tx, found.communityId, found.id));
    if (!binding) throw new AppError('binding.not_found');
    const right = await rightTo(tx, call.actor, binding);
    const by = { kind: right, id: call.actor.id, name: call.actor.name };
    const reason = reasonOf(right, binding);
    await saveDecision(tx, binding, unwrap(end(binding, by, reason, deps.clock.now())));
    const house = await readHouseBrief(tx, binding.communityId, binding.houseId);
    await audit(tx, deps.clock, call, {
      communityId: binding.communityId,
      action: 'binding.ended',
      subjectKind: 'binding',
      subjectId: binding.id,
      subject: `${house?.label ?? ''} ${binding.applicantName}`.trim(),
      reason,
    });
    if (right === 'self') {
      await tellDoors(tx, deps, binding);
      tellScreens(tx, deps, binding);
    } else await announceBinding(tx, deps, 'binding.decided', binding);
    return { id: binding.id };
  });
