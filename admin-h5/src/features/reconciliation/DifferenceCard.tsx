import { useState } from 'react';
import { Link } from 'react-router';
import { formatFen } from 'shared-types/money';
import { askDifference, type DifferenceView, listDifferences } from 'shared-types/reconciliation';
import { clockTime, dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reconciliation';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { DecideDialog, type Decision } from './Decide';
import { differenceMark } from './marks';

const Buttons = ({ difference, first }: { difference: DifferenceView; first: boolean }) => {
  const [asking, setAsking] = useState<Decision | null>(null);
  const ask = useCommand(askDifference, { done: t.asked, refreshes: [listDifferences] });
  return (
    <>
      {difference.actions.map((act) =>
        act === 'ask' ? (
          <button
            key={act}
            type="button"
            className="btn ghost sm"
            disabled={ask.isPending}
            onClick={() => ask.mutate({ params: { id: difference.id } })}
          >
            {t.acts.ask}
          </button>
        ) : (
          <button
            key={act}
            type="button"
            className={`btn sm ${first && act === difference.suggestion && act !== 'wait' ? 'pri' : 'ghost'}`}
            onClick={() => setAsking(act)}
          >
            {t.acts[act]}
          </button>
        ),
      )}
      {asking && <DecideDialog decision={asking} difference={difference} onClose={() => setAsking(null)} />}
    </>
  );
};

const Foot = ({ difference, first }: { difference: DifferenceView; first: boolean }) => {
  const now = useNow();
  const { decision } = difference;
  return (
    <div className="row g2 wrap">
      <Buttons difference={difference} first={first} />
      {difference.paymentId && (
        <Link className="btn ghost sm" to={`/payments/${difference.paymentId}`}>
          {t.seePayment}
        </Link>
      )}
      {difference.refundId && (
        <Link className="btn ghost sm" to={`/refunds/${difference.refundId}`}>
          {t.seeRefund}
        </Link>
      )}
      <span className="t2 num">
        {decision
          ? [t.decidedBy(decision.name, decision.by), dayTime(decision.at, now), decision.reason]
              .filter(Boolean)
              .join(' · ')
          : difference.suggestionWords || (difference.waitUntil && t.waitUntil(dayTime(difference.waitUntil, now)))}
      </span>
    </div>
  );
};

/** One difference: what it is, why, and what to do about it. `first`: its button is the page's filled one. */
export const DifferenceCard = ({ difference, first }: { difference: DifferenceView; first: boolean }) => {
  const now = useNow();
  const words = (fen: number | null) => (fen === null ? null : formatFen(fen));
  return (
    <article className="card pad col g2">
      <div className="row between g2">
        <Chip name={differenceMark(difference)} pill>
          {difference.kindName}
        </Chip>
        <span className="fs-l">
          <Money fen={difference.differenceFen} />
        </span>
      </div>
      <div className="row between g3 wrap">
        <span>
          <b className="w5">{difference.title}</b> {difference.who}
        </span>
        <span className="t2 num">{clockTime(difference.at)}</span>
      </div>
      <span className="t2 num">{t.sides(words(difference.oursFen), words(difference.theirsFen))}</span>
      <p className="reason">
        <b className="w5">{t.why}</b> {difference.why}
      </p>
      {difference.receipt && (
        <p className="t2 num">
          {t.receipt}：{difference.receipt.words} · {dayTime(difference.receipt.at, now)}
        </p>
      )}
      <Foot difference={difference} first={first} />
    </article>
  );
};
