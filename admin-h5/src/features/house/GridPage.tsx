import { Link } from 'react-router';
import { type BuildingView, type HouseCell, listBuildings, readBuildingGrid } from 'shared-types/community';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/house';
import { Shape, type StatusName } from '../../ui/Chip';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { ExportButton } from './ExportButton';
import { type CellMark, gridOf, has, markOf } from './grid';
import { HousePanel } from './HousePanel';
import { Tabs } from './Tabs';

const names = ['building', 'show', 'id'] as const;
const shapes: Record<CellMark, StatusName | null> = {
  bound: null,
  unbound: 'unbound',
  pending: 'review',
  open: 'working',
  vacant: null,
};
const classes: Record<CellMark, string> = { bound: '', unbound: 'nb', pending: 'rv', open: 'op', vacant: 'ep' };
const marks: readonly CellMark[] = ['unbound', 'pending', 'open', 'vacant'];
const counted: Record<(typeof marks)[number], (n: number) => string> = {
  unbound: t.unbound,
  pending: t.pending,
  open: t.open,
  vacant: t.vacant,
  bound: t.all,
};

const Cell = ({
  cell,
  selected,
  dim,
  onOpen,
}: {
  cell: HouseCell;
  selected: boolean;
  dim: boolean;
  onOpen: () => void;
}) => {
  const mark = markOf(cell);
  const shape = shapes[mark];
  const unbound = !cell.bound && mark !== 'vacant' ? 'nb' : '';
  return (
    <button
      type="button"
      className={`hs ${classes[mark]} ${unbound} ${selected ? 'sel' : ''} ${dim ? 'dim' : ''}`}
      aria-label={`${cell.number}，${t.cell[mark]}`}
      aria-pressed={selected}
      onClick={onOpen}
    >
      {cell.number}
      {shape && <Shape name={shape} />}
    </button>
  );
};

const Legend = () => (
  <div className="lgd">
    {(['bound', ...marks] as const).map((mark) => {
      const shape = shapes[mark];
      return (
        <span key={mark}>
          <i className={`hs ${classes[mark]}`}>{shape && <Shape name={shape} />}</i>
          {t.legend[mark]}
        </span>
      );
    })}
  </div>
);

const Building = ({
  building,
  cells,
  show,
  id,
  onOpen,
}: {
  building: BuildingView;
  cells: HouseCell[];
  show: string;
  id: string;
  onOpen: (id: string) => void;
}) => {
  const { floors, units } = gridOf(building, cells);
  return (
    <div className="bld">
      <div className="fl" aria-hidden="true">
        <span />
        {floors.map((floor) => (
          <span key={floor ?? 'none'}>{floor === null ? t.noFloor : t.floor(floor)}</span>
        ))}
      </div>
      {units.map((unit) => (
        <section
          key={unit.id}
          className="un"
          aria-label={unit.name}
          style={{ gridTemplateColumns: `repeat(${unit.width}, minmax(62px, 1fr))` }}
        >
          <h3>{unit.name}</h3>
          {unit.rows.flatMap((row, r) => [
            ...row.map((cell, at) =>
              cell ? (
                <Cell
                  key={cell.id}
                  cell={cell}
                  selected={cell.id === id}
                  dim={show !== '' && !has(cell, show as CellMark)}
                  onOpen={() => onOpen(cell.id)}
                />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: missing doors never move
                <span key={`none-${floors[r] ?? 'none'}-${at}`} className="hs gap" />
              ),
            ),
            ...Array.from(
              { length: (unit.width - (row.length % unit.width)) % unit.width || (row.length === 0 ? unit.width : 0) },
              (_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: empty places never move
                <span key={`gap-${floors[r] ?? 'none'}-${i + 1}`} className="hs gap" />
              ),
            ),
          ])}
        </section>
      ))}
    </div>
  );
};

const Overview = ({ building, cells }: { building: BuildingView; cells: readonly HouseCell[] }) => {
  const bound = cells.filter((cell) => cell.bound).length;
  const vacant = cells.filter((cell) => cell.occupancy === 'vacant' && !cell.bound).length;
  const totals = useRead(listBuildings).data?.totals;
  return (
    <div className="in">
      <b className="fs-l">{building.name}</b>
      <div className="meter" aria-hidden="true">
        <i style={{ flex: bound, background: 'var(--brand)' }} />
        <i style={{ flex: cells.length - bound - vacant, background: 'var(--track)' }} />
        <i style={{ flex: vacant, background: 'var(--line-strong)' }} />
      </div>
      <dl className="kv">
        <dt>{t.legend.bound}</dt>
        <dd className="num">{t.boundShare(bound, cells.length)}</dd>
        <dt>{t.legend.vacant}</dt>
        <dd className="num">{cells.filter((cell) => cell.occupancy === 'vacant').length}</dd>
      </dl>
      {totals && (
        <section className="hair col g2">
          <b className="fs-m">{t.wholeCommunity}</b>
          <dl className="kv">
            {(Object.keys(t.totals) as (keyof typeof t.totals)[]).map((key) => [
              <dt key={key}>{t.totals[key]}</dt>,
              <dd key={`${key}-n`} className="num">
                {totals[key]}
              </dd>,
            ])}
          </dl>
        </section>
      )}
      <p className="t3">{t.pickOne}</p>
    </div>
  );
};

/** 楼盘表 */
export const GridPage = () => {
  const [{ building: chosen, show, id }, set] = useFilters(names);
  const { may } = useMe();
  const buildings = useRead(listBuildings);
  const buildingId = chosen || buildings.data?.items[0]?.id || '';
  const grid = useRead(readBuildingGrid, { params: { id: buildingId } }, { enabled: buildingId !== '' });
  const side = id ? (
    <HousePanel id={id} />
  ) : grid.data ? (
    <Overview building={grid.data.building} cells={grid.data.cells} />
  ) : undefined;
  return (
    <Page
      title={t.tabs.grid}
      tools={<Tabs />}
      side={side}
      sideTitle={t.tabs.list}
      {...(id ? { onSideClose: () => set({ id: '' }) } : {})}
    >
      <Loaded query={buildings} skeleton={<SkeletonCards count={2} height={60} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              action={
                may('import.run') && (
                  <Link className="btn pri" to="/imports">
                    {t.toImport}
                  </Link>
                )
              }
            >
              {t.noBuildings}
            </Empty>
          ) : (
            <fieldset className="seg" aria-label={t.filters.building} style={{ alignSelf: 'start' }}>
              {items.map((b) => (
                <button
                  key={b.id}
                  type="button"
                  className={b.id === buildingId ? 'on' : ''}
                  aria-pressed={b.id === buildingId}
                  onClick={() => set({ building: b.id, id: '' })}
                >
                  {b.name}
                </button>
              ))}
            </fieldset>
          )
        }
      </Loaded>
      {buildingId && (
        <Loaded query={grid} skeleton={<SkeletonCards count={5} height={34} />}>
          {({ building, cells }) => (
            <>
              <div className="row g3 wrap">
                <fieldset className="seg" aria-label={t.filters.binding}>
                  <button
                    type="button"
                    className={show === '' ? 'on' : ''}
                    aria-pressed={show === ''}
                    onClick={() => set({ show: '' })}
                  >
                    {t.all(cells.length)}
                  </button>
                  {marks.map((mark) => (
                    <button
                      key={mark}
                      type="button"
                      className={show === mark ? 'on' : ''}
                      aria-pressed={show === mark}
                      onClick={() => set({ show: mark })}
                    >
                      {shapes[mark] && <Shape name={shapes[mark]} />}
                      {counted[mark](cells.filter((cell) => has(cell, mark)).length)}
                    </button>
                  ))}
                </fieldset>
                <div className="right row g2 no-print">
                  <button type="button" className="btn ghost sm" onClick={() => print()}>
                    <Icon name="print" size={18} />
                    {t.print}
                  </button>
                  <Link className="btn ghost sm" to={`/houses/codes?building=${building.id}`}>
                    <Icon name="scan" size={18} />
                    {t.buildingCodes}
                  </Link>
                  <ExportButton />
                </div>
              </div>
              <Building
                building={building}
                cells={cells}
                show={show}
                id={id}
                onOpen={(houseId) => set({ id: houseId })}
              />
              <Legend />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
};
