import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { OrderStepEntity, RepairEntity, RepairEventEntity, WorkOrderEntity } from './repair.entity.js';

/** The next number of a community's day: 20261123-0017. One row a day is locked, so numbers have no holes. */
export const nextNumber = async (tx: Tx, communityId: string, day: string): Promise<string> => {
  const compact = day.replaceAll('-', '');
  // One statement that locks at once: an insert that ignores a double takes a shared lock first, and many reports at the
  // same moment would then deadlock over raising it.
  const upsert =
    tx.connection.options.type === 'better-sqlite3'
      ? 'ON CONFLICT (community_id, day) DO UPDATE SET last_number = last_number + 1'
      : 'ON DUPLICATE KEY UPDATE last_number = last_number + 1';
  await tx.query(`INSERT INTO repair_number (community_id, day, last_number) VALUES (?, ?, 1) ${upsert}`, [
    communityId,
    compact,
  ]);
  const rows: { last_number: number }[] = await tx.query(
    'SELECT last_number FROM repair_number WHERE community_id = ? AND day = ?',
    [communityId, compact],
  );
  return `${compact}-${String(rows[0]?.last_number ?? 0).padStart(4, '0')}`;
};

export const insertRepair = async (tx: Tx, repair: RepairEntity, orders: readonly WorkOrderEntity[]): Promise<void> => {
  await tx.insert(RepairEntity, repair);
  for (const order of orders) await insertOrder(tx, order);
};

export const insertOrder = async (tx: Tx, order: WorkOrderEntity): Promise<void> => {
  await tx.insert(WorkOrderEntity, order);
};

export const findRepair = (reader: Reader, communityId: string, id: string): Promise<RepairEntity | null> =>
  selectOne(reader, RepairEntity, { communityId, id });

export const findRepairs = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, RepairEntity>> =>
  new Map((await selectAll(reader, RepairEntity, { where: { communityId, id: ids } })).map((one) => [one.id, one]));

/** By id alone, for owners, who may have houses in several communities. */
export const findRepairById = (reader: Reader, communityIds: string[], id: string): Promise<RepairEntity | null> =>
  selectOne(reader, RepairEntity, { communityId: communityIds, id });

export const findOrders = (reader: Reader, communityId: string, repairIds: string[]): Promise<WorkOrderEntity[]> =>
  selectAll(reader, WorkOrderEntity, {
    where: { communityId, repairId: repairIds },
    // The main order leads, however the clock's milliseconds fell.
    orderBy: 't.round ASC, t.main DESC, t.created_at ASC, t.id ASC',
  });

export const findOrder = (reader: Reader, communityId: string, id: string): Promise<WorkOrderEntity | null> =>
  selectOne(reader, WorkOrderEntity, { communityId, id });

export const findOrdersByIds = (reader: Reader, communityId: string, ids: string[]): Promise<WorkOrderEntity[]> =>
  selectAll(reader, WorkOrderEntity, { where: { communityId, id: ids } });

export const findSteps = (reader: Reader, communityId: string, orderId: string): Promise<OrderStepEntity[]> =>
  selectAll(reader, OrderStepEntity, { where: { communityId, orderId } });

export const findEvents = (reader: Reader, communityId: string, repairId: string): Promise<RepairEventEntity[]> =>
  selectAll(reader, RepairEventEntity, { where: { communityId, repairId }, orderBy: 't.at DESC, t.id DESC' });

/** The request alone, locked: for what changes neither its orders nor its clocks. */
export const lockRepairRow = async (tx: Tx, communityId: string, id: string): Promise<RepairEntity | null> => {
  const found: unknown[] = await tx.query(`SELECT id FROM repair WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [
    communityId,
    id,
  ]);
  return found.length > 0 ? findRepair(tx, communityId, id) : null;
};

export const saveRepair = async (tx: Tx, repair: RepairEntity): Promise<void> => {
  const { communityId, id, ...rest } = repair;
  await tx.update(RepairEntity, { communityId, id }, rest);
};

export const saveOrder = async (tx: Tx, order: WorkOrderEntity): Promise<void> => {
  const { communityId, id, ...rest } = order;
  await tx.update(WorkOrderEntity, { communityId, id }, rest);
};

export const insertEvent = async (tx: Tx, event: RepairEventEntity): Promise<void> => {
  await tx.insert(RepairEventEntity, event);
};

export const releaseEvents = async (tx: Tx, communityId: string, repairId: string): Promise<void> => {
  await tx.update(RepairEventEntity, { communityId, repairId, held: true }, { held: false });
};

/** A step may be recorded again with a further photo; its first time stays. */
export const saveStep = async (tx: Tx, step: OrderStepEntity): Promise<void> => {
  const where = { communityId: step.communityId, orderId: step.orderId, stepId: step.stepId };
  const before = await tx.findOneBy(OrderStepEntity, where);
  if (before) await tx.update(OrderStepEntity, where, { note: step.note ?? before.note });
  else await tx.insert(OrderStepEntity, step);
};
