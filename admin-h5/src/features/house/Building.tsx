import type { BuildingView, HouseCell } from 'shared-types/community';
import { formatFen } from 'shared-types/money';
import { t } from '../../locales/zh-CN/house';
import { Shape, type StatusName } from '../../ui/Chip';
import { type CellMark, gridOf, groundOf, has, markOf } from './grid';

export const shapes: Record<CellMark, StatusName | null> = {
  bound: null,
  unbound: 'unbound',
  pending: 'review',
  open: 'working',
  overdue: 'overdue',
  due: 'due',
  vacant: null,
};
const classes: Record<CellMark, string> = {
  bound: '',
  unbound: 'nb',
  pending: 'rv',
  open: 'op',
  overdue: 'a3',
  due: 'a1',
  vacant: 'ep',
};
const marks = ['overdue', 'due', 'unbound', 'pending', 'open', 'vacant'] as const;
export type ShownMark = (typeof marks)[number];

/** Marks that these cells can have: what is owed is not told to everybody. */
export const marksOf = (cells: readonly HouseCell[]): ShownMark[] => {
  const told = cells.some((cell) => cell.arrears !== null);
  return marks.filter((mark) => told || (mark !== 'overdue' && mark !== 'due'));
};

const Cell = ({
  cell,
  selected,
  dim,
  amount,
  onOpen,
}: {
  cell: HouseCell;
  selected: boolean;
  dim: boolean;
  /** Says how much is owed in the cell itself. */
  amount: boolean;
  onOpen: () => void;
}) => {
  const mark = markOf(cell);
  const shape = shapes[mark];
  const unbound = !cell.bound && mark !== 'vacant' ? 'nb' : '';
  const ground = groundOf(cell);
  const owed = ground && cell.arrears ? formatFen(cell.arrears.dueFen) : null;
  return (
    <button
      type="button"
      className={`hs ${classes[mark]} ${unbound} ${ground ? classes[ground] : ''} ${selected ? 'sel' : ''} ${dim ? 'dim' : ''}`}
      aria-label={[cell.number, t.cell[mark], owed && t.owes(owed)].filter(Boolean).join('，')}
      title={owed ? t.owes(owed) : undefined}
      aria-pressed={selected}
      onClick={onOpen}
    >
      {amount && owed ? (
        <span className="owed">
          {cell.number}
          <small>{owed}</small>
        </span>
      ) : (
        cell.number
      )}
      {shape && <Shape name={shape} />}
    </button>
  );
};

export const Legend = ({ cells }: { cells: readonly HouseCell[] }) => (
  <div className="lgd">
    {(['bound', ...marksOf(cells)] as const).map((mark) => {
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

/** The building as it stands; ground: what is owed, line: bindings, corner: the word of the legend. */
export const Building = ({
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
  const amount = show === 'due' || show === 'overdue';
  return (
    <div className={`bld ${amount ? 'owing' : ''}`}>
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
          style={{ gridTemplateColumns: `repeat(${unit.width}, minmax(${amount ? 92 : 62}px, 1fr))` }}
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
                  amount={amount}
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
