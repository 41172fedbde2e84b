import { useEffect, useState } from 'react';
import type { ReceiptView } from 'shared-types/payment';
import { readStaffReceipt, type StaffPaymentView } from 'shared-types/staffPayment';
import { clockTime, toDay } from 'shared-types/time';
import { t } from '../../locales/zh-CN/kiosk';
import { Money } from '../../ui/Money';
import { kioskCall } from './session';

const useReceipt = (id: string): ReceiptView | null => {
  const [receipt, setReceipt] = useState<ReceiptView | null>(null);
  useEffect(() => {
    let gone = false;
    // Unheard: there is nothing to print; the office prints it.
    kioskCall(readStaffReceipt, { params: { id } })
      .then((answer) => !gone && setReceipt(answer))
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [id]);
  return receipt;
};

/** The receipt as it leaves the printer, with the signature; nothing of it stands on the screen. */
const Paper = ({ receipt, payment }: { receipt: ReceiptView; payment: StaffPaymentView }) => (
  <div className="kslip" aria-hidden="true">
    <h2>{t.slipTitle(receipt.communityName)}</h2>
    <p className="num">{receipt.number}</p>
    <p>{receipt.houseLabel}</p>
    <p className="num">
      {toDay(receipt.paidAt)} {clockTime(receipt.paidAt)} · {receipt.channelName}
    </p>
    {receipt.lines.map((line, index) => (
      <p key={line.billId ?? `${line.kind}${index}`}>
        <span>{line.title}</span>
        <Money fen={line.amountFen} />
      </p>
    ))}
    <p>
      <b>{receipt.amountWords}</b>
      <b>
        <Money fen={receipt.amountFen} />
      </b>
    </p>
    {payment.assistedBy && <p>{t.slipHelper(payment.assistedBy)}</p>}
    {payment.signature && <img src={payment.signature.url} alt="" />}
    <p>{receipt.notice}</p>
  </div>
);

/** Prints the receipt by the browser, once it has come. */
export const Slip = ({ payment }: { payment: StaffPaymentView }) => {
  const receipt = useReceipt(payment.id);
  if (!receipt) return null;
  return (
    <>
      <button type="button" className="kbtn out" onClick={() => print()}>
        {t.slipPrint}
      </button>
      <Paper receipt={receipt} payment={payment} />
    </>
  );
};
