import { type ReactNode, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { formatFen } from 'shared-types/money';
import { collectPayment, type PayableView } from 'shared-types/staffPayment';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { SignaturePad } from '../../ui/SignaturePad';
import { Frame } from './Frame';
import { payableNow } from './PayBills';
import { kioskCall, kioskSession, kioskUpload } from './session';

interface PayCashProps {
  head: ReactNode;
  above: ReactNode;
  payable: PayableView;
  onBack: () => void;
  onTaken: (paymentId: string) => void;
}

/** F3: the helper takes the money in front of the owner, who signs for it. Whoever cannot write is noted as such. */
export const PayCash = ({ head, above, payable, onBack, onTaken }: PayCashProps) => {
  const [signature, setSignature] = useState<Blob | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  // Made once: a lost answer is asked for again, and neither a second payment nor a second picture comes of it.
  const keys = useRef({ file: newKey(), payment: newKey() });
  const sent = useRef<Blob | null>(null);
  const bills = payableNow(payable);
  const amountFen = bills.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
  const take = async (picture: Blob | null) => {
    const helper = kioskSession.get()?.self;
    if (!helper) return;
    setBusy(true);
    setFailed(null);
    if (sent.current !== picture) keys.current = { file: newKey(), payment: newKey() };
    sent.current = picture;
    try {
      const file = picture ? await kioskUpload(picture, 'signature.png', keys.current.file) : null;
      const payment = await kioskCall(collectPayment, {
        params: { id: payable.houseId },
        body: {
          method: 'cash',
          amountFen,
          billIds: bills.map(({ id }) => id),
          assistedBy: helper.id,
          ...(file ? { signatureFileId: file.id } : { note: t.cashUnsigned }),
        },
        idempotencyKey: keys.current.payment,
      });
      onTaken(payment.id);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Frame head={head} question={t.cashSign} above={above} onBack={onBack} spoken={t.cashSpoken(formatFen(amountFen))}>
      <b className="ksumbig num">{formatFen(amountFen)}</b>
      <p className="ktext">{t.cashHow}</p>
      <SignaturePad label={t.cashPad} buttonClass="kbtn out" onSigned={setSignature} />
      {failed && (
        <p className="kbad" role="alert">
          {t.payFailed}
          {failed}
        </p>
      )}
      <button type="button" className="kbtn pri" disabled={busy || !signature} onClick={() => void take(signature)}>
        {t.cashTaken}
      </button>
      <button type="button" className="kbtn out" disabled={busy} onClick={() => void take(null)}>
        {t.cashCannotSign}
      </button>
    </Frame>
  );
};
