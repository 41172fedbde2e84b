import { useNavigate } from 'react-router';
import { type DeviceImportView, listDeviceImports, startDeviceImport } from 'shared-types/deviceImport';
import { useNow } from '../../lib/clock';
import { refresh, usePages } from '../../lib/query';
import { when } from '../../lib/words';
import { t as words } from '../../locales/zh-CN/device';
import { Chip } from '../../ui/Chip';
import { DeviceRooms } from '../../ui/DeviceRooms';
import { FileButton } from '../../ui/FileButton';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const t = words.importing;

const columnsAt = (now: Date): Column<DeviceImportView>[] => [
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
  { id: 'counts', head: t.columns.counts, cell: (i) => t.short(i.counts.create, i.counts.update, i.counts.bad) },
  { id: 'by', head: t.columns.by, nowrap: true, cell: (i) => i.createdBy },
  { id: 'at', head: t.columns.at, nowrap: true, cell: (i) => when(i.createdAt, now) },
];

/** The office's own table of devices, taken over. */
export const DeviceImportsPage = () => {
  const now = useNow();
  const navigate = useNavigate();
  const query = usePages(listDeviceImports);
  return (
    <Page title={t.title} tools={<DeviceRooms />}>
      <section className="card pad col g3" style={{ alignItems: 'flex-start' }}>
        <p className="t2">{t.startHint}</p>
        <FileButton
          contract={startDeviceImport}
          label={t.start}
          busyLabel={t.uploading}
          accept=".xlsx,.csv"
          onSent={async (view: DeviceImportView) => {
            await refresh(listDeviceImports);
            void navigate(`/devices/imports/${view.id}`);
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
                  onRow={(i) => void navigate(`/devices/imports/${i.id}`)}
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
