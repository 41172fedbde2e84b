import type { ReadingRow, ReadingView } from 'shared-types/reading';
import { plainDecimal } from '../../lib/decimal';
import { t } from '../../locales/zh-CN/reading';
import type { Column } from '../../ui/Table';
import { ReadingCell } from './ReadingCell';
import type { Round } from './round';

const digits = 3;

const used = (reading: ReadingView): string => {
  const notes = [
    reading.used === null ? t.first : t.use(plainDecimal(reading.used, digits), t.units[reading.meter]),
    reading.newMeterStart === null ? '' : t.newMeter(plainDecimal(reading.newMeterStart, digits)),
    reading.estimated ? t.estimated : '',
  ];
  return notes.filter(Boolean).join('，');
};

const by = (reading: ReadingView): string =>
  [t.onDay(reading.readOn), reading.by, t.sources[reading.source]].filter(Boolean).join('，');

export const readingColumns = (round: Round): Column<ReadingRow>[] => [
  { id: 'house', head: t.columns.house, nowrap: true, cell: (row) => <b className="w5">{row.houseLabel}</b> },
  {
    id: 'last',
    head: t.columns.last,
    nowrap: true,
    cell: ({ last }) =>
      last ? (
        <span className="num">
          {plainDecimal(last.value, digits)} <span className="t2">{t.onDay(last.readOn)}</span>
        </span>
      ) : (
        <span className="t2">{t.noLast}</span>
      ),
  },
  {
    id: 'now',
    head: t.columns.now,
    nowrap: true,
    cell: (row) => (
      <ReadingCell key={`${row.houseId}${round.meter}${round.period}${row.reading?.id}`} row={row} round={round} />
    ),
  },
  {
    id: 'used',
    head: t.columns.used,
    cell: ({ reading }) => (reading ? <span className="num">{used(reading)}</span> : '—'),
  },
  {
    id: 'by',
    head: t.columns.by,
    nowrap: true,
    cell: ({ reading }) => (reading ? <span className="t2 num">{by(reading)}</span> : '—'),
  },
];
