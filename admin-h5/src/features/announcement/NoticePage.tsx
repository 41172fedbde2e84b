import { useEffect } from 'react';
import { useParams } from 'react-router';
import { listStaffNotices, openStaffNotice } from 'shared-types/staffAnnouncement';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { refresh, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { Chip } from '../../ui/Chip';
import { Files } from '../../ui/Files';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { RichBlocks } from './Rich';
import './announcement.css';

/** One of them; to open it is to have read it. */
export const NoticePage = () => {
  const { id = '' } = useParams();
  const query = useRead(openStaffNotice, { params: { id }, body: {} });
  const opened = query.data !== undefined;
  useEffect(() => {
    if (opened) void refresh(listStaffNotices);
  }, [opened]);
  return (
    <Page title={t.title} back="/notices">
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(one) => (
          <section className="card pad col g3" aria-label={one.title}>
            <div className="col g1">
              <div className="row g2 wrap">
                <h2 className="fs-l">{one.title}</h2>
                {one.kind === 'emergency' && <Chip name="urgent">{t.urgent}</Chip>}
                {one.outage && <Chip name={t.outageMarks[one.outage.state]}>{one.outage.stateName}</Chip>}
              </div>
              <div className="t2 num">
                {one.from} · {dayTime(one.at, serverNow())}
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
          </section>
        )}
      </Loaded>
    </Page>
  );
};
