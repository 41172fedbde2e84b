import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockSheet } from '../reconciliation.store.js';
import { announceDay } from '../runDay.js';

/** Has the statement read and compared again, in the background. */
export const fetchStatement = (deps: Deps, call: Call<StaffActor>, input: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const sheet = await lockSheet(tx, communityId, input.id);
    if (!sheet) throw new AppError('reconciliation.not_found');
    if (sheet.state === 'closed') throw new AppError('reconciliation.closed');
    await announceDay(tx, deps, { communityId, channel: sheet.channel, day: sheet.day }, true);
    return { done: true } as const;
  });
