import { useState } from 'react';
import type { StaffComplaintView } from 'shared-types/staffComplaint';
import { useNow } from '../../lib/clock';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/complaint';
import { DecideDialog, OutcomeDialog, WithdrawDialog } from './ActDialogs';

type Asked = 'draft' | 'publish' | 'return' | 'withdraw';

/** 处理公示: written by one, looked at by another, read by everybody. */
export const Outcome = ({ complaint }: { complaint: StaffComplaintView }) => {
  const now = useNow();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { publication, actions, outcome } = complaint;
  if (outcome === 'none') return null;
  const close = () => setAsked(null);
  return (
    <section className="card pad col g2" aria-label={t.outcomeTitle}>
      <div className="row g2">
        <b className="fs-m grow">{t.outcomeTitle}</b>
        <span className="t2">{publication ? t.states[publication.state] : t.outcome.due}</span>
      </div>
      {publication ? (
        <>
          <b>{publication.title}</b>
          <p className="t2 pre">{publication.text}</p>
          <span className="t3 num">
            {t.writtenBy(publication.writtenBy, when(publication.at, now))}
            {publication.decidedBy && `，${t.decidedBy(publication.decidedBy)}`}
          </span>
          {publication.reason && <span className="tm">{t.reason(publication.reason)}</span>}
        </>
      ) : (
        <p className="t2">{t.outcomeHint}</p>
      )}
      <div className="row g2 wrap">
        {actions.includes('publish-outcome') && (
          <button type="button" className="btn pri" onClick={() => setAsked('publish')}>
            {t.publish}
          </button>
        )}
        {actions.includes('return-outcome') && (
          <button type="button" className="btn ghost" onClick={() => setAsked('return')}>
            {t.sendBack}
          </button>
        )}
        {actions.includes('draft-outcome') && (
          <button type="button" className="btn sec" onClick={() => setAsked('draft')}>
            {publication ? t.outcomeEdit : t.outcomeWrite}
          </button>
        )}
        {actions.includes('withdraw-outcome') && (
          <button type="button" className="btn ghost" onClick={() => setAsked('withdraw')}>
            {t.withdraw}
          </button>
        )}
      </div>
      {asked === 'draft' && <OutcomeDialog complaint={complaint} onClose={close} />}
      {(asked === 'publish' || asked === 'return') && (
        <DecideDialog complaint={complaint} decision={asked} onClose={close} />
      )}
      {asked === 'withdraw' && <WithdrawDialog complaint={complaint} onClose={close} />}
    </section>
  );
};
