import type { BuildingView, HouseCell } from 'shared-types/community';
import { arrearsOf, gridOf, groundOf, has, markOf } from './grid';

const cell = (
  number: string,
  floor: number | null,
  unitId: string | null = 'u1',
  part: Partial<HouseCell> = {},
): HouseCell => ({
  id: number,
  unitId,
  number,
  floor,
  occupancy: 'self',
  bound: true,
  pendingBindings: 0,
  openRequests: 0,
  arrears: null,
  placeCode: `door-${number}`,
  ...part,
});
const building: BuildingView = { id: 'b', name: '3栋', units: [{ id: 'u1', name: '1单元' }], houseCount: 4 };

test('floors stand on top of each other, houses by number', () => {
  const grid = gridOf(building, [cell('102', 1), cell('201', 2), cell('101', 1)]);
  expect(grid.floors).toEqual([2, 1]);
  expect(grid.units[0]?.rows.map((row) => row.map((one) => one?.number ?? null))).toEqual([
    ['201', null],
    ['101', '102'],
  ]);
  expect(grid.units[0]?.width).toBe(2);
});

test('houses without unit or floor are not lost', () => {
  const grid = gridOf({ ...building, name: '商铺', units: [] }, [cell('S1', null, null), cell('S2', null, null)]);
  expect(grid.units.map((unit) => [unit.name, unit.rows.flat().length])).toEqual([['商铺', 2]]);
});

test('a cell shows what waits for somebody first', () => {
  expect(markOf(cell('101', 1, 'u1', { openRequests: 1, pendingBindings: 1 }))).toBe('open');
  expect(markOf(cell('101', 1, 'u1', { pendingBindings: 1, bound: false }))).toBe('pending');
  expect(markOf(cell('101', 1, 'u1', { occupancy: 'vacant', bound: false }))).toBe('vacant');
  expect(markOf(cell('101', 1, 'u1', { bound: false }))).toBe('unbound');
  expect(markOf(cell('101', 1))).toBe('bound');
});

test('a missing door leaves its place empty', () => {
  const grid = gridOf(building, [cell('201', 2), cell('202', 2), cell('102', 1)]);
  expect(grid.units[0]?.rows.map((row) => row.map((one) => one?.number ?? null))).toEqual([
    ['201', '202'],
    [null, '102'],
  ]);
});

test('the ground says what is owed, whatever the corner says', () => {
  const late = cell('101', 1, 'u1', { openRequests: 1, arrears: { dueFen: 5_000, overdueFen: 1 } });
  const due = cell('102', 1, 'u1', { bound: false, arrears: { dueFen: 2_050, overdueFen: 0 } });
  const even = cell('103', 1, 'u1', { arrears: { dueFen: 0, overdueFen: 0 } });
  expect([late, due, even].map(groundOf)).toEqual(['overdue', 'due', null]);
  expect([late, due, even].map(markOf)).toEqual(['open', 'due', 'bound']);
  expect([has(late, 'due'), has(late, 'overdue'), has(due, 'due')]).toEqual([false, true, true]);
  expect(arrearsOf([late, due, even])).toEqual({ houses: 2, dueFen: 7_050 });
  expect(arrearsOf([cell('101', 1)])).toBeNull();
});
