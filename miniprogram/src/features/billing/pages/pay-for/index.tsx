import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { ResponseOf } from 'shared-types/contract';
import { formatFen } from 'shared-types/money';
import { readPayConsent } from 'shared-types/payment';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Button } from '../../../../ui/Button';
import { Money } from '../../../../ui/Money';
import { Screen } from '../../../../ui/Screen';
import { Slip, SlipRow } from '../../../../ui/Slip';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Notice } from '../../components/Notice';
import { usePaying } from '../../usePaying';
import '../../billing.css';

const words = billingWords.payFor;
type PaidFor = ResponseOf<typeof readPayConsent>;

/** One name may stand on several bills. */
const numbered = (fees: PaidFor['fees']) => fees.map((fee, index) => ({ ...fee, key: `${index} ${fee.name}` }));

const Fees = ({ asked }: { asked: PaidFor }) => (
  <>
    <View className="due-head">
      <Text className="fs-l w6 num line">{words.head(formatFen(asked.totalFen))}</Text>
      <Text className="t2 line">{words.why}</Text>
    </View>
    <Slip
      sum={
        <>
          <Text className="t2 num">{words.until(dayTime(asked.expiresAt, serverNow()))}</Text>
          <Money fen={asked.totalFen} className="fs-xl tm right" />
        </>
      }
    >
      {numbered(asked.fees).map(({ key, name, amountFen }) => (
        <SlipRow key={key} icon="receipt" name={name} fen={amountFen} words={[]} />
      ))}
    </Slip>
  </>
);

const Ended = ({ status }: { status: 'paid' | 'expired' | 'revoked' }) => (
  <Empty
    icon={status === 'paid' ? 'tick' : 'clock'}
    title={words[status]}
    why={status === 'paid' ? words.paidWhy : words.endedWhy}
    action={{ word: zh.toHome, onTap: () => void Taro.switchTab({ url: pages.home }) }}
  />
);

/** Whoever was asked pays here: neither house nor names are shown. */
const PayForPage = () => {
  const { code = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(readPayConsent, { params: { code } }), {
    kinds: ['payment.changed'],
  });
  const paying = usePaying(reload);
  const pay = (): void => {
    if (data?.openPaymentId) paying.goOn(data.openPaymentId);
    else if (data) paying.pay({ consentCode: code, channel: 'wechat-jsapi', expectedFen: data.totalFen });
  };
  return (
    <Screen
      title={words.title}
      dock={
        data?.status === 'open' ? (
          <Button
            word={paying.busy ? billingWords.due.paying : billingWords.due.pay(formatFen(data.totalFen))}
            kind="pri"
            size="big"
            className="num"
            disabled={paying.busy}
            onTap={pay}
          />
        ) : undefined
      }
    >
      {paying.said === 'cancelled' ? <Notice icon="receipt" words={billingWords.due.cancelled} /> : null}
      {paying.said === 'changed' ? <Notice icon="again" words={billingWords.due.changed} /> : null}
      {data ? (
        data.status === 'open' ? (
          <Fees asked={data} />
        ) : (
          <Ended status={data.status} />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default PayForPage;
