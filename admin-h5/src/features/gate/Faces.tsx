import type { ResponseOf } from 'shared-types/contract';
import { type FaceTerminalView, readFaceCounts } from 'shared-types/staffFace';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/gate';
import { Chip, type StatusName } from '../../ui/Chip';
import { Empty, Loaded, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const f = t.faces;
const shapes: Record<FaceTerminalView['tone'], StatusName> = { ok: 'done', wait: 'working', bad: 'offline' };

const columns: Column<FaceTerminalView>[] = [
  { id: 'name', head: f.columns.name, cell: (one) => <b className="w5">{one.name}</b> },
  { id: 'state', head: f.columns.state, cell: (one) => <Chip name={shapes[one.tone]}>{one.words}</Chip> },
  { id: 'waiting', head: f.columns.waiting, nowrap: true, cell: (one) => <span className="num">{one.waiting}</span> },
  {
    id: 'leaving',
    head: f.columns.leaving,
    cell: (one) => (
      <div>
        <span className="num">{one.leaving}</span>
        {one.leavingWords && <div className="t2 num">{one.leavingWords}</div>}
      </div>
    ),
  },
];

/** Something is on its way to a terminal, or out of one. */
const isMoving = ({ leaving, terminals }: ResponseOf<typeof readFaceCounts>): boolean =>
  leaving > 0 || terminals.some(({ waiting }) => waiting > 0);

/** Face terminals: how many faces each has, and what is still to be deleted. Numbers alone. */
export const Faces = () => {
  const query = useRead(readFaceCounts, {}, { again: isMoving });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
      {({ people, leaving, version, terminals }) => (
        <>
          <div className="row g3 wrap">
            <b className="fs-m">{f.people(people)}</b>
            <Chip name={leaving > 0 ? 'working' : 'done'}>{f.leaving(leaving)}</Chip>
            <span className="t2 num">{f.version(version)}</span>
          </div>
          <p className="t2">{f.privacy}</p>
          {terminals.length === 0 ? (
            <Empty>{f.none}</Empty>
          ) : (
            <Table label={t.views.faces} rows={terminals} columns={columns} rowKey={(one) => one.id} />
          )}
        </>
      )}
    </Loaded>
  );
};
