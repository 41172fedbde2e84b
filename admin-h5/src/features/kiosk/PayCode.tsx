import type { ReactNode } from 'react';
import { formatFen } from 'shared-types/money';
import type { StaffPaymentView } from 'shared-types/staffPayment';
import { t } from '../../locales/zh-CN/kiosk';
import { QrCode } from '../../ui/QrCode';
import { Frame } from './Frame';
import { Slip } from './Slip';

interface PayCodeProps {
  head: ReactNode;
  above: ReactNode;
  /** Null: not heard of yet. */
  payment: StaffPaymentView | null;
  onBack: () => void;
  onAgain: () => void;
  onEnd: () => void;
}

const Amount = ({ fen }: { fen: number }) => <b className="ksumbig num">{formatFen(fen)}</b>;

/** The code, and what became of it: no more is said than is known. */
export const PayCode = ({ head, above, payment, onBack, onAgain, onEnd }: PayCodeProps) => {
  if (payment?.status === 'settled')
    return (
      <Frame head={head} question={t.payDone} above={above} foot={<span />}>
        <Amount fen={payment.amountFen} />
        <p className="ktext">
          {t.payReceipt} <b className="num">{payment.number}</b>
        </p>
        <p className="ktext">{t.payReceiptHint}</p>
        {payment.actions.includes('receipt') && <Slip payment={payment} />}
        <button type="button" className="kbtn pri" onClick={onEnd}>
          {t.finish}
        </button>
      </Frame>
    );
  const channel = payment?.channel === 'alipay-qr' ? 'alipay-qr' : 'wechat-native';
  const open = payment?.status === 'open';
  const question = !payment || open ? t.payScan[channel] : payment.status === 'received' ? t.payConfirming : null;
  if (question !== null)
    return (
      <Frame head={head} question={question} above={above} onBack={onBack}>
        {payment && <Amount fen={payment.amountFen} />}
        {open && payment.qr && (
          <div className="kqr">
            <QrCode text={payment.qr.text} label={`${t.payScan[channel]} ${formatFen(payment.amountFen)}`} />
          </div>
        )}
        {!payment?.qr && <p className="ktext">{t.payPreparing}</p>}
        <div aria-live="polite">
          {payment?.sayings.map((saying) => (
            <p className="ktext" key={saying}>
              {saying}
            </p>
          ))}
        </div>
      </Frame>
    );
  return (
    <Frame
      head={head}
      question={payment?.status === 'closing' ? t.payEnding : t.payEnded}
      above={above}
      onBack={onAgain}
    >
      <div aria-live="polite">
        {payment?.sayings.map((saying) => (
          <p className="ktext" key={saying}>
            {saying}
          </p>
        ))}
      </div>
      <button type="button" className="kbtn pri" onClick={onAgain}>
        {t.payAgain}
      </button>
    </Frame>
  );
};
