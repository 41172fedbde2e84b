import { useEffect, useState } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { readKioskBoard } from 'shared-types/kiosk';
import { readNoticeBoard } from 'shared-types/staffAnnouncement';
import { ring } from '../../lib/sound';
import { createStore, useStore } from '../../lib/store';
import { t } from '../../locales/zh-CN/kiosk';
import { focusNow } from '../../ui/focus';
import { Icon } from '../../ui/icons';
import { isEnrolled, kioskCall, kioskSession, machineCall } from './session';

type Notice = ResponseOf<typeof readNoticeBoard>['items'][number];

const askEveryMs = 20_000;
const mostShown = 2;

/** What hangs out now. What was there stays while nothing answers. */
const board = createStore<readonly Notice[]>([]);

/** An emergency fills the screen and rings until somebody has seen it. */
const Emergency = ({ notice, onSeen }: { notice: Notice; onSeen: () => void }) => {
  useEffect(() => {
    ring();
    const timer = setInterval(ring, askEveryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="kveil" role="alertdialog" aria-modal="true" aria-label={notice.title}>
      <div className="kdialog">
        <b className="kurgent-title" style={{ fontSize: 44, lineHeight: '60px' }}>
          {notice.kindName}
        </b>
        <b style={{ fontSize: 72, lineHeight: '96px' }}>{notice.title}</b>
        <span>{notice.summary}</span>
        <span>{notice.placeWords}</span>
        <button type="button" className="kbtn pri" onClick={onSeen} ref={focusNow}>
          {t.close}
        </button>
      </div>
    </div>
  );
};

/** Asks for the board again and again, for a kiosk stands for days; whatever is being done, an emergency comes before it. */
export const Emergencies = () => {
  const items = useStore(board);
  const [seen, setSeen] = useState<readonly string[]>([]);
  useEffect(() => {
    const ask = () => {
      // By the machine where it has a token of its own, whoever is signed in: it hangs there for everybody.
      const asking = isEnrolled() ? machineCall(readKioskBoard) : kioskSession.get() && kioskCall(readNoticeBoard);
      asking?.then((answer) => board.set(answer.items)).catch(() => undefined);
    };
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => clearInterval(timer);
  }, []);
  const urgent = items.find(({ id, kind }) => kind === 'emergency' && !seen.includes(id));
  if (!urgent) return null;
  return <Emergency key={urgent.id} notice={urgent} onSeen={() => setSeen([...seen, urgent.id])} />;
};

/** The board of the service station: what is off and what is new, above what can be done here. */
export const Notices = () => {
  const shown = useStore(board).slice(0, mostShown);
  if (shown.length === 0) return null;
  return (
    <ul className="knotices" aria-label={t.board}>
      {shown.map(({ id, title, summary, placeWords }) => (
        <li key={id} className="knotice">
          <Icon name="horn" size={56} />
          <span className="knotice-words">
            <b className="knotice-title">{title}</b>
            <span>
              {placeWords} · {summary}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
};
