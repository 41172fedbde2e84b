import { useState } from 'react';
import { formatFen, parseYuan, plainYuan } from 'shared-types/money';
import { listRefunds, type RefundableView, type RefundWay, readRefundable, requestRefund } from 'shared-types/refund';
import { readStaffPayment } from 'shared-types/staffPayment';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { Confirm, Dialog } from '../../ui/Dialog';
import { SelectField, TextArea, TextField } from '../../ui/Field';
import { Empty, Loaded, Skeleton } from '../../ui/States';

interface AskProps {
  refundable: RefundableView;
  onClose: () => void;
}

/** Null: nothing of this part; undefined: not an amount that fits. */
const partFen = (text: string, mostFen: number): number | null | undefined => {
  if (text.trim() === '') return null;
  const fen = parseYuan(text);
  if (fen === 0) return null;
  return fen !== null && fen > 0 && fen <= mostFen ? fen : undefined;
};

const Ask = ({ refundable, onClose }: AskProps) => {
  const parts = refundable.parts.filter((part) => part.refundableFen > 0);
  const [amounts, setAmounts] = useState<readonly string[]>(() => parts.map((part) => plainYuan(part.refundableFen)));
  const [way, setWay] = useState<RefundWay | undefined>(refundable.ways[0]?.way);
  const [reason, setReason] = useState('');
  const ask = useCommand(requestRefund, {
    done: t.refundAsked,
    refreshes: [readStaffPayment, readRefundable, listRefunds],
    onDone: onClose,
  });
  const fens = parts.map((part, i) => partFen(amounts[i] ?? '', part.refundableFen));
  const sum = fens.reduce<number>((total, fen) => total + (fen ?? 0), 0);
  const tooMuch = way === 'original' && sum > refundable.originalFen;
  const bad = fens.includes(undefined) || tooMuch;
  return (
    <Confirm
      title={t.refundTitle}
      action={sum > 0 ? t.refundSum(formatFen(sum)) : t.refundTitle}
      busy={ask.isPending}
      disabled={bad || sum === 0 || !way || !reason.trim()}
      onConfirm={() =>
        way &&
        ask.mutate({
          params: { id: refundable.paymentId },
          body: {
            way,
            reason: reason.trim(),
            parts: parts.flatMap((part, i) => {
              const amountFen = fens[i];
              return amountFen ? [{ billId: part.billId, amountFen }] : [];
            }),
          },
        })
      }
      onClose={onClose}
    >
      <p>{t.refundWhat}</p>
      {parts.map((part, i) => (
        <TextField
          key={part.billId ?? 'prepaid'}
          label={part.label}
          inputMode="decimal"
          value={amounts[i] ?? ''}
          onValue={(text) => setAmounts(amounts.map((old, at) => (at === i ? text : old)))}
          hint={t.refundLeft(formatFen(part.refundableFen))}
          error={fens[i] === undefined ? t.refundLeft(formatFen(part.refundableFen)) : undefined}
        />
      ))}
      <SelectField
        label={t.refundWay}
        value={way ?? ''}
        onValue={(value) => setWay(refundable.ways.find((one) => one.way === value)?.way)}
        choices={refundable.ways.map((one) => ({ value: one.way, label: one.name }))}
        hint={refundable.note ?? undefined}
        error={tooMuch ? t.refundLeft(formatFen(refundable.originalFen)) : undefined}
      />
      <TextArea label={t.refundWhy} value={reason} onValue={setReason} maxLength={80} />
    </Confirm>
  );
};

/** What goes back, by which way, and why; another person approves it. */
export const AskRefund = ({ paymentId, onClose }: { paymentId: string; onClose: () => void }) => {
  const query = useRead(readRefundable, { params: { id: paymentId } });
  if (query.data && query.data.ways.length > 0) return <Ask refundable={query.data} onClose={onClose} />;
  return (
    <Dialog title={t.refundTitle} onClose={onClose}>
      <Loaded query={query} skeleton={<Skeleton rows={3} height={44} />}>
        {(refundable) => <Empty>{refundable.note ?? t.refundNone}</Empty>}
      </Loaded>
    </Dialog>
  );
};
