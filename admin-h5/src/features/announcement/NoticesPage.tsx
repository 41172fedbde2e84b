import { Link } from 'react-router';
import { listStaffNotices } from 'shared-types/staffAnnouncement';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { Chip } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { AnnouncementRooms } from './rooms';

/** What is for the staff. */
export const NoticesPage = () => {
  const { may } = useMe();
  const query = usePages(listStaffNotices);
  return (
    <Page title={t.title} tools={may('announcement.read') ? <AnnouncementRooms /> : undefined}>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.noNotices}</Empty>
            ) : (
              <>
                <ul className="col g3" aria-label={t.notices}>
                  {query.items.map((one) => (
                    <li key={one.id}>
                      <div className="row g2 wrap">
                        <Link to={`/notices/${one.id}`} className={one.read ? 'w5' : 'w6'}>
                          {one.title}
                        </Link>
                        {!one.read && <Chip name="asking">{t.unread}</Chip>}
                        {one.kind === 'emergency' && <Chip name="urgent">{t.urgent}</Chip>}
                        {one.outage && <Chip name={t.outageMarks[one.outage.state]}>{one.outage.stateName}</Chip>}
                      </div>
                      <div className="t2">{one.summary}</div>
                      <div className="t3 num">{dayTime(one.at, serverNow())}</div>
                    </li>
                  ))}
                </ul>
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
