import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { formatFen, parseYuan, plainYuan } from 'shared-types/money';
import { type CounterMethod, collectPayment, type PayableView, readPayableAtCounter } from 'shared-types/staffPayment';
import { uploadPhoto, wordsOf } from '../../lib/api';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { AmountField } from '../../ui/AmountField';
import { TextField } from '../../ui/Field';
import { SignaturePad } from '../../ui/SignaturePad';
import { toast } from '../../ui/toastStore';
import { outstandingOf } from './counterPlan';

interface TakeProps {
  payable: PayableView;
  bills: PayableView['bills'];
  method: CounterMethod;
  /** The visit at their home in which it is taken; empty: none. */
  visitId: string;
  onTaken: (paymentId: string) => void;
}

const wordsOfButton = (amountFen: number, lacksReference: boolean, lacksSignature: boolean): string => {
  if (amountFen === 0) return t.needAmount;
  if (lacksReference) return t.needReference;
  return lacksSignature ? t.needSignature : t.collect(formatFen(amountFen));
};

/** What the amount will do, before it is booked. */
const effectOf = (amountFen: number, bills: PayableView['bills'], dueFen: number): string | null => {
  if (bills.length === 0) return dueFen > 0 ? t.oldestFirst : null;
  const rest = amountFen - outstandingOf(bills);
  if (rest > 0) return t.over(formatFen(rest));
  return rest < 0 ? t.under(formatFen(-rest)) : null;
};

/** The picture of a signature becomes a file once, however often the payment is sent again. */
const useSignature = () => {
  const kept = useRef<{ picture: Blob; key: string } | null>(null);
  const [picture, setPicture] = useState<Blob | null>(null);
  const send = async (): Promise<string | null> => {
    if (!picture) return null;
    if (kept.current?.picture !== picture) kept.current = { picture, key: newKey() };
    return (await uploadPhoto(picture, 'signature.png', kept.current.key)).id;
  };
  return { picture, setPicture, send };
};

/**
 * Cash, a card slip or a transfer, with what is written on the paper. At the owner's home (F3, 上门代缴) they sign for it
 * on the helper's phone, and the helper's name stands beside.
 */
export const TakeByHand = ({ payable, bills, method, visitId, onTaken }: TakeProps) => {
  const [amount, setAmount] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const [ticked, setTicked] = useState(false);
  const atHome = ticked || visitId !== '';
  const [sending, setSending] = useState(false);
  const { self } = useMe();
  const signature = useSignature();
  const take = useCommand(collectPayment, {
    done: t.collected,
    refreshes: [readPayableAtCounter],
    onDone: (payment) => onTaken(payment.id),
  });
  const due = outstandingOf(bills);
  const shown = amount ?? (due > 0 ? plainYuan(due) : '');
  const fen = parseYuan(shown);
  const bad = shown.trim() !== '' && (fen === null || fen < 1);
  const amountFen = fen !== null && fen > 0 ? fen : 0;
  const lacksReference = method !== 'cash' && !reference.trim();
  const lacksSignature = atHome && !signature.picture && (visitId !== '' || !note.trim());
  const words = wordsOfButton(amountFen, lacksReference, lacksSignature);
  const effect = amountFen > 0 ? effectOf(amountFen, bills, payable.dueFen) : null;
  const collect = async () => {
    setSending(true);
    try {
      const signatureFileId = atHome ? await signature.send() : null;
      take.mutate({
        params: { id: payable.houseId },
        body: {
          method,
          amountFen,
          billIds: bills.map((bill) => bill.id),
          ...(reference.trim() ? { reference: reference.trim() } : {}),
          ...(note.trim() ? { note: note.trim() } : {}),
          ...(atHome && self ? { assistedBy: self.id } : {}),
          ...(signatureFileId ? { signatureFileId } : {}),
          ...(visitId ? { homeVisitId: visitId } : {}),
        },
      });
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setSending(false);
  };
  return (
    <>
      <AmountField
        label={t.amount}
        value={shown}
        onValue={setAmount}
        error={bad ? t.amountBad : undefined}
        hint={effect ?? undefined}
      />
      {method !== 'cash' && (
        <TextField label={t.reference[method]} value={reference} onValue={setReference} maxLength={60} />
      )}
      <TextField label={t.note} value={note} onValue={setNote} maxLength={200} />
      {!visitId && (
        <label className="row g2">
          <input type="checkbox" checked={ticked} onChange={(event) => setTicked(event.target.checked)} />
          {t.atHome}
        </label>
      )}
      {atHome && (
        <div className="field">
          <span className="t2">{visitId ? t.signInVisit : t.signHere}</span>
          <SignaturePad label={t.signature} onSigned={signature.setPicture} />
        </div>
      )}
      <button
        type="button"
        className="btn pri"
        disabled={amountFen === 0 || lacksReference || lacksSignature || sending || take.isPending}
        onClick={() => void collect()}
      >
        {words}
      </button>
    </>
  );
};
