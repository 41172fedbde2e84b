import { Fragment } from 'react';
import { Link } from 'react-router';
import { formatFen } from 'shared-types/money';
import type { StaffPaymentView } from 'shared-types/staffPayment';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/payment';
import { Files } from '../../ui/Files';
import { Money } from '../../ui/Money';

interface PartProps {
  payment: StaffPaymentView;
}

/** The slip: bills, what coupons and the balance gave, what came in. */
export const Lines = ({ payment }: PartProps) => (
  <section className="card pad slip">
    <h2>{t.lines}</h2>
    {payment.lines.map((line, index) => (
      <div key={`${line.kind}${line.billId ?? index}`} className="row between g3 slip-line">
        <span className="col">
          {line.billId ? <Link to={`/bills/${line.billId}`}>{line.title}</Link> : line.title}
          {line.words[0] && <span className="t2 num">{line.words[0]}</span>}
        </span>
        <Money fen={line.amountFen} />
      </div>
    ))}
    <div className="row between g3 slip-sum">
      <span className="t2 num">
        {t.sum}
        {payment.refundedFen > 0 && ` · ${t.refunded(formatFen(payment.refundedFen))}`}
      </span>
      <span className="money-big">
        <Money fen={payment.amountFen} />
      </span>
    </div>
  </section>
);

const names = Object.keys(t.fact) as (keyof typeof t.fact)[];

/** Who, how, and the numbers to look it up by. */
export const Facts = ({ payment }: PartProps) => (
  <section className="card pad col g2">
    <h2>{t.facts}</h2>
    <dl className="kv">
      {names.map((name) => {
        const value = name === 'channel' ? t.channels[payment.channel] : payment[name];
        return value ? (
          <Fragment key={name}>
            <dt>{t.fact[name]}</dt>
            <dd className="num">{value}</dd>
          </Fragment>
        ) : null;
      })}
    </dl>
    {payment.signature && (
      <div className="col g2">
        <span className="t2">{t.signature}</span>
        <Files files={[payment.signature]} />
      </div>
    )}
  </section>
);

/** Everything that happened, the newest first. */
export const History = ({ payment }: PartProps) => {
  const now = useNow();
  return (
    <section className="card pad col g2">
      <h2>{t.history}</h2>
      <ol className="col g2 plain">
        {[...payment.history].reverse().map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added
          <li key={payment.history.length - index} className="col">
            {event.text}
            <span className="t2 num">
              {dayTime(event.at, now)}
              {event.by && ` · ${event.by}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
