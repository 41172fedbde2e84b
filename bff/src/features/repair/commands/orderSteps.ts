import { AppError } from '../../../kernel/appError.js';
import { ok, refuse as refuseStep } from '../../../kernel/result.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { findPlaceBuilding } from '../../community/community.door.js';
import { placeWorker } from '../../dispatch/dispatch.door.js';
import { readFilesOf, readUploadKinds, takeFiles } from '../../file/file.door.js';
import type { Changed } from '../loop.js';
import { accept, finish, type StepState, scannedCode, signIn, takeBack } from '../order.rules.js';
import { procedureOf } from '../procedures.js';
import type { RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { findSteps, saveStep } from '../repair.store.js';
import { stepSubject } from '../stepSubject.js';
import { type OrderCommand, onOwnOrder } from './workOrder.js';

/** The procedure's steps with what is done of them. */
export const readStepStates = async (deps: Deps, reader: Reader, order: WorkOrderEntity): Promise<StepState[]> => {
  const { steps } = procedureOf(order.procedureId);
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
  onOwnOrder(deps, call, input, async (_tx, { order, at }) => ({
    order: accept(order, at),
    event: { kind: 'accept', body: input.note || null },
  }));

const mayRefuse = (order: WorkOrderEntity): boolean => order.status === 'assigned';

/** The reason is for staff; the owner reads that somebody else is being found, and the order looks for one at once. */
export const refuse = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { reason: string }) =>
  onOwnOrder(
    deps,
    call,
    input,
    async (_tx, { order, context }) => ({
      order: mayRefuse(order) ? takeBack(order, true, context.now) : refuseStep('order.illegal_transition'),
      event: { kind: 'refuse', body: null, detail: input.reason },
    }),
    async (tx, { after }) => {
      if (after.repair.urgency === 'emergency' && after.repair.stewardId)
        await alertStaff(tx, deps.clock, {
          communityId: after.repair.communityId,
          repairId: after.repair.id,
          staffIds: [after.repair.stewardId],
          kind: 'unheld',
          rings: true,
        });
    },
  );

const buildingOf = (tx: Tx, repair: RepairEntity): Promise<string | null> =>
  findPlaceBuilding(tx, repair.communityId, { houseId: repair.houseId, areaId: repair.areaId });

/** The scan also says where the worker is now, for the next dispatch. */
export const signInToOrder = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { placeCode: string }) =>
  onOwnOrder(
    deps,
    call,
    input,
    async (_tx, { loop, order, at }) => ({
      order: signIn(order, loop.repair.placeCode, scannedCode(input.placeCode), at),
      event: { kind: 'arrive', detail: loop.repair.placeLabel },
    }),
    async (tx, { after }) => {
      const { communityId } = after.repair;
      await placeWorker(tx, communityId, call.actor.id, await buildingOf(tx, after.repair));
    },
  );

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
  return onOwnOrder(deps, call, input, async (tx, { order, at, context }) => {
    const step = procedureOf(order.procedureId).steps.find((one) => one.id === input.stepId);
    if (!step || step.kind === 'sign-in') throw new AppError('request.invalid', { fields: { stepId: '没有这一步' } });
    if (step.kind === 'photo' && input.fileIds.length === 0)
      throw new AppError('request.invalid', { fields: { fileIds: '至少拍一张' } });
    if (order.status !== 'accepted' && order.status !== 'arrived') throw new AppError('order.illegal_transition');
    await saveStep(tx, {
      communityId: order.communityId,
      orderId: order.id,
      stepId: step.id,
      doneAt: at,
      recordedAt: context.now,
      note: input.note || null,
    });
    await takeFiles(tx, call.actor, input.fileIds, {
      communityId: order.communityId,
      subjectKind: 'step',
      subjectId: stepSubject(order.id, step.id),
    });
    return { order: ok(order), event: { kind: 'step', body: input.note || null, detail: step.title } };
  });
};

/** What others learn from a finished order: dispatch its place, the sample its draw, the owner that all is done. */
const announceFinish = async (deps: Deps, tx: Tx, { after }: Changed, order: WorkOrderEntity): Promise<void> => {
  const { repair } = after;
  const { communityId } = repair;
  await publish(
    tx,
    deps.clock,
    {
      communityId,
      topic: 'dispatch.finished',
      payload: {
        workerId: order.workerId ?? '',
        houseId: repair.houseId,
        buildingId: await buildingOf(tx, repair),
      },
    },
    { communityId, topic: 'quality.draw', payload: { orderId: order.id, repairId: repair.id } },
  );
  if (repair.status !== 'done') return;
  await publish(tx, deps.clock, { communityId, topic: 'repair.finished', payload: { repairId: repair.id } });
  if (repair.urgency === 'emergency' && repair.stewardId)
    await alertStaff(tx, deps.clock, {
      communityId,
      repairId: repair.id,
      staffIds: [repair.stewardId],
      kind: 'callback',
      link: '/callbacks',
    });
};

export const finishOrder = (deps: Deps, call: Call<StaffActor>, input: OrderCommand & { result: string }) =>
  onOwnOrder(
    deps,
    call,
    input,
    async (tx, { order, at }) => ({
      order: finish(order, await readStepStates(deps, tx, order), input.result, at),
      event: { kind: 'finish', body: input.result },
    }),
    (tx, changed, order) => announceFinish(deps, tx, changed, order),
  );
