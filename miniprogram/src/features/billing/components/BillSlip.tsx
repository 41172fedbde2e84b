import { Text, View } from '@tarojs/components';
import type { BillView } from 'shared-types/billing';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Money } from '../../../ui/Money';
import { Slip } from '../../../ui/Slip';

const words = billingWords.bill;

const Line = ({ name, fen, credit = false }: { name: string; fen: number; credit?: boolean }) => (
  <View className={`amount-line ${credit ? 'tb' : ''}`}>
    <Text className="grow">{name}</Text>
    <Money fen={fen} />
  </View>
);

/** How a bill came to its amount, line by line, and what is left of it. */
export const BillSlip = ({ bill }: { bill: BillView }) => {
  const open = bill.status === 'due';
  return (
    <Slip
      className={bill.status === 'void' ? 'void' : ''}
      sum={
        <>
          <Text className="t2">{open ? words.outstanding : words.amount}</Text>
          <Money fen={open ? bill.outstandingFen : bill.amountFen} className={`fs-xl right ${open ? 'tm' : ''}`} />
        </>
      }
    >
      {bill.lines.map(({ label, words: arithmetic, amountFen }) => (
        <View key={`${label} ${arithmetic}`} className="slip-row">
          <View className="grow">
            <View className="row g2">
              <Text className="fs-m w5 grow">{label}</Text>
              <Money fen={amountFen} className="fs-m" />
            </View>
            <Text className="t2 num line slip-words">{arithmetic}</Text>
          </View>
        </View>
      ))}
      <View className="bill-sums">
        {bill.discountFen > 0 ? (
          <>
            <Line name={words.base} fen={bill.baseFen} />
            <Line name={words.discount} fen={-bill.discountFen} credit />
          </>
        ) : null}
        {bill.lateFeeFen > 0 ? <Line name={words.lateFee} fen={bill.lateFeeFen} /> : null}
        {open && bill.couponFen > 0 ? <Line name={words.coupon} fen={-bill.couponFen} credit /> : null}
        {open && bill.paidFen > 0 ? <Line name={words.paid} fen={-bill.paidFen} credit /> : null}
      </View>
    </Slip>
  );
};
