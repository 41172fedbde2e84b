import { useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import {
  cancelStaffPayment,
  createQrPayment,
  type PayableView,
  type QrChannel,
  readPayableAtCounter,
  readStaffPayment,
  type StaffPaymentView,
} from 'shared-types/staffPayment';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { PayBills, payableNow } from './PayBills';
import { PayCash } from './PayCash';
import { PayCode } from './PayCode';
import { Progress } from './Progress';
import { kioskCall } from './session';
import { Which } from './Which';

interface PayProps {
  left: number;
  all: number;
  onEnd: () => void;
  onScanning: (scanning: boolean) => void;
}

const steps = 3;
const askAgainMs = 2_000;
const moving = ['open', 'closing', 'received'];

/** The payment as it is now, asked for again until it has ended. */
const useMoving = (id: string | null): StaffPaymentView | null => {
  const [payment, setPayment] = useState<StaffPaymentView | null>(null);
  useEffect(() => {
    setPayment(null);
    if (!id) return undefined;
    let gone = false;
    const ask = async (): Promise<void> => {
      // Unheard: asked again in a moment.
      const answer = await kioskCall(readStaffPayment, { params: { id } }).catch(() => null);
      if (gone) return;
      if (answer) setPayment(answer);
      if (!answer || moving.includes(answer.status)) setTimeout(() => void ask(), askAgainMs);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [id]);
  return payment;
};

/** F3: whose house, what is due, and a code for whoever has a telephone, or cash into the helper's hands. */
export const Pay = ({ left, all, onEnd, onScanning }: PayProps) => {
  const [house, setHouse] = useState<{ id: string; label: string } | null>(null);
  const [payable, setPayable] = useState<PayableView | null>(null);
  const [paymentId, setPaymentId] = useState<string | null>(null);
  const [cash, setCash] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const sent = useRef<{ body: string; key: string } | null>(null);
  const payment = useMoving(paymentId);
  const waits = paymentId !== null && (!payment || moving.includes(payment.status));
  useEffect(() => onScanning(waits), [waits, onScanning]);

  const look = async (one: { id: string; label: string }): Promise<void> => {
    setHouse(one);
    setCash(false);
    setPayable(null);
    setFailed(null);
    try {
      setPayable(await kioskCall(readPayableAtCounter, { params: { id: one.id } }));
    } catch (error) {
      setFailed(wordsOf(error));
    }
  };
  const show = async (channel: QrChannel): Promise<void> => {
    if (!payable) return;
    const bills = payableNow(payable);
    setBusy(true);
    setFailed(null);
    const body = {
      channel,
      billIds: bills.map(({ id }) => id),
      couponIds: [],
      fromPrepaidFen: 0,
      topUpFen: 0,
      expectedFen: bills.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0),
    };
    const words = JSON.stringify([payable.houseId, body]);
    if (sent.current?.body !== words) sent.current = { body: words, key: newKey() };
    try {
      const made = await kioskCall(createQrPayment, {
        params: { id: payable.houseId },
        body,
        idempotencyKey: sent.current.key,
      });
      setPaymentId(made.id);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  /** Nobody scans a code that is given up. What was paid in that moment is received all the same. */
  const giveUp = async (): Promise<void> => {
    sent.current = null;
    if (paymentId && waits) await kioskCall(cancelStaffPayment, { params: { id: paymentId } }).catch(() => undefined);
    setPaymentId(null);
    if (house) await look(house);
  };
  const head = (
    <Progress at={paymentId || cash ? 2 : house ? 1 : 0} of={steps} words={t.payStep} left={left} all={all} />
  );
  const above = house ? <p className="kabove">{house.label}</p> : undefined;
  const bad = failed && (
    <p className="kbad" role="alert">
      {t.payFailed}
      {failed}
    </p>
  );

  if (paymentId)
    return (
      <PayCode
        head={head}
        above={above}
        payment={payment}
        onBack={() => void giveUp()}
        onEnd={onEnd}
        onAgain={() => void giveUp()}
      />
    );
  if (house && payable && cash)
    return (
      <PayCash head={head} above={above} payable={payable} onBack={() => void look(house)} onTaken={setPaymentId} />
    );
  if (house)
    return (
      <Frame
        head={head}
        question={payable && payable.bills.length === 0 ? t.payNothing : t.payWhat}
        above={above}
        onBack={() => setHouse(null)}
      >
        {bad}
        {!payable && !failed && <p className="ktext">{t.payLoading}</p>}
        {payable && (
          <PayBills
            payable={payable}
            busy={busy}
            onShow={(channel) => void show(channel)}
            onCash={() => setCash(true)}
          />
        )}
      </Frame>
    );
  return (
    <Frame head={head} question={t.which} onBack={onEnd}>
      <Which onPick={(one) => void look(one)} />
    </Frame>
  );
};
