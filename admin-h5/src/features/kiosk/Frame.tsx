import { type ReactNode, useState } from 'react';
import { reachable } from '../../lib/api';
import { useStore } from '../../lib/store';
import { t } from '../../locales/zh-CN/kiosk';
import { focusNow } from '../../ui/focus';
import { Icon } from '../../ui/icons';
import { kioskSession, machine } from './session';
import { useSpoken } from './speech';

interface FrameProps {
  head: ReactNode;
  question: string;
  above?: ReactNode;
  onBack?: (() => void) | undefined;
  foot?: ReactNode;
  low?: boolean;
  sky?: ReactNode;
  /** Said aloud; absent: the question. Empty: nothing. */
  spoken?: string;
  children: ReactNode;
}

const CallStaff = ({ onClose }: { onClose: () => void }) => {
  const signedIn = useStore(kioskSession)?.self.community;
  const enrolled = useStore(machine)?.community;
  const community = signedIn ?? enrolled;
  const phone = community?.servicePhone ?? null;
  return (
    <div className="kveil" role="dialog" aria-modal="true" aria-label={t.callTitle}>
      <div className="kdialog">
        <b style={{ fontSize: 64, lineHeight: '84px' }}>{t.callTitle}</b>
        {phone ? (
          <>
            <span>{t.callPhone}</span>
            <b className="num" style={{ fontSize: 88, lineHeight: '108px' }}>
              {phone}
            </b>
          </>
        ) : (
          <span>{community ? t.callNoPhone : t.callPhoneUnknown}</span>
        )}
        <button type="button" className="kbtn pri" onClick={onClose} ref={focusNow}>
          {t.close}
        </button>
      </div>
    </div>
  );
};

/** One question a screen; going back and calling staff are always there. */
export const Frame = ({ head, question, above, onBack, foot, low = true, sky, spoken, children }: FrameProps) => {
  const [calling, setCalling] = useState(false);
  const online = useStore(reachable);
  useSpoken(spoken ?? question, question);
  return (
    <main className="kiosk">
      <div className={`ksky ${low ? 'low' : ''}`}>{sky}</div>
      <header className="khead">{head}</header>
      <section className="kq" style={{ marginTop: low ? 56 : 402 }}>
        {above}
        <h1>{question}</h1>
      </section>
      <section className="kmain">
        {!online && (
          <p className="koff" role="status">
            <b className="koff-title">{t.offline}</b>
            <span>{t.offlineHint}</span>
          </p>
        )}
        {children}
      </section>
      <footer className="kfoot">
        {onBack ? (
          <button type="button" className="kbtn out" onClick={onBack}>
            <Icon name="back" size={56} />
            {t.back}
          </button>
        ) : (
          foot
        )}
        <button type="button" className="kbtn call" onClick={() => setCalling(true)}>
          <Icon name="hand" size={60} />
          {t.callStaff}
        </button>
      </footer>
      {calling && <CallStaff onClose={() => setCalling(false)} />}
    </main>
  );
};
