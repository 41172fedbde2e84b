import { Link } from 'react-router';
import { formatFen } from 'shared-types/money';
import type { PayableView } from 'shared-types/staffPayment';
import { t } from '../../locales/zh-CN/payment';
import { Money } from '../../ui/Money';

type Bill = PayableView['bills'][number];

const notes = (bill: Bill): string =>
  [
    bill.words[0],
    bill.lateFeeFen > 0 && t.late(formatFen(bill.lateFeeFen)),
    bill.dueOn && t.dueOn(bill.dueOn),
    bill.overdue && t.overdue,
    bill.disputed && t.disputed,
  ]
    .filter(Boolean)
    .join(' · ');

const BillRow = ({ bill, on, onTurn }: { bill: Bill; on: boolean; onTurn: () => void }) => (
  <div className="row between g3 slip-line">
    <label className="check grow">
      <input type="checkbox" checked={on} disabled={bill.heldBy !== null} onChange={onTurn} />
      <span className="col">
        {bill.title}
        <span className="t2 num">{notes(bill)}</span>
      </span>
    </label>
    <span className="col right">
      <Money fen={bill.outstandingFen} due />
      {bill.heldBy && (
        <Link to={`/payments/${bill.heldBy}`}>
          {t.held}，{t.seeHeld}
        </Link>
      )}
    </span>
  </div>
);

interface CounterBillsProps {
  payable: PayableView;
  picked: ReadonlySet<string>;
  onPicked: (picked: ReadonlySet<string>) => void;
}

/** What the house owes, each bill to be ticked. */
export const CounterBills = ({ payable, picked, onPicked }: CounterBillsProps) => {
  const free = payable.bills.filter((bill) => bill.heldBy === null);
  const all = free.length > 0 && free.every((bill) => picked.has(bill.id));
  const turn = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    onPicked(next);
  };
  return (
    <section className="card pad slip">
      <div className="row between g3 wrap">
        <h2>{t.owes}</h2>
        <span className="t2">
          {t.prepaid} <Money fen={payable.prepaidFen} />
        </span>
      </div>
      {payable.bills.length === 0 && <p className="t2">{t.owesNothing}</p>}
      {payable.bills.map((bill) => (
        <BillRow key={bill.id} bill={bill} on={picked.has(bill.id)} onTurn={() => turn(bill.id)} />
      ))}
      {payable.bills.length > 0 && (
        <div className="row between g3 slip-sum">
          <label className="check">
            <input
              type="checkbox"
              checked={all}
              onChange={() => onPicked(new Set(all ? [] : free.map((bill) => bill.id)))}
            />
            {t.all} <span className="t2 num">{t.chosen(picked.size)}</span>
          </label>
          <Money fen={payable.dueFen} due={payable.dueFen > 0} />
        </div>
      )}
    </section>
  );
};
