import { AppError } from '../../../kernel/appError.js';
import { ok } from '../../../kernel/result.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { readFilesOf, readUploadKinds, takeFiles } from '../../file/file.door.js';
import { procedureOf } from '../procedures.js';
import type { RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { accept, finish, refuseOrder, type StepState, scannedCode, signIn } from '../repair.rules.js';
import { findSteps, saveStep } from '../repair.store.js';
import { stepSubject } from '../stepSubject.js';
import { type OrderCommand, onOwnOrder } from './workOrder.js';

/** The procedure's steps with what is done of them. */
export const readStepStates = async (
  deps: Deps,
  reader: Reader,
  repair: RepairEntity,
  order: WorkOrderEntity,
): Promise<StepState[]> => {
  const { steps } = procedureOf(repair.problemTypeId);
  const done = await findSteps(reader, order.communityId, order.id);
  const files = await readFilesOf(
    deps,
    reader,
    steps.map((step) => stepSubject(order.id, step.id)),
  );
  return steps.map((step) => ({
    ...step,
    done: done.some((one) => one.stepId === step.id) || (step.kind === 'sign-in' && order.arrivedAt !== null),
    photos: (files.get(stepSubject(order.id, step.id)) ?? []).filter((file) => file.kind === 'image').length,
  }));
};

export const acceptOrder = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { note?: string | undefined }) =>
  onOwnOrder(deps, call, input, async (_tx, now, at) => ({
    result: accept(
      now,
      procedureOf(now.repair.problemTypeId).steps.some((step) => step.kind === 'sign-in'),
      at,
    ),
    event: { kind: 'accept', body: input.note || null },
  }));

/** The reason is for staff; the owner reads that somebody else is being found. */
export const refuse = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { reason: string }) =>
  onOwnOrder(deps, call, input, async (_tx, now, at) => ({
    result: refuseOrder(now, at),
    event: { kind: 'refuse', body: null, detail: input.reason },
  }));

export const signInToOrder = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { placeCode: string }) =>
  onOwnOrder(deps, call, input, async (_tx, now, at) => ({
    result: signIn(now, scannedCode(input.placeCode), at),
    event: { kind: 'arrive', detail: now.repair.placeLabel },
  }));

interface StepInput extends OrderCommand {
  stepId: string;
  fileIds: string[];
  note?: string | undefined;
}

/** A photo, check or parts step. Photos may be added again later; the sign-in step is the scan's alone. */
export const recordStep = async (deps: Deps, call: Call<StaffActor>, input: StepInput): Promise<{ id: string }> => {
  const kinds = await readUploadKinds(deps.db.reader, input.fileIds);
  if (kinds.some((kind) => kind !== 'image'))
    throw new AppError('request.invalid', { fields: { fileIds: '这里只放照片' } });
  return onOwnOrder(deps, call, input, async (tx, now, at) => {
    const step = procedureOf(now.repair.problemTypeId).steps.find((one) => one.id === input.stepId);
    if (!step || step.kind === 'sign-in') throw new AppError('request.invalid', { fields: { stepId: '没有这一步' } });
    if (step.kind === 'photo' && input.fileIds.length === 0)
      throw new AppError('request.invalid', { fields: { fileIds: '至少拍一张' } });
    if (now.order.status !== 'accepted' && now.order.status !== 'arrived')
      throw new AppError('order.illegal_transition');
    await saveStep(tx, {
      communityId: now.order.communityId,
      orderId: now.order.id,
      stepId: step.id,
      doneAt: at,
      recordedAt: deps.clock.now(),
      note: input.note || null,
    });
    await takeFiles(tx, call.actor, input.fileIds, {
      communityId: now.order.communityId,
      subjectKind: 'step',
      subjectId: stepSubject(now.order.id, step.id),
    });
    return {
      result: ok({ ...now, repair: { ...now.repair, updatedAt: deps.clock.now() } }),
      event: { kind: 'step', body: input.note || null, detail: step.title },
    };
  });
};

export const finishOrder = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { result: string }) =>
  onOwnOrder(
    deps,
    call,
    input,
    async (tx, now, at) => ({
      result: finish(now, await readStepStates(deps, tx, now.repair, now.order), input.result, at),
      event: { kind: 'finish', body: input.result },
    }),
    async (tx, { decision }) => {
      if (decision.repair.status === 'done')
        await publish(tx, deps.clock, {
          communityId: decision.repair.communityId,
          topic: 'repair.finished',
          payload: { repairId: decision.repair.id },
        });
    },
  );
