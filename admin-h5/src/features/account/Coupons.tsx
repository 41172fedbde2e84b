import { useState } from 'react';
import type { CouponView } from 'shared-types/account';
import { formatFen } from 'shared-types/money';
import type { HouseAccountView } from 'shared-types/staffAccount';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/account';
import { Chip, type StatusName } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { IssueCoupon, WithdrawCoupon } from './CouponDialogs';

const marks: Record<CouponView['status'], StatusName> = {
  usable: 'valid',
  used: 'paid',
  expired: 'void',
  withdrawn: 'void',
};

export const CouponMark = ({ coupon }: { coupon: CouponView }) => (
  <Chip name={marks[coupon.status]}>{t.couponStatus[coupon.status]}</Chip>
);

const Coupon = ({ coupon, onWithdraw }: { coupon: CouponView; onWithdraw: (() => void) | null }) => (
  <div className="row between g3 slip-line">
    <span className="col grow">
      <span className="row g2 wrap">
        {t.couponFor(coupon.feeName)}
        <CouponMark coupon={coupon} />
      </span>
      <span className="t2">
        {`${coupon.reason}，${coupon.status === 'used' ? t.usedFen(formatFen(coupon.usedFen)) : t.validUntil(coupon.validUntil)}`}
      </span>
    </span>
    <Money fen={coupon.amountFen} />
    {onWithdraw && (
      <button type="button" className="btn plain sm" onClick={onWithdraw}>
        {t.withdraw}
      </button>
    )}
  </div>
);

/** What may count against bills of one kind. */
export const Coupons = ({ account }: { account: HouseAccountView }) => {
  const { may } = useMe();
  const [issuing, setIssuing] = useState(false);
  const [withdrawing, setWithdrawing] = useState<CouponView | null>(null);
  return (
    <section className="card pad col g2" aria-label={t.coupons}>
      <div className="row between g3">
        <h2 className="fs-m">{t.coupons}</h2>
        {account.actions.includes('issue-coupon') && (
          <button type="button" className="btn ghost sm" onClick={() => setIssuing(true)}>
            {t.issue}
          </button>
        )}
      </div>
      {account.coupons.length === 0 && <p className="t2">{t.noCoupons}</p>}
      <div>
        {account.coupons.map((coupon) => (
          <Coupon
            key={coupon.id}
            coupon={coupon}
            onWithdraw={coupon.status === 'usable' && may('bill.correct') ? () => setWithdrawing(coupon) : null}
          />
        ))}
      </div>
      {issuing && <IssueCoupon houseId={account.houseId} onClose={() => setIssuing(false)} />}
      {withdrawing && <WithdrawCoupon coupon={withdrawing} onClose={() => setWithdrawing(null)} />}
    </section>
  );
};
