import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { formatFen } from 'shared-types/money';
import { type RefundView, readRefund } from 'shared-types/refund';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/refund';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { type RefundAct, RefundActDialog } from './RefundActs';
import { refundMarks } from './refundMarks';

const filledActs: readonly RefundAct[] = ['approve', 'settle'];

const Slip = ({ refund }: { refund: RefundView }) => (
  <section className="card pad slip">
    <h2>{t.parts}</h2>
    {refund.parts.map((part) => (
      <div key={part.billId ?? 'prepaid'} className="row between g3 slip-line">
        {part.billId ? <Link to={`/bills/${part.billId}`}>{part.label}</Link> : part.label}
        <Money fen={part.amountFen} />
      </div>
    ))}
    <div className="row between g3 slip-sum">
      <span className="t2">
        {refund.wayName}
        {refund.large && ` · ${t.large}`}
      </span>
      <span className="money-big">
        <Money fen={refund.amountFen} />
      </span>
    </div>
    <p>
      <span className="t2">{t.reason} </span>
      {refund.reason}
    </p>
    <p>
      <Link to={`/payments/${refund.payment.id}`} className="num">
        {t.ofPayment(refund.payment.number, formatFen(refund.payment.totalFen))}
      </Link>
      <span className="t2"> {refund.payment.channelName}</span>
    </p>
  </section>
);

const eventsOf = (refund: RefundView) => [
  { at: refund.requestedAt, text: t.requested(refund.requestedBy), more: null },
  { at: refund.decidedAt, text: t.decided(refund.decidedBy, refund.status), more: refund.decision },
  {
    at: refund.settlement?.at ?? null,
    text: refund.settlement ? t.settled(refund.settlement.by, refund.settlement.way) : '',
    more: refund.settlement?.note ?? null,
  },
  { at: refund.doneAt, text: t.done, more: refund.receivedAccount && t.receivedAt(refund.receivedAccount) },
];

const History = ({ refund }: { refund: RefundView }) => {
  const now = useNow();
  return (
    <section className="card pad col g2">
      <h2>{t.facts}</h2>
      <ol className="col g2 plain">
        {eventsOf(refund)
          .reverse()
          .map(({ at, text, more }) =>
            at ? (
              <li key={text} className="col">
                {text}
                <span className="t2 num">
                  {dayTime(at, now)}
                  {more && ` · ${more}`}
                </span>
              </li>
            ) : null,
          )}
      </ol>
      <p className="t2 num">{t.numberOf(refund.number)}</p>
      {refund.againOf && (
        <p>
          <Link to={`/refunds/${refund.againOf}`}>{t.againOf}</Link>
        </p>
      )}
    </section>
  );
};

/** One refund: what goes back and why, who decided, where it is now. */
export const RefundPage = () => {
  const { id = '' } = useParams();
  const go = useNavigate();
  const query = useRead(readRefund, { params: { id } });
  const [act, setAct] = useState<RefundAct | null>(null);
  return (
    <Page title={t.refund} tools={<ChargeRooms />} back="/refunds" live>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={120} />}>
        {(refund) => (
          <div className="col g3 narrow">
            <div className="row between g3 wrap">
              <b className="w5">{refund.house?.label ?? t.unknownHouse}</b>
              <Chip name={refundMarks[refund.status]} pill>
                {refund.statusName}
              </Chip>
            </div>
            {refund.attention && <p className="note money">{refund.attention}</p>}
            <Slip refund={refund} />
            {refund.actions.length > 0 && (
              <div className="row g2 wrap">
                {refund.actions.map((one) => (
                  <button
                    key={one}
                    type="button"
                    className={`btn ${filledActs.includes(one) ? 'pri' : 'ghost'}`}
                    onClick={() => setAct(one)}
                  >
                    {t.acts[one]}
                  </button>
                ))}
              </div>
            )}
            <History refund={refund} />
            {act && (
              <RefundActDialog
                act={act}
                refund={refund}
                onClose={() => setAct(null)}
                onDone={(next) => {
                  setAct(null);
                  if (next.id !== id) void go(`/refunds/${next.id}`);
                }}
              />
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
};
