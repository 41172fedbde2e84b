import { useNavigate } from 'react-router';
import { type ArrearsImportView, listArrearsImports, startArrearsImport } from 'shared-types/staffAccount';
import { useNow } from '../../lib/clock';
import { refresh, usePages } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/opening';
import { Chip } from '../../ui/Chip';
import { FileButton } from '../../ui/FileButton';
import { ImportRooms } from '../../ui/ImportRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const columnsAt = (now: Date): Column<ArrearsImportView>[] => [
  { id: 'file', head: t.columns.file, cell: (i) => <b className="w5">{i.fileName}</b> },
  {
    id: 'status',
    head: t.columns.status,
    nowrap: true,
    cell: (i) => (
      <Chip name={i.status === 'applied' ? 'done' : i.status === 'draft' ? 'review' : 'void'}>
        {t.statuses[i.status]}
      </Chip>
    ),
  },
  {
    id: 'counts',
    head: t.columns.counts,
    cell: (i) => t.countsShort(i.counts.create, i.counts.same, i.counts.bad),
  },
  { id: 'by', head: t.columns.by, nowrap: true, cell: (i) => i.createdBy },
  { id: 'at', head: t.columns.at, nowrap: true, cell: (i) => when(i.createdAt, now) },
];

/** 期初: what houses owed and had with us before this system, from a list. */
export const OpeningsPage = () => {
  const now = useNow();
  const navigate = useNavigate();
  const query = usePages(listArrearsImports);
  return (
    <Page title={t.title} tools={<ImportRooms />}>
      <section className="card pad col g3" style={{ alignItems: 'flex-start' }}>
        <p className="t2">{t.startHint}</p>
        <FileButton
          contract={startArrearsImport}
          label={t.start}
          busyLabel={t.uploading}
          accept=".xlsx,.csv"
          onSent={async (view: ArrearsImportView) => {
            await refresh(listArrearsImports);
            void navigate(`/imports/opening/${view.id}`);
          }}
        />
      </section>
      <section className="card pad col g2">
        <h2 className="fs-m">{t.history}</h2>
        <Loaded query={query}>
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
                  onRow={(i) => void navigate(`/imports/opening/${i.id}`)}
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
