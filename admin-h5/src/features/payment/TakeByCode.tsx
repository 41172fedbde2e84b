import { useState } from 'react';
import { formatFen, parseYuan } from 'shared-types/money';
import { createQrPayment, type PayableView, type QrChannel, readPayableAtCounter } from 'shared-types/staffPayment';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { AmountField } from '../../ui/AmountField';
import { Money } from '../../ui/Money';
import { planCode } from './counterPlan';

interface TakeProps {
  payable: PayableView;
  bills: PayableView['bills'];
  channel: QrChannel;
  onTaken: (paymentId: string) => void;
}

/** A code for the owner to scan; coupons and the house's balance may give a part. */
export const TakeByCode = ({ payable, bills, channel, onTaken }: TakeProps) => {
  const [topUp, setTopUp] = useState('');
  const [usesPrepaid, setUsesPrepaid] = useState(false);
  const [couponIds, setCouponIds] = useState<readonly string[]>([]);
  const show = useCommand(createQrPayment, {
    refreshes: [readPayableAtCounter],
    onDone: (payment) => onTaken(payment.id),
  });
  const topUpFen = topUp.trim() === '' ? 0 : parseYuan(topUp);
  const bad = topUpFen === null || topUpFen < 0;
  const coupons = payable.coupons.filter((coupon) => couponIds.includes(coupon.id));
  const prepaidFen = usesPrepaid ? payable.prepaidFen : 0;
  const plan = planCode({ bills, coupons, prepaidFen, topUpFen: bad ? 0 : topUpFen });
  const empty = bills.length === 0 && !topUpFen;
  const words = empty ? t.nothing : plan.expectedFen > 0 ? t.showCode(formatFen(plan.expectedFen)) : t.byBalance;
  const turn = (id: string) =>
    setCouponIds((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id]));
  return (
    <>
      {payable.coupons.map((coupon) => (
        <label key={coupon.id} className="check">
          <input type="checkbox" checked={couponIds.includes(coupon.id)} onChange={() => turn(coupon.id)} />
          <span className="col">
            {t.coupon(formatFen(coupon.amountFen), coupon.validUntil)}
            {plan.unfit.includes(coupon.id) && <span className="t2">{t.couponUnfit}</span>}
          </span>
        </label>
      ))}
      {payable.prepaidFen > 0 && (
        <label className="check">
          <input type="checkbox" checked={usesPrepaid} onChange={() => setUsesPrepaid(!usesPrepaid)} />
          {t.prepaidGives(formatFen(usesPrepaid ? plan.fromPrepaidFen : payable.prepaidFen))}
        </label>
      )}
      <AmountField label={t.topUp} value={topUp} onValue={setTopUp} error={bad ? t.amountBad : undefined} />
      <div className="row between g3 slip-sum">
        <span className="t2">{t.toPay}</span>
        <span className="money-big">
          <Money fen={plan.expectedFen} due={plan.expectedFen > 0} />
        </span>
      </div>
      <button
        type="button"
        className="btn pri"
        disabled={empty || bad || plan.unfit.length > 0 || show.isPending}
        onClick={() =>
          show.mutate({
            params: { id: payable.houseId },
            body: {
              channel,
              billIds: bills.map((bill) => bill.id),
              couponIds: [...couponIds],
              fromPrepaidFen: plan.fromPrepaidFen,
              topUpFen: topUpFen ?? 0,
              expectedFen: plan.expectedFen,
            },
          })
        }
      >
        {words}
      </button>
    </>
  );
};
