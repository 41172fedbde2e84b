import { z } from 'zod';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { findByOrderNumber } from '../../payment/payment.door.js';
import { findByContractCode, findByPayment, findMandate, findNotice, saveNotice } from '../autodebit.store.js';
import { hearContract } from './hearContract.js';
import { hearDebit } from './hearDebit.js';

const Kept = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('contract'),
    change: z.enum(['signed', 'terminated']),
    contractCode: z.string(),
    contractId: z.string(),
  }),
  z.object({
    kind: z.literal('deduction'),
    result: z.enum(['paid', 'failed']),
    outTradeNo: z.string(),
    contractId: z.string(),
    amountFen: z.number().int(),
    transactionId: z.string().optional(),
    paidAt: z.coerce.date().optional(),
    reason: z.string().optional(),
  }),
]);
type Deduction = Extract<z.output<typeof Kept>, { kind: 'deduction' }>;

const harmless = new Set(['received', 'known', 'failed', 'ended', 'contract']);

/** Of our own order and under the contract that it was asked for, or it changes nothing. */
const actOnDeduction = async (tx: Tx, deps: Deps, notice: Deduction): Promise<string> => {
  const payment = await findByOrderNumber(tx, notice.outTradeNo);
  if (payment?.channel !== 'autodebit') return 'unknown_order';
  const debit = await findByPayment(tx, payment.id);
  const mandate = debit && (await findMandate(tx, debit.communityId, debit.mandateId));
  if (mandate && mandate.contractId !== notice.contractId) return 'other_contract';
  const { transactionId, paidAt, amountFen } = notice;
  if (notice.result === 'failed')
    return hearDebit(tx, deps, payment, { state: 'failed', reason: notice.reason ?? 'NO_CODE' });
  if (!transactionId || !paidAt) return 'incomplete';
  return hearDebit(tx, deps, payment, { state: 'paid', transactionId, amountFen, paidAt });
};

/** Acts on a kept notification, once; what became of it stays with it. */
export const actOnNotice = async (deps: Deps, id: string): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const kept = await findNotice(deps.db.reader, id);
  if (kept?.status !== 'waiting') return undefined;
  const notice = Kept.parse(JSON.parse(kept.body));
  return async (tx) => {
    let outcome = 'unknown_contract';
    if (notice.kind === 'deduction') outcome = await actOnDeduction(tx, deps, notice);
    else {
      const mandate = await findByContractCode(tx, notice.contractCode);
      if (mandate) {
        await hearContract(tx, deps, mandate, { state: notice.change, contractId: notice.contractId });
        outcome = 'contract';
      }
    }
    const status = harmless.has(outcome) ? 'acted' : 'refused';
    await saveNotice(tx, id, { status, outcome, actedAt: deps.clock.realNow() });
  };
};
