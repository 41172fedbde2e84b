import { useState } from 'react';
import { listReceiptPeople, type Reach, readReceipts } from 'shared-types/staffAnnouncement';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { usePages, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { Filter } from '../../ui/Field';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { ReachLines } from './ReachCard';

const People = ({ id, reach }: { id: string; reach: Reach }) => {
  const [read, setRead] = useState<'no' | 'yes'>('no');
  const [buildingId, setBuilding] = useState('');
  const query = usePages(listReceiptPeople, {
    params: { id },
    query: { read, ...(buildingId ? { buildingId } : {}) },
  });
  return (
    <div className="col g2">
      <div className="row g2 wrap">
        <ScopeTabs label={t.receipts} scopes={t.people} value={read} onValue={(next: 'no' | 'yes') => setRead(next)} />
        {reach.byBuilding.length > 1 && (
          <Filter
            label={t.allBuildings}
            value={buildingId}
            onValue={setBuilding}
            choices={reach.byBuilding.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={4} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{read === 'yes' ? t.nobodyYes : t.nobodyNo}</Empty>
          ) : (
            <>
              <ul className="col g2" aria-label={t.people[read]}>
                {query.items.map((person) => (
                  <li key={`${person.name} ${person.who}`} className="row g2 wrap">
                    <b className="w5">{person.name}</b>
                    <span className="t2 grow">{person.who}</span>
                    {person.readAt && <span className="t2 num">{t.readAt(dayTime(person.readAt, serverNow()))}</span>}
                  </li>
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </div>
  );
};

/** Who has read it: in all, by role and building, and by name. */
export const Receipts = ({ id }: { id: string }) => {
  const query = useRead(readReceipts, { params: { id } });
  return (
    <section className="card pad col g3" aria-label={t.receipts}>
      <h2 className="fs-m">{t.receipts}</h2>
      <Loaded query={query} skeleton={<Skeleton rows={4} />}>
        {(reach) => (
          <>
            <ReachLines reach={reach} read />
            <People id={id} reach={reach} />
          </>
        )}
      </Loaded>
    </section>
  );
};
