import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { mayGo } from '../../../kernel/machine.js';
import type { AuditAction } from '../../../locales/auditActions.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { runMachine } from '../bill.machine.js';
import type { RunEntity } from '../billing.entity.js';
import { addDays } from '../period.rules.js';
import { readRunFees } from '../run.context.js';
import { isTouched, lockRun, saveRun } from '../run.store.js';
import { announceWork, enter, startPublishing } from '../run.work.js';

/** Locks a run, decides, writes it, and lets the background do the work of its new stage. */
const change = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  to: RunEntity['state'],
  action: AuditAction,
  decide: (tx: Tx, run: RunEntity) => Promise<RunEntity>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const run = await lockRun(tx, communityId, id);
    if (!run) throw new AppError('run.not_found');
    if (!mayGo(runMachine, run.state, to)) throw new AppError('run.illegal_transition');
    const next = await decide(tx, run);
    await saveRun(tx, next);
    await announceWork(tx, deps, next);
    const subject = t.runTotal(run.month, run.bills, run.totalFen);
    const reason = to === 'voiding' ? next.reason : null;
    await audit(tx, deps.clock, call, { communityId, action, subjectKind: 'run', subjectId: id, subject, reason });
    return { id };
  });

/** Publishes what the person saw: a run of another total is `run.illegal_transition`. */
export const publishRun = (deps: Deps, call: Call<StaffActor>, input: { id: string; totalFen: number }) =>
  change(deps, call, input.id, 'publishing', 'run.published', async (tx, run) => {
    if (run.state !== 'ready') throw new AppError('run.illegal_transition');
    if (run.bills === 0) throw new AppError('run.nothing_to_bill');
    if (run.totalFen !== input.totalFen) throw new AppError('run.illegal_transition');
    return startPublishing(tx, deps, run);
  });

/** Before it is published: its drafts are deleted, as if it had never been. */
export const cancelRun = (deps: Deps, call: Call<StaffActor>, input: { id: string }) =>
  change(deps, call, input.id, 'cancelling', 'run.cancelled', async (_tx, run) => enter(run, 'cancelling'));

/** Reverses a published run within the policy's days while none of it is paid or being paid; else `run.too_late`. */
export const voidRun = (deps: Deps, call: Call<StaffActor>, input: { id: string; reason: string }) =>
  change(deps, call, input.id, 'voiding', 'run.voided', async (tx, run) => {
    const { voidWithinDays } = (await readMoneyPolicy(tx, run.communityId)).billing;
    const last = addDays(toDay(run.publishedAt ?? deps.clock.now()), voidWithinDays);
    if (toDay(deps.clock.now()) > last) throw new AppError('run.too_late');
    const codes = (await readRunFees(tx, run)).map(({ fee }) => fee.code);
    if (await isTouched(tx, run.communityId, run, codes)) throw new AppError('run.too_late');
    return { ...enter(run, 'voiding'), reason: input.reason };
  });
