import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { setTimer } from '../../../platform/queue/queue.js';
import { findPlaceBuilding } from '../../community/community.door.js';
import type { OpenOrder } from '../../dispatch/dispatch.door.js';
import { isAnswer, isUnderWay } from '../loop.rules.js';
import type { RepairEntity, WorkOrderEntity } from '../repair.entity.js';

/** What dispatch has to know of an order. */
export const toOpenOrder = async (
  reader: Reader,
  repair: RepairEntity,
  order: WorkOrderEntity,
): Promise<OpenOrder> => ({
  communityId: order.communityId,
  repairId: repair.id,
  orderId: order.id,
  skill: order.skill,
  buildingId: await findPlaceBuilding(reader, repair.communityId, { houseId: repair.houseId, areaId: repair.areaId }),
  houseId: repair.houseId,
  urgency: repair.urgency,
  createdAt: order.createdAt,
  passedBy: order.passedBy ?? [],
});

/** May be given to somebody now. */
export const looksForWorker = (repair: RepairEntity, order: WorkOrderEntity): boolean =>
  order.status === 'waiting' && !isAnswer(order) && isUnderWay(repair) && !repair.pausedAt && !repair.undecided;

/** A timer of its own for each try: the one that fires has done its work, and its successor is another row. */
export const setRetry = (deps: Deps, tx: Tx, order: OpenOrder, minutes: number): Promise<void> => {
  const dueAt = new Date(deps.clock.now().getTime() + minutes * 60_000);
  return setTimer(tx, deps.clock, {
    communityId: order.communityId,
    topic: 'order.retry',
    payload: { orderId: order.orderId, repairId: order.repairId },
    slot: [order.orderId, dueAt.toISOString()],
    dueAt,
  });
};
