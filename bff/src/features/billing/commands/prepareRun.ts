import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId, newId } from '../../../kernel/ids.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { countAllHouses } from '../../community/house.door.js';
import type { FeeEntity, RunEntity } from '../billing.entity.js';
import { feesOfMonth, periodOf } from '../fee.rules.js';
import { findFees } from '../fee.store.js';
import { addMonths, monthOf } from '../period.rules.js';
import { emptySummary } from '../run.prepare.js';
import { findRun, insertRun } from '../run.store.js';
import { announceWork } from '../run.work.js';

const startRun = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  wish: { communityId: string; id: string; month: string; fees: FeeEntity[]; by: { id: string; name: string } | null },
): Promise<RunEntity> => {
  const { communityId, id, month, by } = wish;
  const fees = wish.fees.map((fee) => ({ feeId: fee.id, period: periodOf(fee.rule, month) }));
  const run: RunEntity = {
    communityId,
    id,
    month,
    state: 'preparing',
    automatic: by === null,
    byId: by?.id ?? null,
    byName: by?.name ?? null,
    fees,
    cursorId: '',
    chunk: 0,
    done: 0,
    total: await countAllHouses(tx, communityId),
    bills: 0,
    houses: 0,
    totalFen: 0,
    summary: Object.fromEntries(fees.map(({ feeId }) => [feeId, emptySummary()])),
    poolDigest: null,
    dueOn: null,
    kept: 0,
    reason: null,
    createdAt: deps.clock.now(),
    publishedAt: null,
    endedAt: null,
  };
  await insertRun(tx, run);
  await announceWork(tx, deps, run);
  return run;
};

/** What staff asked for by name, or every fee in force that this month bills. */
const chooseFees = (all: FeeEntity[], month: string, ids: readonly string[] | undefined): FeeEntity[] => {
  const due = feesOfMonth(all, month);
  if (!ids) return due;
  return ids.map((id) => {
    const fee = all.find((one) => one.id === id);
    if (!fee) throw new AppError('fee.not_found');
    if (!due.includes(fee)) throw new AppError('request.invalid', { fields: { feeIds: t.feeNotThisMonth(fee.name) } });
    return fee;
  });
};

/** Drafts all bills of a month in the background; nothing is due before it is published. */
export const prepareRun = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { month: string; feeIds?: string[] | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const { month, feeIds } = input;
    // A month ahead is as far as fixed fees are billed before their time.
    if (month > addMonths(monthOf(toDay(deps.clock.now())), 1))
      throw new AppError('request.invalid', { fields: { month: t.monthAhead } });
    const fees = chooseFees(await findFees(tx, communityId), month, feeIds);
    if (fees.length === 0) throw new AppError('run.nothing_to_bill', { detail: t.noFees });
    const id = newId(deps.clock.now());
    const run = await startRun(tx, deps, { communityId, id, month, fees, by: call.actor });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'run.prepared',
      subjectKind: 'run',
      subjectId: run.id,
      subject: t.runSubject(
        month,
        fees.map(({ name }) => name),
      ),
    });
    return { id: run.id };
  });

/** The run of a month made by itself, once: its id follows from the month. False: it was made before, or has no fees. */
export const prepareAutomaticRun = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  communityId: string,
  month: string,
): Promise<boolean> => {
  const id = deterministicId('billing.run', communityId, month);
  if (await findRun(tx, communityId, id)) return false;
  const fees = feesOfMonth(await findFees(tx, communityId), month);
  if (fees.length === 0) return false;
  try {
    await startRun(tx, deps, { communityId, id, month, fees, by: null });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};
