import { Text } from '@tarojs/components';
import type { PaymentLine } from 'shared-types/payment';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Money } from '../../../ui/Money';
import { Slip, SlipRow } from '../../../ui/Slip';

const icons: Record<PaymentLine['kind'], string> = {
  bill: 'receipt',
  coupon: 'leaf',
  prepaid: 'wallet',
  'top-up': 'wallet',
};

/** What a payment is made of, as the server wrote it down. */
export const PaidLines = ({ lines, amountFen }: { lines: readonly PaymentLine[]; amountFen: number }) => (
  <Slip
    sum={
      <>
        <Text className="t2">{billingWords.payment.sum}</Text>
        <Money fen={amountFen} className="fs-xl right" />
      </>
    }
  >
    {lines.map((line, index) => (
      <SlipRow
        key={`${line.kind}-${line.billId ?? index}`}
        icon={icons[line.kind]}
        name={line.title}
        fen={line.amountFen}
        words={line.words}
        credit={line.amountFen < 0}
      />
    ))}
  </Slip>
);
