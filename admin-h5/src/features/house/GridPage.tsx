import { Link } from 'react-router';
import { type BuildingView, type HouseCell, listBuildings, readBuildingGrid } from 'shared-types/community';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/house';
import { Shape } from '../../ui/Chip';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { Page } from '../../ui/Page';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { Building, Legend, marksOf, type ShownMark, shapes } from './Building';
import { arrearsOf, has } from './grid';
import { HousePanel } from './HousePanel';
import { LedgerExport } from './LedgerExport';
import { Tabs } from './Tabs';

const names = ['building', 'show', 'id'] as const;
const counted: Record<ShownMark, (n: number) => string> = {
  unbound: t.unbound,
  pending: t.pending,
  open: t.open,
  overdue: t.overdue,
  due: t.due,
  vacant: t.vacant,
};

const Overview = ({ building, cells }: { building: BuildingView; cells: readonly HouseCell[] }) => {
  const bound = cells.filter((cell) => cell.bound).length;
  const vacant = cells.filter((cell) => cell.occupancy === 'vacant' && !cell.bound).length;
  const arrears = arrearsOf(cells);
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
        {arrears && (
          <>
            <dt>{t.arrears}</dt>
            <dd className="num">
              {t.houses(arrears.houses)}，<Money fen={arrears.dueFen} />
            </dd>
          </>
        )}
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
                  {marksOf(cells).map((mark) => (
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
                  <LedgerExport />
                </div>
              </div>
              <Building
                building={building}
                cells={cells}
                show={show}
                id={id}
                onOpen={(houseId) => set({ id: houseId })}
              />
              <Legend cells={cells} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
};
