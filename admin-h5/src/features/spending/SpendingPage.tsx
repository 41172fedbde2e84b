import { Fragment, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { readSpending, type SpendingView } from 'shared-types/spending';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/spending';
import { Chip } from '../../ui/Chip';
import { Files } from '../../ui/Files';
import { Money } from '../../ui/Money';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { SpendingActs } from './SpendingActs';
import { comesIn, spendingMarks } from './spendingMarks';

const OrderLink = ({ order }: { order: NonNullable<SpendingView['order']> }) => {
  const { may } = useMe();
  const words = `${order.number} ${order.title}`;
  return may('request.read') ? (
    <Link className="tb" to={`/requests/${order.repairId}`}>
      {words}
    </Link>
  ) : (
    <span>{words}</span>
  );
};

const Facts = ({ spending: s }: { spending: SpendingView }) => {
  const facts: [string, ReactNode][] = [
    [t.fact.kind, `${s.kindWords} · ${s.categoryWords}`],
    [t.fact.day, s.day],
    [t.fact.account, s.accountWords],
    [t.fact.fundedBy, s.fundedByWords],
    [
      t.fact.supplier,
      s.supplier && (
        <Link className="tb" to={`/spendings?supplier=${encodeURIComponent(s.supplier)}`}>
          {s.supplier}
        </Link>
      ),
    ],
    [t.fact.place, s.placeLabel],
    [t.fact.device, s.deviceLabel],
    [t.fact.order, s.order && <OrderLink order={s.order} />],
    [t.fact.number, s.number],
  ];
  return (
    <section className="card pad col g2">
      <h2>{t.facts}</h2>
      <dl className="kv">
        {facts.map(([name, value]) =>
          value ? (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </Fragment>
          ) : null,
        )}
      </dl>
    </section>
  );
};

const Vouchers = ({ spending }: { spending: SpendingView }) => (
  <section className="card pad col g3">
    <div className="row between g2 wrap">
      <h2>{t.voucherFiles}</h2>
      <span className="t2">{spending.vouchersPublic ? t.voucherShown : t.voucherHidden}</span>
    </div>
    <Files files={spending.files} size={96} />
  </section>
);

interface Happened {
  at: string | null;
  text: string;
  more?: string | null;
}

/** The newest first. */
const eventsOf = (s: SpendingView): Happened[] => {
  const rejected = s.state === 'rejected';
  const decided = s.decidedBy ?? '';
  return [
    { at: s.reversedAt, text: t.reversedBy(s.reversedBy ?? ''), more: s.reason },
    {
      at: s.decidedAt,
      text: rejected ? t.rejectedBy(decided) : t.approvedBy(decided),
      more: rejected ? s.reason : null,
    },
    { at: s.entryId && !s.decidedAt ? s.enteredAt : null, text: t.bookedAlone },
    { at: s.enteredAt, text: t.enteredBy(s.enteredBy) },
  ];
};

const History = ({ spending }: { spending: SpendingView }) => {
  const now = useNow();
  const links: [string, string | null][] = [
    [t.entry, spending.entryId && `/books/entries/${spending.entryId}`],
    [t.reversalEntry, spending.reversalEntryId && `/books/entries/${spending.reversalEntryId}`],
    [t.correctsIt, spending.correctsId && `/spendings/${spending.correctsId}`],
    [t.correctedBy, spending.correctedById && `/spendings/${spending.correctedById}`],
  ];
  return (
    <section className="card pad col g2">
      <h2>{t.history}</h2>
      <ol className="col g2 plain">
        {eventsOf(spending).map(({ at, text, more }) =>
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
      <div className="row g2 wrap">
        {links.map(([label, to]) =>
          to ? (
            <Link key={label} className="btn ghost sm" to={to}>
              {label}
            </Link>
          ) : null,
        )}
      </div>
    </section>
  );
};

/** One spending: what for, its vouchers, who entered and who approved it, and where it stands in the books. */
export const SpendingPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readSpending, { params: { id } }, { staleTime: 0 });
  return (
    <Page title={t.one} tools={<BookRooms />} back="/spendings">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={140} />}>
        {(spending) => (
          <div className="settled">
            <div className="col g3">
              <section className="card pad col g2">
                <div className="row between g3 wrap">
                  <b className="fs-l w6">{spending.memo}</b>
                  <Chip name={spendingMarks[spending.state]} pill>
                    {spending.stateWords}
                  </Chip>
                </div>
                <span className="money-big">
                  <Money fen={comesIn(spending.kind) ? spending.amountFen : -spending.amountFen} signed />
                </span>
                <SpendingActs spending={spending} />
              </section>
              <Vouchers spending={spending} />
            </div>
            <div className="col g3">
              <Facts spending={spending} />
              <History spending={spending} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};
