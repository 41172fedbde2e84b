import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatFen } from 'shared-types/money';
import { readRefundable } from 'shared-types/refund';
import {
  listPayments,
  readCashSheet,
  readStaffPayment,
  reverseCollection,
  type StaffPaymentView,
} from 'shared-types/staffPayment';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Loaded, SkeletonCards } from '../../ui/States';
import { AskRefund } from './AskRefund';
import { Code, OpenActs } from './Paying';
import { Facts, History, Lines } from './PaymentParts';
import { paymentMarks } from './paymentMarks';
import { usePayment } from './usePayment';

const Reverse = ({ payment, onClose }: { payment: StaffPaymentView; onClose: () => void }) => {
  const reverse = useCommand(reverseCollection, {
    done: t.reversed,
    refreshes: [readStaffPayment, listPayments, readCashSheet],
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={t.reverseTitle}
      action={t.acts.reverse}
      label={t.why}
      danger
      busy={reverse.isPending}
      maxLength={200}
      onConfirm={(reason) => reverse.mutate({ params: { id: payment.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.reverseWhat(formatFen(payment.amountFen))}</p>
    </ReasonDialog>
  );
};

const Acts = ({ payment }: { payment: StaffPaymentView }) => {
  const { may } = useMe();
  const [asking, setAsking] = useState<'reverse' | 'refund' | null>(null);
  const close = () => setAsking(null);
  const offers = payment.actions;
  return (
    <div className="row g2 wrap">
      {offers.includes('receipt') && (
        <Link className="btn sec" to={`/payments/${payment.id}/receipt`}>
          {t.acts.receipt}
        </Link>
      )}
      {may('payment.collect') && <OpenActs payment={payment} />}
      {offers.includes('refund') && (
        <button type="button" className="btn sec" onClick={() => setAsking('refund')}>
          {t.acts.refund}
        </button>
      )}
      {offers.includes('reverse') && (
        <button type="button" className="btn ghost" onClick={() => setAsking('reverse')}>
          {t.acts.reverse}
        </button>
      )}
      {asking === 'reverse' && <Reverse payment={payment} onClose={close} />}
      {asking === 'refund' && <AskRefund paymentId={payment.id} onClose={close} />}
    </div>
  );
};

/** What of it went back, or is on its way back. */
const Refunds = ({ paymentId }: { paymentId: string }) => {
  const query = useRead(readRefundable, { params: { id: paymentId } });
  if (!query.data || query.data.refunds.length === 0) return null;
  return (
    <section className="card pad slip">
      <h2>{t.refunds}</h2>
      {query.data.refunds.map((refund) => (
        <Link key={refund.id} to={`/refunds/${refund.id}`} className="row between g3 slip-line">
          <span className="col">
            {refund.statusName}
            <span className="t2">
              {refund.wayName} · {refund.reason}
            </span>
          </span>
          <Money fen={-refund.amountFen} />
        </Link>
      ))}
    </section>
  );
};

/** One payment: what it was for, what happened to it, and what may be done with it. */
export const PaymentPage = () => {
  const { id = '' } = useParams();
  const query = usePayment(id);
  return (
    <Page title={t.payment} tools={<ChargeRooms />} back="/payments" live>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={120} />}>
        {(payment) => (
          <div className="col g3 narrow">
            <div className="row between g3 wrap">
              <Link to={`/payments?houseId=${payment.houseId}`} className="w5">
                {payment.houseLabel}
              </Link>
              <Chip name={paymentMarks[payment.status]} pill>
                {t.statuses[payment.status]}
              </Chip>
            </div>
            {payment.sayings.map((saying) => (
              <p key={saying}>{saying}</p>
            ))}
            <Code payment={payment} />
            <Lines payment={payment} />
            <Acts payment={payment} />
            <Refunds paymentId={id} />
            <Facts payment={payment} />
            <History payment={payment} />
          </div>
        )}
      </Loaded>
    </Page>
  );
};
