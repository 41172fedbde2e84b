import type { BindingRole } from 'shared-types/auth';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { announceBinding } from '../announce.js';
import { openKeyOf } from '../binding.rules.js';
import { findBindingsOfAccount, insertBinding, lockAccount, updateAccount } from '../binding.store.js';

interface Application {
  communityId: string;
  houseId: string;
  role: BindingRole;
  name: string;
  note?: string | undefined;
}

/** Asks staff to bind a house; one open application or binding a person and house. */
export const applyForBinding = (deps: Deps, call: Call<OwnerActor>, input: Application): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const house = await readHouseBrief(tx, input.communityId, input.houseId);
    if (!house) throw new AppError('house.not_found');
    const account = await lockAccount(tx, call.actor.id);
    if (!account) throw new AppError('auth.required');
    const now = deps.clock.now();
    const binding = {
      communityId: input.communityId,
      id: newId(now),
      houseId: input.houseId,
      accountId: account.id,
      role: input.role,
      status: 'pending' as const,
      basis: 'application' as const,
      applicantName: input.name,
      note: input.note || null,
      appliedAt: now,
      decidedAt: null,
      decidedBy: null,
      decidedByName: null,
      decidedByKind: null,
      reason: null,
      openKey: openKeyOf(account.id, input.houseId),
    };
    await insertBinding(tx, binding).catch((error: unknown) => {
      throw isDuplicate(error) ? new AppError('binding.already_open') : error;
    });
    // A name that nobody has confirmed yet gives way to the one given last.
    const confirmed = (await findBindingsOfAccount(tx, account.id)).some(({ status }) => status === 'active');
    if (!account.name || !confirmed) await updateAccount(tx, account.id, { name: input.name });
    await audit(tx, deps.clock, call, {
      communityId: input.communityId,
      action: 'binding.applied',
      subjectKind: 'binding',
      subjectId: binding.id,
      subject: house.label,
    });
    await announceBinding(tx, deps, 'binding.applied', binding);
    return { id: binding.id };
  });
