import { AppError } from '../../../kernel/appError.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { findClaim, putClaim } from '../invoice.store.js';
import { note } from '../record.js';
import { beginReversal } from '../sync.js';
import { holdInvoice } from './retryInvoice.js';

/** A person takes an invoice back. None is issued in its stead until somebody asks for one. */
export const reverseInvoice = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name } = call.actor;
    if (!deps.invoice) throw new AppError('invoice.off');
    const invoice = await holdInvoice(tx, communityId, id);
    if (invoice.status !== 'issued') throw new AppError('invoice.illegal_transition');
    const claim = await findClaim(tx, communityId, invoice.paymentId);
    if (claim) await putClaim(tx, { ...claim, wanted: false });
    await beginReversal(tx, deps, invoice, { cause: 'hand', reason, by: { id: byId, name } });
    await note(tx, deps, call, invoice, 'invoice.reversed', reason);
    return { id };
  });
