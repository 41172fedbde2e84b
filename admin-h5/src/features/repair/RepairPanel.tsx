import { useState } from 'react';
import { Link } from 'react-router';
import { readRepair, type StaffRepairView } from 'shared-types/staffRepair';
import { useRead } from '../../lib/query';
import { t as dispatch } from '../../locales/zh-CN/dispatch';
import { t } from '../../locales/zh-CN/repair';
import { Dialog } from '../../ui/Dialog';
import { Loaded } from '../../ui/States';
import { Timeline } from '../../ui/Timeline';
import { Candidates } from './Candidates';
import { promised, Words } from './parts';
import { RepairActions } from './RepairActions';
import { RepairHead } from './RepairHead';
import { Strips } from './Strips';
import { Unheld, unheldOrder } from './Unheld';
import { Why } from './Why';

/** The order that may be moved to somebody else; null when there is none, or this person may not assign. */
const heldOrder = (repair: StaffRepairView) =>
  repair.actions.includes('assign')
    ? (repair.orders.find(
        (order) =>
          order.worker &&
          !['finished', 'cancelled'].includes(order.status) &&
          !(repair.kind === 'complaint' && order.main),
      ) ?? null)
    : null;

/** A request beside the board or the list: who, what, whom the system sent and why, how it went. */
export const RepairPanel = ({ id }: { id: string }) => {
  const query = useRead(readRepair, { params: { id } });
  const [assigning, setAssigning] = useState(false);
  return (
    <Loaded
      query={query}
      skeleton={
        <div className="in">
          <div className="sk" style={{ height: 72 }} />
          <div className="sk" style={{ height: 120 }} />
          <div className="sk" style={{ height: 160 }} />
        </div>
      }
    >
      {(repair) => {
        const held = heldOrder(repair);
        return (
          <>
            <div className="in">
              <RepairHead repair={repair} />
              <Strips repair={repair} />
              <Words repair={repair} />
              {unheldOrder(repair) && (
                <section className="hair">
                  <Unheld repair={repair} />
                </section>
              )}
              <section className="hair">
                <Why repair={repair} />
              </section>
              <section className="hair">
                <Timeline entries={repair.timeline} promised={promised(repair)} />
              </section>
            </div>
            <div className="foot">
              <RepairActions repair={repair} few />
              {held && (
                <button type="button" className="btn ghost" onClick={() => setAssigning(true)}>
                  {t.reassign}
                </button>
              )}
              <Link
                className="btn ghost"
                to={`/${repair.kind === 'complaint' ? 'complaints' : 'requests'}/${repair.id}`}
              >
                {t.openAll}
              </Link>
            </div>
            {assigning && held && (
              <Dialog title={dispatch.assignOrder(held.task)} onClose={() => setAssigning(false)}>
                <Candidates repair={repair} orderId={held.id} onDone={() => setAssigning(false)} />
              </Dialog>
            )}
          </>
        );
      }}
    </Loaded>
  );
};
