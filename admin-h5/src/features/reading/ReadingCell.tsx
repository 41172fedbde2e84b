import { useState } from 'react';
import { enterReading, listReadings, type ReadingRow } from 'shared-types/reading';
import { parseDecimal, plainDecimal } from '../../lib/decimal';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reading';
import { MoreDialog } from './MoreDialog';
import type { Round } from './round';

const digits = 3;
const mark = 'data-reading';

/** The round goes on at the next door with one key. */
const focusNext = (from: HTMLElement) => {
  const all = [...document.querySelectorAll<HTMLInputElement>(`input[${mark}]`)];
  all[all.indexOf(from as HTMLInputElement) + 1]?.focus();
};

/** One reading, written in place; Enter keeps it and goes on to the next house. */
export const ReadingCell = ({ row, round }: { row: ReadingRow; round: Round }) => {
  const kept = row.reading ? plainDecimal(row.reading.value, digits) : '';
  const [text, setText] = useState(kept);
  const [more, setMore] = useState(false);
  const enter = useCommand(enterReading, { refreshes: [listReadings] });
  const value = parseDecimal(text, digits);
  const bad = text !== '' && value === null;
  const changed = text !== kept;
  if (!round.may) return <span className="num">{kept || '—'}</span>;
  const { meter, period, readOn } = round;
  return (
    <form
      className="row g2 reading"
      onSubmit={(event) => {
        event.preventDefault();
        const input = event.currentTarget.querySelector('input');
        if (changed && value !== null)
          enter.mutate({ params: { id: row.houseId }, body: { meter, period, readOn, value } });
        if (input && !bad) focusNext(input);
      }}
    >
      <input
        className="inp num"
        inputMode="decimal"
        maxLength={14}
        aria-label={t.of(row.houseLabel)}
        aria-invalid={bad}
        title={bad ? t.valueBad : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        {...{ [mark]: '' }}
      />
      {changed ? (
        <button type="submit" className="btn sec sm" disabled={value === null || enter.isPending}>
          {t.put}
        </button>
      ) : (
        <button type="button" className="btn plain sm" onClick={() => setMore(true)}>
          {t.more}
        </button>
      )}
      {more && <MoreDialog row={row} round={round} onClose={() => setMore(false)} />}
    </form>
  );
};
