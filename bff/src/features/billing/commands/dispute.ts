import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { afterCommit } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import type { BillEntity, BillEventEntity, DisputeEntity } from '../bill.entity.js';
import {
  findDisputes,
  findHolds,
  insertDispute,
  insertEvent,
  lockBillRows,
  updateBill,
  updateDispute,
} from '../bill.store.js';
import { communityOf, mayDispute } from '../billing.policy.js';

const lockDue = async (tx: Tx, communityId: string, id: string): Promise<BillEntity> => {
  const [bill] = await lockBillRows(tx, communityId, [id]);
  if (!bill) throw new AppError('bill.not_found');
  if (bill.status !== 'due') throw new AppError('bill.illegal_transition');
  return bill;
};

const tell = async (
  tx: Tx,
  deps: Deps,
  bill: BillEntity,
  event: Pick<BillEventEntity, 'kind' | 'byKind' | 'byName' | 'words'>,
): Promise<void> => {
  const { communityId, id: billId, houseId } = bill;
  const at = deps.clock.now();
  await insertEvent(tx, { ...event, communityId, id: newId(at), billId, at, amountFen: null, sourceId: null });
  await publish(tx, deps.clock, {
    communityId,
    topic: 'bill.disputed',
    payload: { billId, houseId, kind: event.kind },
  });
  afterCommit(tx, () => deps.live.send(`finance:${communityId}`, { type: 'bill.changed' }));
};

/** While it lasts the bill is not reminded, not debited by itself, and no late fee grows. */
export const disputeBill = (
  deps: Deps,
  call: Call<OwnerActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const communityId = await communityOf(tx, call.actor, id);
    const bill = await lockDue(tx, communityId, id);
    if (!mayDispute(call.actor, bill.houseId)) throw new AppError('auth.forbidden');
    if (bill.disputedAt !== null) throw new AppError('bill.illegal_transition');
    if ((await findHolds(tx, communityId, [id])).length > 0) throw new AppError('bill.being_paid');
    const at = deps.clock.now();
    await updateBill(tx, bill, { disputedAt: at });
    await insertDispute(tx, {
      communityId,
      id: newId(at),
      billId: id,
      houseId: bill.houseId,
      accountId: call.actor.id,
      at,
      reason,
      state: 'open',
      answer: null,
      answeredAt: null,
      answeredBy: null,
      corrected: false,
    });
    await tell(tx, deps, bill, { kind: 'disputed', byKind: 'owner', byName: null, words: reason });
    return { id };
  });

/** The dispute is over and the bill stands: the days that it took are not reckoned for late fees. */
const end = async (tx: Tx, deps: Deps, bill: BillEntity, change: Partial<DisputeEntity>): Promise<void> => {
  if (bill.disputedAt === null) throw new AppError('bill.illegal_transition');
  const today = toDay(deps.clock.now());
  const lateThrough = bill.lateThrough !== null && bill.lateThrough > today ? bill.lateThrough : today;
  await updateBill(tx, bill, { disputedAt: null, lateThrough });
  for (const dispute of await findDisputes(tx, bill.communityId, bill.id))
    if (dispute.state === 'open') await updateDispute(tx, dispute, change);
};

export const withdrawDispute = (
  deps: Deps,
  call: Call<OwnerActor>,
  { id, note }: { id: string; note?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const communityId = await communityOf(tx, call.actor, id);
    const bill = await lockDue(tx, communityId, id);
    if (!mayDispute(call.actor, bill.houseId)) throw new AppError('auth.forbidden');
    await end(tx, deps, bill, { state: 'withdrawn', answeredAt: deps.clock.now() });
    await tell(tx, deps, bill, { kind: 'withdrawn', byKind: 'owner', byName: null, words: note || null });
    return { id };
  });

/** Says why the bill is right. A wrong one is corrected instead. */
export const answerDispute = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, words }: { id: string; words: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, name } = call.actor;
    const bill = await lockDue(tx, communityId, id);
    const answeredAt = deps.clock.now();
    await end(tx, deps, bill, { state: 'answered', answer: words, answeredAt, answeredBy: name });
    await tell(tx, deps, bill, { kind: 'answered', byKind: 'staff', byName: name, words });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'bill.answered',
      subjectKind: 'bill',
      subjectId: id,
      subject: t.madeMemo(bill.feeName, bill.period),
    });
    return { id };
  });
