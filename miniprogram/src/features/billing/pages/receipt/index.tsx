import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { addressOf } from 'shared-types/client';
import { formatFen } from 'shared-types/money';
import { type ReceiptView, readReceipt, readReceiptPdf } from 'shared-types/payment';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { openDocument } from '../../../../lib/document';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { zh } from '../../../../locales/zh-CN';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Button } from '../../../../ui/Button';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { Facts } from '../../components/Facts';
import { InvoiceCard } from '../../components/InvoiceCard';
import { PaidLines } from '../../components/PaidLines';
import '../../billing.css';

const words = billingWords.receipt;

const Receipt = ({ receipt }: { receipt: ReceiptView }) => (
  <>
    <View className="due-head">
      <Text className="fs-l w6 line">{receipt.communityName}</Text>
      <Text className="t2 num line">{words.number(receipt.number)}</Text>
      {receipt.reversed ? <Text className="td w5 line">{words.reversed}</Text> : null}
    </View>
    <PaidLines lines={receipt.lines} amountFen={receipt.amountFen} />
    <Text className="t2 line late-why">{words.capital(receipt.amountWords)}</Text>
    {receipt.refundedFen > 0 ? (
      <Text className="t2 num line late-why">{billingWords.payment.refunded(formatFen(receipt.refundedFen))}</Text>
    ) : null}
    <Facts
      items={[
        [words.payer, receipt.payer],
        [words.house, receipt.houseLabel],
        [words.at, dayTime(receipt.paidAt, serverNow())],
        [words.way, receipt.channelName],
        [words.reference, receipt.reference],
        [words.collector, receipt.collector],
      ]}
    />
    <Text className="t3 line late-why">{receipt.notice}</Text>
  </>
);

const ReceiptPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(readReceipt, { params: { id } }));
  const { busy, run } = useCommand();
  const save = (number: string): void => {
    void run(async () => {
      try {
        await openDocument(addressOf(readReceiptPdf, { params: { id } }), words.fileName(number));
      } catch {
        void Taro.showToast({ title: zh.document.failed, icon: 'none' });
      }
    });
  };
  return (
    <Screen
      title={words.title}
      dock={
        data ? (
          <Button
            word={busy ? zh.loading : words.pdf}
            kind="pri"
            size="big"
            disabled={busy}
            onTap={() => save(data.number)}
          />
        ) : undefined
      }
    >
      {data ? (
        <>
          <Receipt receipt={data} />
          <InvoiceCard paymentId={id} />
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default ReceiptPage;
