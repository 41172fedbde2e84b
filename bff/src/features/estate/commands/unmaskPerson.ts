import { AppError } from '../../../kernel/appError.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { revealPerson } from '../../community/house.door.js';
import { maskName } from '../../identity/identity.door.js';

/** The whole numbers of somebody in the ledger; who looked and why is on record before they are shown. */
export const unmaskPerson = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ name: string; phones: string[] }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const person = await revealPerson(deps, tx, communityId, input.id);
    if (!person) throw new AppError('person.not_found');
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'person.unmasked',
      subjectKind: 'person',
      subjectId: person.id,
      subject: `${person.houseLabel} ${maskName(person.name)}`,
      reason: input.reason,
    });
    return { name: person.name, phones: person.phones };
  });
