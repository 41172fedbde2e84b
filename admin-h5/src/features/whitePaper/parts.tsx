import type { ReactNode } from 'react';
import type { PaperCount } from 'shared-types/whitePaper';
import { t } from '../../locales/zh-CN/whitePaper';

/** A number that was picked: what it is called, and the key by which it opens. */
export interface Picked {
  key: string;
  name: string;
}

export type Pick = (picked: Picked) => void;

interface LineProps {
  name: string;
  /** Under the name. */
  note?: string;
  shareBp?: number;
  value: ReactNode;
  onOpen?: (() => void) | undefined;
}

/** A name, its share, its number; a number that opens is a button. */
export const Line = ({ name, note, shareBp, value, onOpen }: LineProps) => {
  const inside = (
    <>
      <span className="col grow figure-name">
        <b className="w5">{name}</b>
        {note && <span className="t2 num">{note}</span>}
      </span>
      {shareBp !== undefined && (
        <>
          <span className="share" aria-hidden="true">
            <i className="share-fill in-bar" style={{ width: `${Math.min(shareBp / 100, 100)}%` }} />
          </span>
          <span className="t2 num percent">{t.percent(shareBp)}</span>
        </>
      )}
      <span className="num w6 figure-value">{value}</span>
    </>
  );
  return (
    <li className="slip-line">
      {onOpen ? (
        <button type="button" className="row g3 figure" title={t.open(name)} onClick={onOpen}>
          {inside}
        </button>
      ) : (
        <div className="row g3 figure">{inside}</div>
      )}
    </li>
  );
};

export const Counts = ({ title, lines, onPick }: { title: string; lines: readonly PaperCount[]; onPick: Pick }) => (
  <section className="card pad col g2">
    <h2>{title}</h2>
    <ul className="plain">
      {lines.map(({ key, name, count, shareBp, before, yearAgo }) => (
        <Line
          key={key}
          name={name}
          note={t.beside(before, yearAgo)}
          shareBp={shareBp}
          value={t.count(count)}
          onOpen={count > 0 ? () => onPick({ key, name }) : undefined}
        />
      ))}
    </ul>
  </section>
);

interface ColumnOf {
  key: string;
  /** Under the column. */
  name: string;
  value: number;
  said: string;
  on: boolean;
  onOpen?: (() => void) | undefined;
}

/** Columns from 0 on one scale; each says its number. */
export const Columns = ({ label, columns }: { label: string; columns: readonly ColumnOf[] }) => {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <ol className="month-bars plain" aria-label={label}>
      {columns.map(({ key, name, value, said, on, onOpen }) => {
        const inside = (
          <>
            <span className="fs-t num t2" aria-hidden="true">
              {value > 0 ? value : ''}
            </span>
            <span className="pair-bars" aria-hidden="true">
              <i className="in-bar" style={{ height: `${(value / most) * 100}%` }} />
            </span>
            <span className="fs-t num" aria-hidden="true">
              {name}
            </span>
            <span className="sr">{said}</span>
          </>
        );
        return (
          <li key={key} className={on ? 'on' : ''} title={said}>
            {onOpen ? (
              <button type="button" className="column-button" onClick={onOpen}>
                {inside}
              </button>
            ) : (
              inside
            )}
          </li>
        );
      })}
    </ol>
  );
};
