import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { formatFen } from 'shared-types/money';
import { type PaymentStatus, type PaymentView, readPayment } from 'shared-types/payment';
import { listPaymentRefunds, type OwnRefundView } from 'shared-types/refund';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Money } from '../../../../ui/Money';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { InvoiceCard } from '../../components/InvoiceCard';
import { PaidLines } from '../../components/PaidLines';
import { paymentShape, refundShape } from '../../shapes';
import '../../billing.css';

const words = billingWords.payment;
const goesOn: readonly PaymentStatus[] = ['open', 'closing', 'received'];

const Head = ({ payment }: { payment: PaymentView }) => {
  const now = serverNow();
  return (
    <View className="card pad-card">
      <View className="row g2">
        <Text className="fs-m w6 grow">{payment.title}</Text>
        <Chip shape={paymentShape[payment.status]} word={words.status[payment.status]} />
      </View>
      <Text className="t2 num line">{words.by(payment.payer, words.channel[payment.channel])}</Text>
      <Text className="t2 num line">
        {payment.settledAt
          ? words.paidAt(dayTime(payment.settledAt, now))
          : words.createdAt(dayTime(payment.createdAt, now))}
      </Text>
      {payment.houseLabel ? <Text className="t2 num line">{payment.houseLabel}</Text> : null}
      <Text className="t3 num line">{words.number(payment.number)}</Text>
      {payment.sayings.map((saying) => (
        <Text key={saying} className="num line said-line">
          {saying}
        </Text>
      ))}
    </View>
  );
};

const Refund = ({ refund }: { refund: OwnRefundView }) => (
  <View className="item">
    <View className="grow">
      <View className="row g2">
        <Text className="fs-m w5 grow">{refund.reason}</Text>
        <Money fen={refund.amountFen} className="fs-m" />
      </View>
      <Text className="t2 line">{refund.parts.map(({ label }) => label).join('、')}</Text>
      <View className="row g2 wrap">
        <Chip shape={refundShape[refund.status]} word={words.refundStatus[refund.status]} />
        <Text className="t2 num">{dayTime(refund.doneAt ?? refund.requestedAt, serverNow())}</Text>
      </View>
      <Text className="t2 num line">{refund.words}</Text>
    </View>
  </View>
);

/** The refunds of a payment, only where there are any. */
const Refunds = ({ id }: { id: string }) => {
  const { data } = useRemote(() => call(listPaymentRefunds, { params: { id } }), {
    kinds: ['payment.changed'],
    subjectId: id,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <Text className="year line">{words.refunds}</Text>
      <View className="card rows plain">
        {data.items.map((refund) => (
          <Refund key={refund.id} refund={refund} />
        ))}
      </View>
    </>
  );
};

const PaymentPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(readPayment, { params: { id } }), {
    kinds: ['payment.changed'],
    subjectId: id,
  });
  const dock = !data ? undefined : data.actions.includes('receipt') ? (
    <Button
      word={words.receipt}
      kind="pri"
      size="big"
      onTap={() => void Taro.navigateTo({ url: pages.receipt(data.id) })}
    />
  ) : goesOn.includes(data.status) ? (
    <Button
      word={billingWords.due.open.look}
      kind="pri"
      size="big"
      onTap={() => void Taro.navigateTo({ url: pages.paid(data.id, 'none') })}
    />
  ) : undefined;
  return (
    <Screen title={words.title} dock={dock}>
      {data ? (
        <>
          <Head payment={data} />
          <PaidLines lines={data.lines} amountFen={data.amountFen} />
          {data.refundedFen > 0 ? (
            <Text className="t2 num line late-why">{words.refunded(formatFen(data.refundedFen))}</Text>
          ) : null}
          {data.settledAt ? <InvoiceCard paymentId={id} /> : null}
          {data.settledAt ? <Refunds id={id} /> : null}
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default PaymentPage;
