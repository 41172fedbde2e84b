import { Text } from '@tarojs/components';
import type { BillCoupon, BillSummary, DueView } from 'shared-types/billing';
import { formatFen } from 'shared-types/money';
import type { PaymentLine } from 'shared-types/payment';
import { dayName } from 'shared-types/time';
import { serverNow } from '../../../lib/clock';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Money } from '../../../ui/Money';
import { Slip, SlipRow } from '../../../ui/Slip';
import { Tick } from '../../../ui/Tick';
import { type Choice, type CouponLine, chosenBills, couponLines, isFree, offeredCoupons, usedCoupons } from '../choice';
import type { Quoted } from '../useQuote';
import { DueBill } from './DueBill';

const words = billingWords.due;
const dayOf = (day: string): string => dayName(`${day}T00:00:00+08:00`, serverNow());

const sumOf = (lines: readonly PaymentLine[], negative: boolean): number =>
  lines.reduce((sum, { amountFen }) => sum + (amountFen < 0 === negative ? amountFen : 0), 0);

/** What it comes to, as the server counted it. */
const Sum = ({ quoted }: { quoted: Quoted | null }) => {
  if (!quoted) return <Text className="t3 fs-m sum-wait">{words.counting}</Text>;
  const { lines, amountFen } = quoted.view;
  const credits = sumOf(lines, true);
  return (
    <>
      <Text className="t2 num">
        {credits < 0 ? words.sum(formatFen(sumOf(lines, false)), formatFen(-credits)) : words.sumPlain}
      </Text>
      <Money fen={amountFen} className="fs-xl tm right" />
    </>
  );
};

interface CouponProps {
  coupon: BillCoupon;
  on: boolean;
  line: CouponLine | undefined;
  onToggle: () => void;
}

/** One coupon: what it takes from which bill, or what it could. */
const CouponRow = ({ coupon, on, line, onToggle }: CouponProps) => {
  const until = words.couponUntil(dayOf(coupon.validUntil));
  return (
    <SlipRow
      icon="leaf"
      name={words.coupon}
      fen={line?.amountFen ?? -coupon.amountFen}
      words={[coupon.reason, line?.title ? words.couponFor(line.title, until) : until]}
      credit={on}
      lead={<Tick on={on} label={`${words.coupon} ${coupon.reason}`} onTap={onToggle} />}
    />
  );
};

interface Props {
  due: DueView;
  choice: Choice;
  quoted: Quoted | null;
  onChange: (choice: Choice) => void;
}

/** The bills, the coupons that are used for them, and what it comes to. */
export const DueSlip = ({ due, choice, quoted, onChange }: Props) => {
  const chosen = chosenBills(due, choice);
  const used = usedCoupons(due, chosen, choice);
  const lines = quoted?.view.lines ?? [];
  const taken = couponLines(used, chosen, lines);
  const prepaid = lines.find(({ kind }) => kind === 'prepaid');
  const isOn = (bill: BillSummary): boolean => chosen.includes(bill);
  return (
    <Slip sum={chosen.length > 0 ? <Sum quoted={quoted} /> : <Text className="t2">{words.chooseFirst}</Text>}>
      {due.bills.map((bill) => (
        <DueBill
          key={bill.id}
          bill={bill}
          on={isOn(bill)}
          elsewhere={!isFree(bill, due)}
          onToggle={() => onChange({ ...choice, bills: { ...choice.bills, [bill.id]: !isOn(bill) } })}
        />
      ))}
      {offeredCoupons(due, chosen).map((coupon) => (
        <CouponRow
          key={coupon.id}
          coupon={coupon}
          on={used.includes(coupon)}
          line={taken.get(coupon.id)}
          onToggle={() => onChange({ ...choice, coupons: { ...choice.coupons, [coupon.id]: !used.includes(coupon) } })}
        />
      ))}
      {prepaid ? <SlipRow icon="wallet" name={words.prepaid} fen={prepaid.amountFen} words={[]} credit /> : null}
    </Slip>
  );
};
