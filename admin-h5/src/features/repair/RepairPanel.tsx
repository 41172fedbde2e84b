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
import { Why } from './Why';

const openOrders = (repair: StaffRepairView) =>
  repair.orders.filter((order) => !['finished', 'cancelled'].includes(order.status));

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
        const mayAssign = repair.actions.includes('assign');
        const open = openOrders(repair);
        const unheld = open.find((order) => !order.worker);
        return (
          <>
            <div className="in">
              <RepairHead repair={repair} />
              <Strips repair={repair} />
              <Words repair={repair} />
              {mayAssign && (unheld || open.length === 0) && (
                <section className="hair">
                  {unheld && repair.orders.length > 1 && (
                    <p className="t2">{dispatch.withOrder(unheld.department, unheld.task)}</p>
                  )}
                  <Candidates repair={repair} orderId={unheld?.id} />
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
              {mayAssign && open.some((order) => order.worker) && (
                <button type="button" className="btn ghost" onClick={() => setAssigning(true)}>
                  {t.reassign}
                </button>
              )}
              <Link className="btn ghost" to={`/requests/${repair.id}`}>
                {t.openAll}
              </Link>
            </div>
            {assigning && (
              <Dialog title={dispatch.assignOrder(repair.title)} onClose={() => setAssigning(false)}>
                <Candidates repair={repair} onDone={() => setAssigning(false)} />
              </Dialog>
            )}
          </>
        );
      }}
    </Loaded>
  );
};
