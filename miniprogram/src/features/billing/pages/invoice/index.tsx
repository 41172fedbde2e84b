import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { addressOf } from 'shared-types/client';
import { type InvoiceView, readInvoice, readInvoicePdf } from 'shared-types/invoice';
import { formatFen } from 'shared-types/money';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { openDocument } from '../../../../lib/document';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { invoiceWords as words } from '../../../../locales/zh-CN/invoice';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Money } from '../../../../ui/Money';
import { Row } from '../../../../ui/Row';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { Facts } from '../../components/Facts';
import { invoiceShape } from '../../shapes';
import '../../billing.css';

const Head = ({ invoice }: { invoice: InvoiceView }) => (
  <View className="card pad-card">
    <View className="row g2">
      <Text className="fs-m w6 grow">{invoice.title.name}</Text>
      <Chip shape={invoiceShape[invoice.status]} word={words.status[invoice.status]} />
    </View>
    <Money fen={invoice.amountFen} className="fs-xl tb" />
    {invoice.sayings.map((saying) => (
      <Text key={saying} className="num line said-line">
        {saying}
      </Text>
    ))}
  </View>
);

const Lines = ({ invoice }: { invoice: InvoiceView }) => (
  <View className="card rows plain">
    {invoice.lines.map((line) => (
      <View key={`${line.name} ${line.taxRateBp}`} className="item">
        <View className="grow">
          <View className="row g2">
            <Text className="fs-m w5 grow">{line.name}</Text>
            <Money fen={line.amountFen} className="fs-m" />
          </View>
          <Text className="t2 num line">{words.ofTax(`${line.taxRateBp / 100}%`, formatFen(line.taxFen))}</Text>
        </View>
      </View>
    ))}
    <View className="item">
      <View className="row g2 grow">
        <Text className="fs-m w6 grow">{words.total}</Text>
        <Money fen={invoice.amountFen} className="fs-m w6" />
      </View>
    </View>
  </View>
);

const InvoicePage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(readInvoice, { params: { id } }), {
    kinds: ['payment.changed'],
  });
  const { busy, run } = useCommand();
  const open = (number: string): void => {
    void run(async () => {
      try {
        await openDocument(addressOf(readInvoicePdf, { params: { id } }), words.fileName(number));
      } catch {
        void Taro.showToast({ title: zh.document.failed, icon: 'none' });
      }
    });
  };
  const at = (time: string | null): string | null => time && dayTime(time, serverNow());
  return (
    <Screen
      title={words.title}
      dock={
        data?.actions.includes('pdf') ? (
          <Button
            word={busy ? zh.loading : words.openPdf}
            kind="pri"
            size="big"
            disabled={busy}
            onTap={() => open(data.invoiceNo ?? data.paymentNumber)}
          />
        ) : undefined
      }
    >
      {data ? (
        <>
          <Head invoice={data} />
          <Lines invoice={data} />
          <Facts
            items={[
              [words.taxNo, data.title.taxNo],
              [words.number, data.invoiceNo],
              [words.issuedAt, at(data.issuedAt)],
              [words.redNumber, data.redInvoiceNo],
              [words.reversedAt, at(data.reversedAt)],
              [words.receipt, data.paymentNumber],
            ]}
          />
          <View className="card rows">
            <Row icon="wallet" title={words.toPayment} url={pages.payment(data.paymentId)} />
          </View>
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default InvoicePage;
