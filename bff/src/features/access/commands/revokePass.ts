import { AppError } from '../../../kernel/appError.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { RevokeReason, VisitorPassEntity } from '../access.entity.js';
import { findPassById, freeDigits, lockPass, savePass } from '../access.store.js';
import { hintDoors } from '../lists.js';
import { tellChanged } from '../tell.js';

/** The pass is locked. Its digits are free again; its code is on the lists of dead ones until its time is over. */
export const endPass = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  pass: VisitorPassEntity,
  revokedWhy: RevokeReason,
): Promise<void> => {
  if (pass.revokedAt) return;
  await savePass(tx, pass, { revokedAt: deps.clock.now(), revokedWhy });
  await freeDigits(tx, pass.communityId, pass.id);
  await hintDoors(tx, deps.clock, pass.communityId, pass.groupIds);
  tellChanged(tx, deps, pass);
};

export const revokePass = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const found = await findPassById(tx, id);
    const pass = found && (await lockPass(tx, found.communityId, id));
    if (!pass) throw new AppError('pass.not_found');
    await endPass(tx, deps, pass, 'owner');
    return { id };
  });
