import type { FileView } from 'shared-types/file';
import { clockTime, dayName, toDay } from 'shared-types/time';
import { useNow } from '../lib/clock';
import { Files } from './Files';

interface Entry {
  id: string;
  at: string;
  title: string;
  text: string | null;
  files: FileView[];
}

/** A history, newest first: filled = happened, ring = the latest, hollow = promised. */
export const Timeline = ({
  entries,
  promised,
}: {
  entries: readonly Entry[];
  promised?: { at: string; title: string } | null;
}) => {
  const now = useNow();
  return (
    <ol className="tl">
      {promised && Date.parse(promised.at) > now.getTime() && (
        <li className="next">
          <time dateTime={promised.at}>
            {clockTime(promised.at)}
            {toDay(promised.at) !== toDay(now) && (
              <span className="fs-t t3" style={{ display: 'block' }}>
                {dayName(promised.at, now)}
              </span>
            )}
          </time>
          <span className="t2">{promised.title}</span>
        </li>
      )}
      {entries.map((entry, i) => (
        <li key={entry.id} className={i === 0 ? 'now' : ''}>
          <time dateTime={entry.at}>
            {clockTime(entry.at)}
            {toDay(entry.at) !== toDay(entries[i - 1]?.at ?? now) && (
              <span className="fs-t t3" style={{ display: 'block' }}>
                {dayName(entry.at, now)}
              </span>
            )}
          </time>
          <span className={i === 0 ? 'tb w6' : ''}>{entry.title}</span>
          {entry.text && <p className="t2 pre">{entry.text}</p>}
          {entry.files.length > 0 && (
            <div style={{ marginTop: 8 }}>
              <Files files={entry.files} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
};
