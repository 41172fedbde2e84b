import type { StaffRepairView } from 'shared-types/staffRepair';
import { t } from '../../locales/zh-CN/dispatch';
import { Candidates } from './Candidates';

/** The first order that nobody holds; null when there is none, or this person may not assign. */
export const unheldOrder = (repair: StaffRepairView): StaffRepairView['orders'][number] | null =>
  repair.actions.includes('assign') ? (repair.orders.find((order) => order.status === 'waiting') ?? null) : null;

/** Whom to send with the order that nobody holds. */
export const Unheld = ({ repair }: { repair: StaffRepairView }) => {
  const order = unheldOrder(repair);
  if (!order) return null;
  return (
    <>
      {repair.orders.length > 1 && <p className="t2">{t.withOrder(order.department, order.task)}</p>}
      <Candidates repair={repair} orderId={order.id} />
    </>
  );
};
