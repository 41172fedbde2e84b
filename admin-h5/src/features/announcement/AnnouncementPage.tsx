import { useParams } from 'react-router';
import { readReceipts, readStaffAnnouncement, type StaffAnnouncementView } from 'shared-types/staffAnnouncement';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { Chip } from '../../ui/Chip';
import { Files } from '../../ui/Files';
import { Page } from '../../ui/Page';
import { Loaded, Skeleton, SkeletonCards } from '../../ui/States';
import { Acts } from './Acts';
import { ReachLines } from './ReachCard';
import { Receipts } from './Receipts';
import { RichBlocks } from './Rich';
import { whenOf } from './when';
import './announcement.css';

const Told = ({ one }: { one: StaffAnnouncementView }) => {
  const now = serverNow();
  return (
    <>
      {one.withdrawnAt && (
        <p className="td">{t.withdrawnBecause(dayTime(one.withdrawnAt, now), one.withdrawnWhy ?? '')}</p>
      )}
      {one.remindedAt && <p className="t2 num">{t.remindDone(one.reminders, dayTime(one.remindedAt, now))}</p>}
      {one.remindAt && <p className="t2 num">{t.remindPlan(dayTime(one.remindAt, now))}</p>}
    </>
  );
};

const Text = ({ one }: { one: StaffAnnouncementView }) => (
  <section className="card pad col g3" aria-label={one.title}>
    <div className="col g1">
      <div className="row g2 wrap">
        <h2 className="fs-l">{one.title}</h2>
        <Chip name={t.status[one.status]}>{one.statusName}</Chip>
        {one.kind === 'emergency' && <Chip name="urgent">{t.urgent}</Chip>}
        {one.pinned && <span className="t2">{t.pinned}</span>}
        {one.outage && <Chip name={t.outageMarks[one.outage.state]}>{one.outage.stateName}</Chip>}
      </div>
      <div className="t2 num">
        {one.audienceWords} · {one.byName} · {whenOf(one, serverNow())}
      </div>
      {one.outage && (
        <div className="num">
          {one.outage.kindName} {one.outage.windowWords}
        </div>
      )}
    </div>
    <div className="rich">
      <RichBlocks body={one.body} />
    </div>
    {one.files.length > 0 && <Files files={one.files} size={96} />}
    <Told one={one} />
  </section>
);

const Planned = ({ id }: { id: string }) => {
  const query = useRead(readReceipts, { params: { id } });
  return (
    <section className="card pad col g2" aria-label={t.reach.title}>
      <h2 className="fs-m">{t.reach.title}</h2>
      <Loaded query={query} skeleton={<Skeleton rows={4} />}>
        {(reach) => <ReachLines reach={reach} read={false} />}
      </Loaded>
    </section>
  );
};

/** One announcement: its text, what may be done with it, and who has read it. */
export const AnnouncementPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readStaffAnnouncement, { params: { id } });
  const one = query.data;
  return (
    <Page
      title={t.title}
      back="/announcements"
      live
      dock={one && one.actions.length > 0 ? <Acts key={one.version} one={one} /> : undefined}
    >
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(found) => (
          <>
            <Text one={found} />
            {found.status === 'published' || found.status === 'withdrawn' ? (
              <Receipts id={found.id} />
            ) : (
              <Planned id={found.id} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
};
