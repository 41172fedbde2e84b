import { Navigate, useParams } from 'react-router';
import { readRepair } from 'shared-types/staffRepair';
import { useRead } from '../../lib/query';
import { spokenNumber } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/repair';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Timeline } from '../../ui/Timeline';
import { Orders } from './Orders';
import { Promises } from './Promises';
import { Contact, Facts, promised, Rating, Words } from './parts';
import { RepairActions } from './RepairActions';
import { RepairHead } from './RepairHead';
import { Strips } from './Strips';
import { Unheld, unheldOrder } from './Unheld';
import { Why } from './Why';

/** A request's whole story. */
export const RequestPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readRepair, { params: { id } });
  return (
    <Page title={query.data ? spokenNumber(query.data.number) : common.pages.requests} back="/requests" live>
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(repair) =>
          repair.kind === 'complaint' ? (
            <Navigate to={`/complaints/${repair.id}`} replace />
          ) : (
            <div className="story">
              <div>
                <section className="card pad col g4">
                  <RepairHead repair={repair} />
                  <Strips repair={repair} />
                  <Words repair={repair} />
                  <div className="hair">
                    <Facts repair={repair} />
                  </div>
                  {repair.actions.length > 0 && (
                    <div className="row g2 wrap">
                      <RepairActions repair={repair} />
                    </div>
                  )}
                </section>
                <Orders repair={repair} />
                {unheldOrder(repair) && (
                  <section className="card pad">
                    <Unheld repair={repair} />
                  </section>
                )}
                <section className="card pad">
                  <Why repair={repair} />
                </section>
              </div>
              <div>
                <Contact repair={repair} />
                <Promises promises={repair.promises} />
                <Rating repair={repair} />
                <section className="card pad col g3">
                  <b className="fs-m">{t.story}</b>
                  <Timeline entries={repair.timeline} promised={promised(repair)} />
                </section>
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
};
