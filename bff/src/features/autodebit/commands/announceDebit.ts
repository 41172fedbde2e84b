import { AutoDebitError } from '../../../adapters/autodebit/autoDebit.errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { type DueBill, readDueBills } from '../../billing/billing.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import type { DebitEntity, MandateEntity } from '../autodebit.entity.js';
import { chooseBills } from '../autodebit.rules.js';
import { findMandate, findOfSlot, insertDebits, lockMandate } from '../autodebit.store.js';
import { isOffered, stillBound, tellDebit } from '../record.js';
import { endLost } from './endMandate.js';
import { hearContract } from './hearContract.js';

/** Of what a house owes, what may be taken by itself: not what is disputed, nor what somebody is paying. */
export const takeable = (bills: readonly DueBill[]): DueBill[] =>
  bills.filter(({ status, disputed, heldBy }) => status === 'due' && !disputed && heldBy === null);

const freshDebit = (deps: Deps, mandate: MandateEntity, slot: string, day: string, bills: readonly DueBill[]) => {
  const now = deps.clock.now();
  const debit: DebitEntity = {
    communityId: mandate.communityId,
    id: newId(now),
    mandateId: mandate.id,
    houseId: mandate.houseId,
    kind: mandate.kind,
    slot,
    status: 'announced',
    amountFen: bills.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0),
    billIds: bills.map(({ id }) => id),
    day,
    attempts: 0,
    paymentId: null,
    orderNumber: null,
    reason: null,
    batchId: null,
    position: 0,
    createdAt: now,
    endedAt: null,
  };
  return debit;
};

/**
 * Plans a month's debit of one mandate and tells the owner, here and through WeChat, so many days before (the policy's
 * `noticeDays`). A contract that has ended meanwhile, or whose signer left the house, is ended instead. Nothing due:
 * nothing is planned.
 */
export const announceDebit = async (
  deps: Deps,
  { communityId, mandateId, slot, day }: { communityId: string; mandateId: string; slot: string; day: string },
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const { reader } = deps.db;
  const mandate = await findMandate(reader, communityId, mandateId);
  if (mandate?.status !== 'active' || !mandate.contractId || !deps.autoDebit) return undefined;
  if (!(await isOffered(deps, reader, communityId))) return undefined;
  if (!(await stillBound(reader, mandate))) {
    await endLost(deps, mandate, 'left');
    return undefined;
  }
  if (await findOfSlot(reader, communityId, mandateId, slot)) return undefined;
  const { contractId } = mandate;
  const word = await deps.autoDebit.queryContract({ contractId });
  if (word.state !== 'signed') return (tx) => hearContract(tx, deps, mandate, { state: 'terminated', contractId });
  const { limitFen } = (await readMoneyPolicy(reader, communityId)).autoDebit;
  const due = takeable(await readDueBills(reader, communityId, mandate.houseId));
  const { bills, sumFen } = chooseBills(due, Math.min(limitFen, mandate.limitFen));
  if (sumFen === 0) return undefined;
  try {
    await deps.autoDebit.preNotify({ contractId, amountFen: sumFen });
  } catch (error) {
    // Plans differ in whether they take such a notice: ours goes out in any case.
    if (!(error instanceof AutoDebitError) || error.kind !== 'refused') throw error;
    deps.log.warn({ mandateId, code: error.code }, 'papay took no notice before a debit');
  }
  return async (tx) => {
    const now = await lockMandate(tx, communityId, mandateId);
    if (now?.status !== 'active' || (await findOfSlot(tx, communityId, mandateId, slot))) return;
    const debit = freshDebit(deps, now, slot, day, bills);
    await insertDebits(tx, [debit]);
    await tellDebit(tx, deps, debit, 'announced');
  };
};
