import { useState } from 'react';
import type { CouponView } from 'shared-types/account';
import { feeKinds } from 'shared-types/billing';
import { formatFen, parseYuan } from 'shared-types/money';
import { issueCoupon, listCoupons, readHouseAccount, withdrawCoupon } from 'shared-types/staffAccount';
import { toDay } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { t as billing } from '../../locales/zh-CN/billing';
import { AmountField } from '../../ui/AmountField';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';

const refreshes = [readHouseAccount, listCoupons];

export const IssueCoupon = ({ houseId, onClose }: { houseId: string; onClose: () => void }) => {
  const now = useNow();
  const [kind, setKind] = useState<CouponView['feeKind']>('property');
  const [amount, setAmount] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const issue = useCommand(issueCoupon, { done: t.issued, refreshes, onDone: onClose });
  const fen = parseYuan(amount);
  const bad = amount !== '' && (fen === null || fen < 1);
  const wrong = fieldsOf(issue.error);
  return (
    <Confirm
      title={t.issueTitle}
      action={t.issue}
      busy={issue.isPending}
      disabled={!fen || bad || !until || !reason.trim()}
      onConfirm={() =>
        issue.mutate({
          params: { id: houseId },
          body: { feeKind: kind, amountFen: fen ?? 0, validUntil: until, reason: reason.trim() },
        })
      }
      onClose={onClose}
    >
      <p>{t.issueWhat}</p>
      <SelectField
        label={t.feeKind}
        value={kind}
        onValue={(value) => setKind(value as CouponView['feeKind'])}
        choices={feeKinds.map((value) => ({ value, label: billing.kinds[value] }))}
      />
      <AmountField label={t.amount} value={amount} onValue={setAmount} error={bad ? t.amountBad : undefined} />
      <TextField
        label={t.until}
        type="date"
        min={toDay(now)}
        value={until}
        onValue={setUntil}
        error={wrong.validUntil}
      />
      <TextField label={t.reason} value={reason} onValue={setReason} maxLength={100} />
    </Confirm>
  );
};

export const WithdrawCoupon = ({ coupon, onClose }: { coupon: CouponView; onClose: () => void }) => {
  const withdraw = useCommand(withdrawCoupon, { done: t.withdrawn, refreshes, onDone: onClose });
  return (
    <ReasonDialog
      title={t.withdrawTitle}
      action={t.withdraw}
      label={t.reason}
      danger
      busy={withdraw.isPending}
      maxLength={100}
      onConfirm={(reason) => withdraw.mutate({ params: { id: coupon.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.withdrawWhat(`${t.couponFor(coupon.feeName)} ${formatFen(coupon.amountFen)}`)}</p>
    </ReasonDialog>
  );
};
