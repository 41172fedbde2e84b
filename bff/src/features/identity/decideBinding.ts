import { AppError } from '../../kernel/appError.js';
import { type Result, unwrap } from '../../kernel/result.js';
import type { AuditAction } from '../../locales/auditActions.js';
import { audit } from '../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBrief } from '../community/community.door.js';
import { announceBinding } from './announce.js';
import type { Decider, Decision } from './binding.rules.js';
import { lockBinding, saveDecision } from './binding.store.js';
import type { BindingEntity } from './identity.entity.js';

export const deciderOf = (actor: StaffActor): Decider => ({ kind: 'staff', id: actor.id, name: actor.name });

/** What the three decisions of staff have in common: lock, decide, write, audit, announce. */
export const decideBinding = async (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  act: { action: AuditAction; reason: string | null; decide(binding: BindingEntity, now: Date): Result<Decision> },
): Promise<{ id: string }> => {
  const binding = await lockBinding(tx, call.actor.communityId, id);
  if (!binding) throw new AppError('binding.not_found');
  await saveDecision(tx, binding, unwrap(act.decide(binding, deps.clock.now())));
  const house = await readHouseBrief(tx, binding.communityId, binding.houseId);
  await audit(tx, deps.clock, call, {
    communityId: binding.communityId,
    action: act.action,
    subjectKind: 'binding',
    subjectId: binding.id,
    subject: `${house?.label ?? ''} ${binding.applicantName}`.trim(),
    reason: act.reason,
  });
  await announceBinding(tx, deps, 'binding.decided', binding);
  return { id: binding.id };
};
