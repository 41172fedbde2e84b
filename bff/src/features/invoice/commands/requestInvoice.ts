import { AppError } from '../../../kernel/appError.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { lockPayment, type PaymentBrief } from '../../payment/payment.door.js';
import { ownerActionsOf } from '../invoice.policy.js';
import { stateOf, type Title, totalOf } from '../invoice.rules.js';
import { findOfPayment, findTitle } from '../invoice.store.js';
import { payableLines, personalTitle, putTitle, syncInvoice } from '../sync.js';

const titleFor = async (tx: Tx, deps: Deps, actor: OwnerActor, titleId: string | null): Promise<Title> => {
  if (titleId === null) return personalTitle(deps, tx, actor.id);
  const title = await findTitle(tx, titleId);
  if (title?.accountId !== actor.id) throw new AppError('title.not_found');
  return { kind: title.kind, name: title.name, taxNo: title.taxNo };
};

/** An invoice for what has none, or the same under another title; under way or with nothing to invoice it is refused. */
export const requestInvoice = (
  deps: Deps,
  call: Call<OwnerActor>,
  { payment: known, titleId }: { payment: PaymentBrief; titleId: string | null },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: paymentId } = known;
    if (!deps.invoice) throw new AppError('invoice.off');
    const title = await titleFor(tx, deps, call.actor, titleId);
    const payment = (await lockPayment(tx, communityId, paymentId)) ?? known;
    const papers = await findOfPayment(tx, communityId, paymentId);
    const payableFen = totalOf(await payableLines(tx, payment));
    if (ownerActionsOf(stateOf(papers), payableFen, papers).length === 0)
      throw new AppError('invoice.illegal_transition');
    await putTitle(tx, deps, payment, title);
    await syncInvoice(tx, deps, { communityId, paymentId });
    return { id: paymentId };
  });
