import type { BuildingView, HouseCell } from 'shared-types/community';

export type CellMark = 'unbound' | 'pending' | 'open' | 'overdue' | 'due' | 'vacant' | 'bound';

/** The colour of the ground: what is late, or what is still to be paid. Null: nothing, or not told to this person. */
export const groundOf = ({ arrears }: HouseCell): 'overdue' | 'due' | null => {
  if (!arrears || arrears.dueFen === 0) return null;
  return arrears.overdueFen > 0 ? 'overdue' : 'due';
};

/** The one thing that a cell's corner says: what waits for somebody comes first. */
export const markOf = (cell: HouseCell): CellMark => {
  if (cell.openRequests > 0) return 'open';
  if (cell.pendingBindings > 0) return 'pending';
  const ground = groundOf(cell);
  if (ground) return ground;
  if (cell.occupancy === 'vacant') return 'vacant';
  return cell.bound ? 'bound' : 'unbound';
};

export const has = (cell: HouseCell, mark: CellMark): boolean => {
  switch (mark) {
    case 'open':
      return cell.openRequests > 0;
    case 'pending':
      return cell.pendingBindings > 0;
    case 'overdue':
    case 'due':
      return groundOf(cell) === mark;
    case 'vacant':
      return cell.occupancy === 'vacant';
    case 'unbound':
      return !cell.bound;
    case 'bound':
      return cell.bound;
  }
};

/** What a building owes; null for staff who are not told. */
export const arrearsOf = (cells: readonly HouseCell[]): { houses: number; dueFen: number } | null => {
  if (cells.every((cell) => cell.arrears === null)) return null;
  const owing = cells.flatMap(({ arrears }) => (arrears && arrears.dueFen > 0 ? [arrears.dueFen] : []));
  return { houses: owing.length, dueFen: owing.reduce((sum, fen) => sum + fen, 0) };
};

export interface GridUnit {
  id: string;
  name: string;
  /** One row a floor, in the order of `floors`; each has its houses by number, null where a door is missing. */
  rows: (HouseCell | null)[][];
  width: number;
}

export interface Grid {
  /** Top floor first; null: houses whose floor is not known. */
  floors: (number | null)[];
  units: GridUnit[];
}

const numberOrder = (a: HouseCell, b: HouseCell): number =>
  a.number.localeCompare(b.number, 'zh-CN', { numeric: true });
const widest = 12;

/** 1102 on floor 11 is door 02: one above the other, whatever is missing. Null: these numbers are not made so. */
const doorOf = ({ number, floor }: HouseCell): string | null =>
  floor !== null && number.length > 2 && number.slice(0, -2).replace(/^0+/, '') === String(floor)
    ? number.slice(-2)
    : null;

const inColumns = (rows: HouseCell[][]): (HouseCell | null)[][] => {
  const doors = rows.flat().map(doorOf);
  if (doors.includes(null)) return rows;
  const columns = [...new Set(doors)].sort();
  if (columns.length > widest || rows.some((row) => new Set(row.map(doorOf)).size < row.length)) return rows;
  return rows.map((row) => columns.map((door) => row.find((cell) => doorOf(cell) === door) ?? null));
};

/** The building as it stands: units side by side, floors on top of each other. */
export const gridOf = (building: BuildingView, cells: readonly HouseCell[]): Grid => {
  const floors = [...new Set(cells.map((cell) => cell.floor))].sort((a, b) => (b ?? -99) - (a ?? -99));
  const ids: { id: string | null; name: string }[] = [...building.units];
  if (cells.some((cell) => cell.unitId === null) || ids.length === 0) ids.push({ id: null, name: building.name });
  const units = ids
    .map(({ id, name }) => {
      const mine = cells.filter((cell) => cell.unitId === id);
      const rows = inColumns(floors.map((floor) => mine.filter((cell) => cell.floor === floor).sort(numberOrder)));
      return { id: id ?? 'none', name, rows, width: Math.max(0, ...rows.map((row) => row.length)) };
    })
    .filter((unit) => unit.width > 0)
    .map((unit) => ({ ...unit, width: Math.min(unit.width, widest) }));
  return { floors, units };
};
