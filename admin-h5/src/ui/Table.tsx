import { type ReactNode, useMemo } from 'react';
import { useFilters } from '../lib/filters';
import { t } from '../locales/zh-CN/common';

export interface Column<T> {
  id: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** Makes the column sortable. */
  sort?: (row: T) => string | number;
  nowrap?: boolean;
  /** Figures under one another: at the right edge of the column. */
  end?: boolean;
}

interface TableProps<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  onRow?: (row: T) => void;
  selected?: string | undefined;
}

const names = ['by'] as const;
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'zh-CN', { numeric: true });

/** A table; the column it is sorted by stands in the address bar. */
export const Table = <T,>({ label, rows, columns, rowKey, onRow, selected }: TableProps<T>) => {
  const [{ by }, set] = useFilters(names);
  const [column, direction] = by.split('.');
  const sorted = useMemo(() => {
    const sort = columns.find((c) => c.id === column)?.sort;
    if (!sort) return rows;
    const sign = direction === 'down' ? -1 : 1;
    return [...rows].sort((a, b) => sign * compare(sort(a), sort(b)));
  }, [rows, columns, column, direction]);
  const turn = (id: string) => set({ by: column !== id ? `${id}.up` : direction === 'up' ? `${id}.down` : '' });

  return (
    <div className="scroll-x">
      <table aria-label={label} className="stack">
        <thead>
          <tr>
            {columns.map((c) => {
              const on = c.id === column;
              return (
                <th
                  key={c.id}
                  scope="col"
                  className={c.end ? 'end' : undefined}
                  aria-sort={on ? (direction === 'down' ? 'descending' : 'ascending') : undefined}
                >
                  {c.sort ? (
                    <button type="button" onClick={() => turn(c.id)} title={t.sortBy(c.head)}>
                      {c.head}
                      <span aria-hidden="true">{on ? (direction === 'down' ? '↓' : '↑') : ''}</span>
                    </button>
                  ) : (
                    c.head
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                className={`${onRow ? 'tap' : ''} ${selected === key ? 'sel' : ''}`}
                onClick={onRow ? () => onRow(row) : undefined}
                onKeyDown={
                  onRow
                    ? (event) => event.key === 'Enter' && event.target === event.currentTarget && onRow(row)
                    : undefined
                }
                tabIndex={onRow ? 0 : undefined}
              >
                {columns.map((c) => (
                  <td key={c.id} className={`${c.nowrap ? 'one' : ''} ${c.end ? 'end' : ''}`} data-head={c.head}>
                    {c.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
