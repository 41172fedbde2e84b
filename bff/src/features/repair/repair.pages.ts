import type { FileView } from 'shared-types/file';
import type { OwnerRepairView } from 'shared-types/repair';
import type { StaffRepairView } from 'shared-types/staffRepair';
import { toInstant } from 'shared-types/time';
import type { OrderView } from 'shared-types/workorder';
import { AppError } from '../../kernel/appError.js';
import { repairWords } from '../../locales/repair.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { maskPhone, readCommunity } from '../community/community.door.js';
import { readDecisionWords } from '../dispatch/dispatch.door.js';
import { readFilesOf } from '../file/file.door.js';
import { readStaffPhones } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { mainOrder } from './loop.rules.js';
import { findOpenEscalation, findPromises } from './loop.store.js';
import { problemType, procedureOf } from './procedures.js';
import { staffPromise } from './promise.rules.js';
import type { RepairEntity, RepairEventEntity, WorkOrderEntity } from './repair.entity.js';
import { countFinishedBy } from './repair.lists.store.js';
import { orderActionsOf } from './repair.policy.js';
import { findEvents, findOrder, findOrders, findRepair, findRepairById, findSteps } from './repair.store.js';
import { preferredText, presentForOwner, presentForStaff, presentPause, type RepairParts } from './repair.view.js';
import { stepSubject } from './stepSubject.js';

/** Photos of a step hang on the step; in the history they stand beside the step's first line. */
const filesByEvent = async (
  deps: Deps,
  orders: WorkOrderEntity[],
  events: RepairEventEntity[],
): Promise<Map<string, FileView[]>> => {
  const subjects = orders.flatMap((order) =>
    procedureOf(order.procedureId).steps.map((step) => ({ order, step, id: stepSubject(order.id, step.id) })),
  );
  const files = await readFilesOf(deps, deps.db.reader, [
    ...events.map((event) => event.id),
    ...subjects.map((subject) => subject.id),
  ]);
  const merged = new Map(files);
  for (const { order, step, id } of subjects) {
    const first = events
      .filter((one) => one.kind === 'step' && one.orderId === order.id && one.detail === step.title)
      .pop();
    if (first && files.has(id)) merged.set(first.id, files.get(id) ?? []);
  }
  return merged;
};

/** An owner's page shows no escalation, and of the promises only the nod that a finished request waits for. */
const readParts = async (deps: Deps, repair: RepairEntity, viewer: 'owner' | 'staff'): Promise<RepairParts> => {
  const { reader } = deps.db;
  const { communityId, id } = repair;
  const whole = viewer === 'staff';
  const [orders, promises, escalation, events, { policy }] = await Promise.all([
    findOrders(reader, communityId, [id]),
    whole || repair.status === 'done' ? findPromises(reader, communityId, id) : [],
    whole ? findOpenEscalation(reader, communityId, id) : null,
    findEvents(reader, communityId, id),
    readPolicyInForce(reader, communityId),
  ]);
  const files = await filesByEvent(deps, orders, events);
  return { repair, orders, promises, escalation, events, files, policy, now: deps.clock.now() };
};

const contactPhoneOf = (deps: Deps, repair: RepairEntity): string | null =>
  repair.contactPhoneEncrypted ? decryptField(deps.keys, repair.contactPhoneEncrypted, 'phone') : null;

/** One request as its owner sees it. */
export const readForOwner = async (deps: Deps, actor: OwnerActor, id: string): Promise<OwnerRepairView> => {
  const communityIds = [...new Set(actor.houses.map((house) => house.communityId))];
  const repair = await findRepairById(deps.db.reader, communityIds, id);
  if (!repair) throw new AppError('repair.not_found');
  const parts = await readParts(deps, repair, 'owner');
  const workerId = mainOrder(parts)?.workerId ?? null;
  const [phones, workerFinished, community] = await Promise.all([
    workerId ? readStaffPhones(deps, deps.db.reader, [workerId]) : new Map<string, string | null>(),
    workerId ? countFinishedBy(deps.db.reader, repair.communityId, workerId) : 0,
    readCommunity(deps.db.reader, repair.communityId),
  ]);
  return presentForOwner(parts, {
    viewerId: actor.id,
    workerPhone: workerId ? (phones.get(workerId) ?? null) : null,
    workerFinished,
    servicePhone: community?.servicePhone ?? null,
  });
};

/** One request with the whole story, for staff. */
export const readForStaff = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffRepairView> => {
  const repair = await findRepair(deps.db.reader, actor.communityId, id);
  if (!repair) throw new AppError('repair.not_found');
  const parts = await readParts(deps, repair, 'staff');
  const workerIds = parts.orders.flatMap((order) => (order.workerId ? [order.workerId] : []));
  const phones = await readStaffPhones(deps, deps.db.reader, workerIds);
  return presentForStaff(parts, actor, contactPhoneOf(deps, repair), phones);
};

const presentSteps = async (deps: Deps, order: WorkOrderEntity): Promise<OrderView['steps']> => {
  const { steps } = procedureOf(order.procedureId);
  const [done, files] = await Promise.all([
    findSteps(deps.db.reader, order.communityId, order.id),
    readFilesOf(
      deps,
      deps.db.reader,
      steps.map((step) => stepSubject(order.id, step.id)),
    ),
  ]);
  return steps.map((step) => {
    const record = done.find((one) => one.stepId === step.id);
    const doneAt = step.kind === 'sign-in' ? order.arrivedAt : (record?.doneAt ?? null);
    const photos = files.get(stepSubject(order.id, step.id)) ?? [];
    return {
      ...step,
      done: doneAt !== null && (step.kind !== 'photo' || photos.length >= step.minPhotos),
      doneAt: doneAt ? toInstant(doneAt) : null,
      note: record?.note ?? null,
      files: photos,
    };
  });
};

/** One work order with the procedure at hand, for its worker. Held words are not shown. */
export const readOrderPage = async (deps: Deps, actor: StaffActor, id: string): Promise<OrderView> => {
  const order = await findOrder(deps.db.reader, actor.communityId, id);
  const repair = order ? await findRepair(deps.db.reader, actor.communityId, order.repairId) : null;
  if (!order || !repair) throw new AppError('order.not_found');
  const events = await findEvents(deps.db.reader, repair.communityId, repair.id);
  const files = await filesByEvent(deps, [order], events);
  const [{ policy }, siblings, dispatchWords] = await Promise.all([
    readPolicyInForce(deps.db.reader, repair.communityId),
    findOrders(deps.db.reader, repair.communityId, [repair.id]),
    order.decisionId ? readDecisionWords(deps.db.reader, repair.communityId, order.decisionId) : null,
  ]);
  const now = deps.clock.now();
  const accepted = order.acceptedAt !== null;
  const phone = contactPhoneOf(deps, repair);
  const at = (date: Date | null): string | null => (date ? toInstant(date) : null);
  const shown = events.filter((event) => !event.held);
  const { usualParts, steps } = procedureOf(order.procedureId);
  return {
    id: order.id,
    repairId: repair.id,
    number: repair.number,
    title: repair.title,
    problemTypeName: problemType(repair.problemTypeId)?.name ?? '',
    urgency: repair.urgency,
    status: order.status,
    placeLabel: repair.spot ? `${repair.placeLabel} · ${repair.spot}` : repair.placeLabel,
    preferredTime: preferredText(repair.preferredFrom, repair.preferredTo, now),
    promise: staffPromise(repair),
    task: order.task,
    acceptBy: order.status === 'assigned' ? at(order.acceptDueAt) : null,
    pause: presentPause(repair),
    urged: repair.urges,
    assignedAt: at(order.assignedAt),
    text: shown.find((event) => event.kind === 'report')?.body ?? null,
    spoken: repair.spoken,
    emergency: repair.emergency,
    files: shown.filter((event) => event.kind === 'report').flatMap((event) => files.get(event.id) ?? []),
    contact: { name: repair.contactName, phone: phone && !accepted ? maskPhone(phone) : phone },
    dispatchNote: order.dispatchNote,
    dispatchWords,
    others: siblings
      .filter((one) => one.id !== order.id && one.round === order.round && one.status !== 'cancelled')
      .map((one) => ({
        department: repairWords.departmentPart(one.department),
        task: one.task,
        status: one.status,
        workerName: one.workerName,
      })),
    acceptedAt: at(order.acceptedAt),
    arrivedAt: at(order.arrivedAt),
    finishedAt: at(order.finishedAt),
    steps: await presentSteps(deps, order),
    usualParts,
    result: order.result,
    additions: shown
      .filter((event) => event.kind === 'add')
      .map((event) => ({ at: toInstant(event.at), text: event.body, files: files.get(event.id) ?? [] })),
    actions: orderActionsOf(
      order,
      steps.some((step) => step.kind === 'sign-in'),
      repair,
      policy,
      now,
    ),
  };
};
