import { Link } from 'react-router';
import { readRepair } from 'shared-types/staffRepair';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/repair';
import { Loaded } from '../../ui/States';
import { Timeline } from '../../ui/Timeline';
import { Candidates } from './Candidates';
import { promised, Words } from './parts';
import { RepairActions } from './RepairActions';
import { RepairHead } from './RepairHead';

/** A request beside the board or the list: who, what, whom to send, how it went. */
export const RepairPanel = ({ id }: { id: string }) => {
  const query = useRead(readRepair, { params: { id } });
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
      {(repair) => (
        <>
          <div className="in">
            <RepairHead repair={repair} />
            <Words repair={repair} />
            {repair.actions.includes('assign') && (
              <section className="hair">
                <Candidates repair={repair} />
              </section>
            )}
            <section className="hair">
              <Timeline entries={repair.timeline} promised={promised(repair)} />
            </section>
          </div>
          <div className="foot">
            <RepairActions repair={repair} few />
            <Link className="btn ghost" to={`/requests/${repair.id}`}>
              {t.openAll}
            </Link>
          </div>
        </>
      )}
    </Loaded>
  );
};
