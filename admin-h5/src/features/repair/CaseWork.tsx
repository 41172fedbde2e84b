import { readRepair } from 'shared-types/staffRepair';
import { useRead } from '../../lib/query';
import { t as words } from '../../locales/zh-CN/handling';
import { t } from '../../locales/zh-CN/repair';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Timeline } from '../../ui/Timeline';
import { Orders } from './Orders';
import { Promises } from './Promises';
import { promised } from './parts';
import { RepairActions } from './RepairActions';
import { Strips } from './Strips';

/** The request behind a complaint: its departments' orders, its promises, its history. */
export const CaseWork = ({ id }: { id: string }) => {
  const query = useRead(readRepair, { params: { id } });
  return (
    <Loaded query={query} skeleton={<SkeletonCards count={2} />}>
      {(repair) => {
        // The answer has a place of its own on the page.
        const parts = { ...repair, orders: repair.orders.filter((order) => !order.main) };
        return (
          <>
            <section className="card pad col g3">
              <Strips repair={repair} />
              {repair.actions.length > 0 && (
                <div className="row g2 wrap">
                  <RepairActions repair={repair} />
                </div>
              )}
            </section>
            <Orders repair={parts} />
            <Promises promises={repair.promises} kinds={words.complaintPromises} />
            <section className="card pad col g3">
              <b className="fs-m">{t.story}</b>
              <Timeline entries={repair.timeline} promised={promised(repair)} />
            </section>
          </>
        );
      }}
    </Loaded>
  );
};
