import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { clockTime } from 'shared-types/time';
import { reachable } from '../lib/api';
import { useNow } from '../lib/clock';
import { liveState } from '../lib/live';
import { useMe } from '../lib/me';
import { useIsPhone, useIsWide } from '../lib/media';
import { ringOn, setRing } from '../lib/sound';
import { useStore } from '../lib/store';
import { dateWords } from '../lib/words';
import { t } from '../locales/zh-CN/common';
import { Bell } from './Bell';
import { Dialog } from './Dialog';
import { Icon } from './icons';

interface PageProps {
  title: string;
  /** Beside the title on a desk, above the page on a phone. */
  tools?: ReactNode;
  /** At the right end of a phone's head. */
  corner?: ReactNode;
  /** Where the arrow leads. */
  back?: string;
  /** What was picked, beside the page; on less room it lies over it. */
  side?: ReactNode;
  onSideClose?: () => void;
  sideTitle?: string;
  /** Lies at the foot of a phone, within reach of the thumb. */
  dock?: ReactNode;
  live?: boolean;
  children: ReactNode;
}

const LiveMark = () => {
  const live = useStore(liveState) === 'live';
  const online = useStore(reachable);
  return (
    <span className={`live ${live && online ? '' : 'off'}`}>{!online ? t.offline : live ? t.live : t.polling}</span>
  );
};

const Search = () => {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const { may } = useMe();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      if (event.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const base = may('request.read') ? '/requests' : may('house.read') ? '/houses/list' : null;
  if (!base) return null;
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void navigate(`${base}?q=${encodeURIComponent(text.trim())}`);
      }}
    >
      <Icon name="search" size={18} />
      <input
        ref={input}
        aria-label={t.search}
        placeholder={t.searchPlaceholder}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <kbd title={t.searchHint}>/</kbd>
    </form>
  );
};

const RingSwitch = () => {
  const on = useStore(ringOn);
  return (
    <button
      type="button"
      className="row g1 t2"
      style={{ minHeight: 36 }}
      aria-pressed={on}
      onClick={() => setRing(!on)}
    >
      <Icon name={on ? 'speaker' : 'mute'} />
      {on ? t.ringOn : t.ringOff}
    </button>
  );
};

const Clock = () => {
  const now = useNow();
  return (
    <span className="row g2 t2 num nowrap">
      {dateWords(now)} <b className="ti">{clockTime(now)}</b>
    </span>
  );
};

/** The frame of every page: a desk's head and side panel, or a phone's head and dock. */
export const Page = (props: PageProps) => {
  const phone = useIsPhone();
  const wide = useIsWide();
  const { title, tools, corner, back, side, onSideClose, sideTitle, dock, live, children } = props;
  useEffect(() => {
    document.title = `${title} · ${t.brand}`;
  }, [title]);
  const over =
    side && !wide && onSideClose ? (
      <Dialog title={sideTitle ?? title} onClose={onSideClose}>
        {side}
      </Dialog>
    ) : null;

  if (phone) {
    return (
      <div className="phone">
        <header className="head">
          {back && (
            <Link to={back} className="back" aria-label={t.back}>
              <Icon name="back" size={24} />
            </Link>
          )}
          <h1 className="grow el">{title}</h1>
          {corner ?? (live ? <LiveMark /> : null)}
          <Bell />
        </header>
        <main className="body">
          {tools}
          {children}
        </main>
        {dock && <div className="dock">{dock}</div>}
        {over}
      </div>
    );
  }
  return (
    <>
      <header className="top">
        {back && (
          <Link to={back} aria-label={t.back}>
            <Icon name="back" size={24} />
          </Link>
        )}
        <h1>{title}</h1>
        {live && <LiveMark />}
        <div className="slot">{tools}</div>
        <div className="right row g4">
          {live && <RingSwitch />}
          <Search />
          <Bell />
          <Clock />
        </div>
      </header>
      {side && wide ? (
        <div className="with-side">
          <main className="body">{children}</main>
          <aside className="side" aria-label={sideTitle}>
            {side}
          </aside>
        </div>
      ) : (
        <main className="body">
          {children}
          {dock && <div className="row g2">{dock}</div>}
        </main>
      )}
      {over}
    </>
  );
};
