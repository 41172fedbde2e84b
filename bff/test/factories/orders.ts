import type { Department } from 'shared-types/permissions';
import { freshClocks } from '../../src/features/repair/commands/report.js';
import { RepairEntity, WorkOrderEntity } from '../../src/features/repair/repair.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

export interface OrderWish {
  worker: { id: string; name: string };
  department?: Department;
  title?: string;
  reporterId?: string | null;
  stars?: number | null;
  finishedAt?: Date;
  urgency?: 'general' | 'emergency';
}

/** Far from where the community's own count of the day begins, so that the two do not meet. */
let serial = 5_000;

/** A finished request with its one order. */
export const finishedOrder = (
  communityId: string,
  at: Date,
  wish: OrderWish,
): { repair: RepairEntity; order: WorkOrderEntity } => {
  const repairId = newId(at);
  const orderId = newId(at);
  // Beyond the numbers that reports of the day get.
  const number = `20261123-9${String(++serial).padStart(3, '0')}`;
  const repair: RepairEntity = {
    communityId,
    id: repairId,
    kind: 'repair',
    number,
    channel: 'miniprogram',
    reporterId: wish.reporterId ?? null,
    staffReporterId: null,
    houseId: null,
    areaId: null,
    placeLabel: '3栋2单元1102',
    placeCode: 'unused',
    spot: null,
    problemTypeId: 'plumbing',
    title: wish.title ?? '厨房水管漏水',
    urgency: wish.urgency ?? 'general',
    emergency: null,
    body: null,
    spoken: false,
    seenType: null,
    seenBp: null,
    preferredFrom: null,
    preferredTo: null,
    contactName: null,
    contactPhoneEncrypted: null,
    status: 'done',
    moderation: 'passed',
    moderationReason: null,
    respondDueAt: at,
    arriveDueAt: null,
    finishDueAt: at,
    createdAt: at,
    updatedAt: at,
    doneAt: at,
    closedAt: null,
    latest: '',
    stars: wish.stars ?? null,
    ratingText: null,
    ratedAt: null,
    typeSource: 'owner',
    confidenceBp: null,
    undecided: false,
    emergencyHint: null,
    stewardId: null,
    stewardName: null,
    policyVersion: 0,
    ...freshClocks,
    nextKind: 'confirm',
    nextStartedAt: at,
    nextDueAt: at,
    answeredAt: at,
  };
  const order: WorkOrderEntity = {
    communityId,
    id: orderId,
    repairId,
    department: wish.department ?? 'engineering',
    status: 'finished',
    workerId: wish.worker.id,
    workerName: wish.worker.name,
    dispatchNote: null,
    assignedAt: at,
    acceptedAt: at,
    arrivedAt: at,
    finishedAt: at,
    result: '换了角阀',
    createdAt: at,
    task: '',
    main: true,
    skill: 'plumber',
    procedureId: 'plumbing',
    round: 1,
    acceptDueAt: null,
    decisionId: null,
    passedBy: null,
    tries: 1,
    waitingSince: null,
    nobodyAt: null,
  };
  return { repair, order };
};

/** A finished request with its one order, as rows: for features that only read them. */
export const makeFinishedOrder = async (
  deps: Deps,
  communityId: string,
  wish: OrderWish,
): Promise<{ orderId: string; repairId: string; number: string }> => {
  const { repair, order } = finishedOrder(communityId, wish.finishedAt ?? deps.clock.now(), wish);
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(RepairEntity, repair);
    await tx.insert(WorkOrderEntity, order);
  });
  return { orderId: order.id, repairId: repair.id, number: repair.number };
};
