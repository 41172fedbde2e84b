import { useNavigate } from 'react-router';
import { dayName } from 'shared-types/time';
import { listStaffWhitePapers, type WhitePaperSummary } from 'shared-types/whitePaper';
import { useNow } from '../../lib/clock';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/whitePaper';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const columnsAt = (now: Date): Column<WhitePaperSummary>[] => [
  { id: 'month', head: t.columns.month, nowrap: true, cell: (p) => <b className="w5 num">{t.monthWords(p.period)}</b> },
  { id: 'requests', head: t.columns.requests, nowrap: true, end: true, cell: (p) => t.count(p.requests) },
  { id: 'kept', head: t.columns.kept, nowrap: true, end: true, cell: (p) => t.kept(p.keptBp) },
  { id: 'stars', head: t.columns.stars, nowrap: true, end: true, cell: (p) => t.stars(p.starsTenths) },
  { id: 'made', head: t.columns.made, nowrap: true, cell: (p) => dayName(p.generatedAt, now) },
];

/** 服务质量白皮书: a month of service each, written by itself (C10). */
export const WhitePapersPage = () => {
  const go = useNavigate();
  const now = useNow();
  const query = usePages(listStaffWhitePapers);
  return (
    <Page title={t.title}>
      <p className="t2">{t.what}</p>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.none}</Empty>
            ) : (
              <>
                <Table
                  label={t.title}
                  rows={query.items}
                  columns={columnsAt(now)}
                  rowKey={(paper) => paper.id}
                  onRow={(paper) => void go(`/white-papers/${paper.id}`)}
                />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
