import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { ResponseOf } from 'shared-types/contract';
import { listStaffReports, previewReport, publishReport } from 'shared-types/disclosure';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/disclosure';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Corrections } from './Corrections';
import { Sections } from './Sections';
import { Sums } from './Sums';
import { Totals } from './Totals';

type Preview = ResponseOf<typeof previewReport>;
type Obstacle = Preview['obstacles'][number];

const ObstacleLine = ({ obstacle }: { obstacle: Obstacle }) => {
  const link = t.obstacleLinks[obstacle.kind];
  return (
    <li className="row between g3 wrap slip-line">
      <span className="row g2 wrap">
        <Chip name={obstacle.blocking ? 'diff' : 'review'}>{obstacle.blocking ? t.blocking : t.noted}</Chip>
        {obstacle.words}
      </span>
      {link && (
        <Link className="tb" to={link.to}>
          {link.label}
        </Link>
      )}
    </li>
  );
};

const Publish = ({ period }: { period: string }) => {
  const go = useNavigate();
  const [asking, setAsking] = useState(false);
  const publish = useCommand(publishReport, {
    done: t.published,
    refreshes: [listStaffReports, previewReport],
    onDone: ({ id }) => void go(id ? `/reports/${id}` : '/reports', { replace: true }),
  });
  return (
    <>
      <button type="button" className="btn pri" onClick={() => setAsking(true)}>
        {t.publish}
      </button>
      {asking && (
        <Confirm
          title={t.publishTitle(period)}
          action={t.publish}
          busy={publish.isPending}
          onConfirm={() => publish.mutate({ body: { period } })}
          onClose={() => setAsking(false)}
        >
          <p>{t.publishWhat}</p>
        </Confirm>
      )}
    </>
  );
};

const Obstacles = ({ preview }: { preview: Preview }) => {
  const { may } = useMe();
  return (
    <section className="card pad col g2">
      <h2>{t.obstacles}</h2>
      {preview.obstacles.length === 0 ? (
        <p className="t2">{t.noObstacles}</p>
      ) : (
        <ul className="plain">
          {preview.obstacles.map((obstacle) => (
            <ObstacleLine key={obstacle.kind} obstacle={obstacle} />
          ))}
        </ul>
      )}
      {preview.actions.includes('publish') && may('disclosure.publish') && <Publish period={preview.report.period} />}
    </section>
  );
};

/** A month as it would be published now, and what stands in the way. */
export const PreviewPage = () => {
  const { period = '' } = useParams();
  const query = useRead(previewReport, { params: { period } });
  return (
    <Page title={t.preview(period)} tools={<BookRooms />} back="/reports">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={180} />}>
        {(preview) => (
          <div className="settled">
            <div className="col g3">
              <Obstacles preview={preview} />
              <Totals report={preview.report} />
              <Sections report={preview.report} reportId={null} />
              <Corrections report={preview.report} />
            </div>
            <div className="col g3">
              <Sums report={preview.report} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};
