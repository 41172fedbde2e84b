import { Link, useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { listStaffAnnouncements, type StaffAnnouncementRow } from 'shared-types/staffAnnouncement';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { Chip } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { AnnouncementRooms } from './rooms';
import { whenOf } from './when';

const names = ['status'] as const;

const Title = ({ one }: { one: StaffAnnouncementRow }) => (
  <div>
    <div className="row g2 wrap">
      <Link to={`/announcements/${one.id}`} className="w5">
        {one.title}
      </Link>
      {one.kind === 'emergency' && <Chip name="urgent">{t.urgent}</Chip>}
      {one.pinned && one.status === 'published' && <span className="t2">{t.pinned}</span>}
      {one.outage && one.status === 'published' && (
        <Chip name={t.outageMarks[one.outage.state]}>{one.outage.stateName}</Chip>
      )}
    </div>
    {one.outage && (
      <div className="t2 num">
        {one.outage.kindName} {one.outage.windowWords}
      </div>
    )}
  </div>
);

const columns: Column<StaffAnnouncementRow>[] = [
  { id: 'title', head: t.columns.title, cell: (one) => <Title one={one} /> },
  { id: 'to', head: t.columns.to, cell: (one) => one.audienceWords },
  {
    id: 'state',
    head: t.columns.state,
    cell: (one) => (
      <div>
        <Chip name={t.status[one.status]}>{one.statusName}</Chip>
        <div className="t2 num">{whenOf(one, serverNow())}</div>
      </div>
    ),
  },
  {
    id: 'read',
    head: t.columns.read,
    nowrap: true,
    end: true,
    cell: (one) => <span className="num">{one.read === null ? '' : t.readCount(one.read)}</span>,
  },
  {
    id: 'by',
    head: t.columns.by,
    nowrap: true,
    cell: (one) => (
      <span className="t2 num">
        {one.byName} {dayTime(one.changedAt, serverNow())}
      </span>
    ),
  },
];

/** What the office has written: drafts, what is to come, what is out and what was taken back. */
export const AnnouncementsPage = () => {
  const { may } = useMe();
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const query = usePages(listStaffAnnouncements, {
    query: filled({ status: filters.status }) as QueryInputOf<typeof listStaffAnnouncements>,
  });
  return (
    <Page title={t.title} tools={<AnnouncementRooms />} live>
      <div className="row g2 wrap">
        <div className="grow">
          <ScopeTabs
            label={t.columns.state}
            scopes={t.views}
            value={filters.status}
            onValue={(status) => set({ status })}
          />
        </div>
        {may('announcement.manage') && (
          <button type="button" className="btn pri" onClick={() => void go('/announcements/new')}>
            {t.write}
          </button>
        )}
      </div>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{filters.status ? t.noSuch : t.empty}</Empty>
            ) : (
              <>
                <Table label={t.title} rows={query.items} columns={columns} rowKey={(one) => one.id} />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
