import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { formatFen } from 'shared-types/money';
import {
  cancelStaffPayment,
  checkStaffPayment,
  listPayments,
  readPayableAtCounter,
  readStaffPayment,
  type StaffPaymentView,
} from 'shared-types/staffPayment';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { Money } from '../../ui/Money';
import { QrCode } from '../../ui/QrCode';
import { Loaded, SkeletonCards } from '../../ui/States';
import { isMoving, paymentMarks } from './paymentMarks';
import { usePayment } from './usePayment';

const refreshes = [readStaffPayment, listPayments, readPayableAtCounter];

/** The code while it can be scanned. */
export const Code = ({ payment }: { payment: StaffPaymentView }) => {
  const now = useNow();
  if (payment.status !== 'open') return null;
  if (!payment.qr)
    return payment.channel === 'wechat-native' || payment.channel === 'alipay-qr' ? <p>{t.preparing}</p> : null;
  return (
    <div className="col g2 qr-box">
      <b>{payment.channel === 'alipay-qr' ? t.scanAlipay : t.scanWechat}</b>
      <QrCode text={payment.qr.text} label={t.codeOf(formatFen(payment.amountFen))} />
      {payment.expiresAt && <span className="t2 num">{t.until(dayTime(payment.expiresAt, now))}</span>}
    </div>
  );
};

/** Ask the channel, or give the open payment up. */
export const OpenActs = ({ payment }: { payment: StaffPaymentView }) => {
  const [asking, setAsking] = useState(false);
  const check = useCommand(checkStaffPayment, { refreshes });
  const cancel = useCommand(cancelStaffPayment, { refreshes, onDone: () => setAsking(false) });
  const params = { id: payment.id };
  return (
    <>
      {payment.actions.includes('check') && (
        <button type="button" className="btn sec" disabled={check.isPending} onClick={() => check.mutate({ params })}>
          {t.check}
        </button>
      )}
      {payment.actions.includes('cancel') && (
        <button type="button" className="btn ghost" onClick={() => setAsking(true)}>
          {t.cancel}
        </button>
      )}
      {asking && (
        <Confirm
          title={t.cancelTitle}
          action={t.cancel}
          danger
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate({ params })}
          onClose={() => setAsking(false)}
        >
          <p>{t.cancelWhat}</p>
        </Confirm>
      )}
    </>
  );
};

/** A payment at the counter from its code to its receipt; it says only what is known. */
export const Paying = ({ id, children }: { id: string; children: ReactNode }) => {
  const query = usePayment(id);
  return (
    <Loaded query={query} skeleton={<SkeletonCards count={1} height={280} />}>
      {(payment) => (
        <section className="card pad col g3 narrow">
          <div className="row between g3 wrap">
            <b className="fs-m">{payment.houseLabel}</b>
            <Chip name={paymentMarks[payment.status]} pill>
              {t.statuses[payment.status]}
            </Chip>
          </div>
          <div className="row between g3 wrap">
            <span>{payment.title}</span>
            <span className="money-big">
              <Money fen={payment.amountFen} />
            </span>
          </div>
          <Code payment={payment} />
          <div className="col g1" aria-live="polite">
            {payment.sayings.map((saying) => (
              <p key={saying}>{saying}</p>
            ))}
          </div>
          <div className="row g2 wrap">
            {payment.actions.includes('receipt') && (
              <Link className="btn sec" to={`/payments/${payment.id}/receipt`}>
                {t.receipt}
              </Link>
            )}
            <OpenActs payment={payment} />
            {!isMoving(payment.status) && children}
          </div>
        </section>
      )}
    </Loaded>
  );
};
