import { useNavigate } from 'react-router';
import { type ImportView, listImports, startImport } from 'shared-types/ledgerImport';
import { useNow } from '../../lib/clock';
import { refresh, usePages } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/import';
import { Chip } from '../../ui/Chip';
import { FileButton } from '../../ui/FileButton';
import { ImportRooms } from '../../ui/ImportRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const Status = ({ item }: { item: ImportView }) => (
  <Chip name={item.status === 'applied' ? 'done' : item.status === 'draft' ? 'review' : 'void'}>
    {t.statuses[item.status]}
  </Chip>
);

const columnsAt = (now: Date): Column<ImportView>[] => [
  { id: 'file', head: t.columns.file, sort: (i) => i.fileName, cell: (i) => <b className="w5">{i.fileName}</b> },
  { id: 'status', head: t.columns.status, nowrap: true, sort: (i) => i.status, cell: (i) => <Status item={i} /> },
  {
    id: 'counts',
    head: t.columns.counts,
    nowrap: true,
    cell: (i) => t.countsShort(i.counts.create, i.counts.update, i.counts.same),
  },
  { id: 'by', head: t.columns.by, nowrap: true, sort: (i) => i.createdBy, cell: (i) => i.createdBy },
  { id: 'at', head: t.columns.at, nowrap: true, sort: (i) => i.createdAt, cell: (i) => when(i.createdAt, now) },
];

const Upload = () => {
  const navigate = useNavigate();
  return (
    <section className="card pad col g3" style={{ alignItems: 'flex-start' }}>
      <p className="t2">{t.startHint}</p>
      <FileButton
        contract={startImport}
        label={t.start}
        busyLabel={t.uploading}
        accept=".xlsx,.csv"
        onSent={async (view: ImportView) => {
          await refresh(listImports);
          void navigate(`/imports/${view.id}`);
        }}
      />
    </section>
  );
};

export const ImportsPage = () => {
  const now = useNow();
  const navigate = useNavigate();
  const query = usePages(listImports);
  return (
    <Page title={t.title} tools={<ImportRooms />}>
      <Upload />
      <section className="card pad col g2">
        <h2 className="fs-m">{t.history}</h2>
        <Loaded query={{ ...query, data: query.data }}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.none}</Empty>
            ) : (
              <>
                <Table
                  label={t.history}
                  rows={query.items}
                  columns={columnsAt(now)}
                  rowKey={(i) => i.id}
                  onRow={(i) => navigate(`/imports/${i.id}`)}
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
