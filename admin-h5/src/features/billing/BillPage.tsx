import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { readStaffBill, type StaffBillView } from 'shared-types/staffBilling';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { type BillAct, BillActDialog } from './BillActs';
import { billMark } from './billMarks';

const acts: Record<BillAct, string> = { correct: t.correct, 'waive-late': t.waive, answer: t.answer };

const Line = ({ label, words, fen }: { label: string; words?: string; fen: number }) => (
  <div className="row between g3 slip-line">
    <span className="col">
      {label}
      {words && <span className="t2 num">{words}</span>}
    </span>
    <Money fen={fen} />
  </div>
);

const Slip = ({ bill }: { bill: StaffBillView }) => (
  <section className="card pad slip">
    <h2 className="fs-m">{t.arithmetic}</h2>
    {bill.lines.map((line) => (
      <Line key={`${line.label}${line.words}`} label={line.label} words={line.words} fen={line.amountFen} />
    ))}
    {bill.lateFeeFen > 0 && <Line label={t.late} words={bill.lateTerms ?? ''} fen={bill.lateFeeFen} />}
    {bill.paidFen > 0 && <Line label={t.paidSoFar} fen={-bill.paidFen} />}
    {bill.couponFen > 0 && <Line label={t.coupon} fen={-bill.couponFen} />}
    <div className="row between g3 slip-sum">
      <span className="t2">
        {t.left}
        {bill.dueOn && ` · ${t.dueOn(bill.dueOn)}`}
      </span>
      <span className="money-big">
        <Money fen={bill.outstandingFen} due={bill.outstandingFen > 0} />
      </span>
    </div>
  </section>
);

const History = ({ bill }: { bill: StaffBillView }) => {
  const now = useNow();
  return (
    <section className="card pad col g2">
      <h2 className="fs-m">{t.history}</h2>
      <ol className="col g2 plain">
        {[...bill.history].reverse().map((event) => (
          <li key={event.id} className="row between g3">
            <span className="col">
              {event.title}
              <span className="t2 num">
                {dayTime(event.at, now)}
                {event.by && ` · ${event.by}`}
                {event.text && ` · ${event.text}`}
              </span>
            </span>
            {event.amountFen !== null && <Money fen={event.amountFen} signed />}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Notes = ({ bill }: { bill: StaffBillView }) => (
  <>
    {bill.dispute && (
      <section className="card pad col g1">
        <p>{t.disputed(bill.dispute.reason)}</p>
        {bill.dispute.answer && <p className="t2">{t.answerOf(bill.dispute.answer.by, bill.dispute.answer.words)}</p>}
      </section>
    )}
    {bill.replacedBy && (
      <p>
        <Link to={`/bills/${bill.replacedBy}`}>{t.replaced}</Link>
        {bill.reason && <span className="t2">{` · ${bill.reason}`}</span>}
      </p>
    )}
    {bill.replaces && (
      <p>
        <Link to={`/bills/${bill.replaces}`}>{t.replaces}</Link>
      </p>
    )}
  </>
);

/** One bill: its arithmetic, what happened to it, and what staff may do with it. */
export const BillPage = () => {
  const { id = '' } = useParams();
  const go = useNavigate();
  const query = useRead(readStaffBill, { params: { id } });
  const [act, setAct] = useState<BillAct | null>(null);
  return (
    <Page title={query.data?.title ?? t.bills_} tools={<ChargeRooms />} back="/bills">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={120} />}>
        {(bill) => (
          <div className="col g3 narrow">
            <div className="row between g3 wrap">
              <Link to={`/bills?houseId=${bill.houseId}`} className="w5">
                {bill.houseLabel}
              </Link>
              <span className="row g3">
                <Link to={`/bills/houses/${bill.houseId}`} className="tb">
                  {t.account}
                </Link>
                <Chip name={billMark(bill).name} pill>
                  {billMark(bill).word}
                </Chip>
              </span>
            </div>
            <Slip bill={bill} />
            <Notes bill={bill} />
            {bill.actions.length > 0 && (
              <div className="row g2 wrap">
                {bill.actions.map((one) => (
                  <button key={one} type="button" className="btn sec" onClick={() => setAct(one)}>
                    {acts[one]}
                  </button>
                ))}
              </div>
            )}
            <History bill={bill} />
            {act && (
              <BillActDialog
                act={act}
                bill={bill}
                onClose={() => setAct(null)}
                onDone={(next) => {
                  setAct(null);
                  if (next.id !== id) void go(`/bills/${next.id}`);
                }}
              />
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
};
