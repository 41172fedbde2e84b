import type { spotCheckVerdicts } from 'shared-types/supervision';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { qualityTexts } from '../../../locales/quality.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readOrderBrief } from '../../repair/repair.door.js';
import { lockCheck, saveVerdict } from '../quality.store.js';

/** Says whether the work was good, once; nobody judges their own. The verdict counts in the worker's quality (C11). */
export const judgeSpotCheck = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; verdict: (typeof spotCheckVerdicts)[number]; note?: string | undefined },
): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: judgedBy, name: judgedByName } = call.actor;
    const check = await lockCheck(tx, communityId, input.id);
    if (!check) throw new AppError('spot_check.not_found');
    if (check.workerId === judgedBy) throw new AppError('auth.forbidden');
    if (check.verdict) throw new AppError('spot_check.judged');
    const note = input.note || null;
    const passed = input.verdict === 'passed';
    if (!passed && !note) throw new AppError('request.invalid', { fields: { note: qualityTexts.noteMissing } });
    const judgedAt = deps.clock.now();
    await saveVerdict(tx, check, { verdict: input.verdict, note, judgedBy, judgedByName, judgedAt });
    const order = await readOrderBrief(tx, communityId, check.orderId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'spotcheck.judged',
      subjectKind: 'spot_check',
      subjectId: check.id,
      subject: qualityTexts.judged(order?.number ?? '', check.workerName, passed),
      reason: note,
    });
    await publish(tx, deps.clock, {
      id: deterministicId('dispatch.checked', check.id),
      communityId,
      topic: 'dispatch.checked',
      payload: { workerId: check.workerId, passed },
    });
    return { done: true } as const;
  });
