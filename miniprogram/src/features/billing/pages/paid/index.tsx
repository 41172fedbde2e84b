import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { PaymentStatus, PaymentView } from 'shared-types/payment';
import { useCommand } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { AskToNotify } from '../../../../ui/AskToNotify';
import { aria } from '../../../../ui/aria';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Money } from '../../../../ui/Money';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { InvoiceCard } from '../../components/InvoiceCard';
import { usePaying } from '../../usePaying';
import { useSettling } from '../../useSettling';
import '../../billing.css';

const words = billingWords.result;

type Look = 'good' | 'wait' | 'ended';

const looks: Record<PaymentStatus, Look> = {
  open: 'ended',
  closing: 'wait',
  received: 'good',
  settled: 'good',
  closed: 'ended',
  failed: 'ended',
  unwanted: 'wait',
  reversed: 'ended',
};
const marks: Record<Look, string> = { good: 'tick', wait: 'clock', ended: 'receipt' };

/** WeChat told the phone that it was paid, and the server has not heard of it yet. */
const isBelieved = (payment: PaymentView, said: string): boolean => payment.status === 'open' && said === 'done';

const Result = ({ payment, said, late }: { payment: PaymentView; said: string; late: boolean }) => {
  const believed = isBelieved(payment, said);
  const look = believed ? 'wait' : looks[payment.status];
  const title = believed ? words.wechatSaysDone : words.states[payment.status];
  const more = payment.sayings.filter((saying) => saying.replace(/。$/, '') !== title);
  return (
    <View className="result" {...aria({ role: 'status' })}>
      <View className={`result-mark ${look}`}>
        <Icon name={marks[look]} size={44} />
      </View>
      <Text className="result-title">{title}</Text>
      <Money fen={payment.amountFen} className="fs-xl" />
      <Text className="t2">{payment.title}</Text>
      {(believed ? [] : more).map((saying) => (
        <Text key={saying} className="t2 num">
          {saying}
        </Text>
      ))}
      {late && (believed || payment.status === 'received') ? <Text className="t2">{words.late}</Text> : null}
    </View>
  );
};

const Acts = ({ payment, said, refresh }: { payment: PaymentView; said: string; refresh: () => Promise<void> }) => {
  const paying = usePaying(refresh);
  const { busy, run } = useCommand();
  const may = (action: PaymentView['actions'][number]): boolean => payment.actions.includes(action);
  const toDetails = (): void => void Taro.redirectTo({ url: pages.payment(payment.id) });
  if (payment.status === 'open' && !isBelieved(payment, said))
    return (
      <>
        {may('pay') ? (
          <Button
            word={words.goOn}
            kind="pri"
            size="big"
            disabled={paying.busy}
            onTap={() => paying.goOn(payment.id)}
          />
        ) : null}
        {may('cancel') ? (
          <Button
            word={words.giveUp}
            kind="ghost"
            className="block"
            disabled={paying.busy}
            onTap={() => paying.drop(payment.id)}
          />
        ) : null}
      </>
    );
  if (payment.status === 'settled')
    return (
      <>
        <AskToNotify moment="bill" words={words} />
        <Button word={words.details} kind="pri" size="big" onTap={toDetails} />
      </>
    );
  return (
    <>
      {may('check') ? (
        <Button word={words.check} className="block" disabled={busy} onTap={() => void run(refresh)} />
      ) : null}
      {payment.houseId ? (
        <Button
          word={words.toBills}
          kind="ghost"
          className="block"
          onTap={() => void Taro.redirectTo({ url: pages.due(payment.houseId ?? undefined) })}
        />
      ) : null}
    </>
  );
};

/** How a payment went: said at once and truthfully, and never a second charge (F1). */
const PaidPage = () => {
  const { id = '', said = 'none' } = useRouter().params;
  const { data, error, reload, late, check } = useSettling(id, said !== 'none');
  return (
    <Screen title={words.title}>
      {data ? (
        <>
          <Result payment={data} said={said} late={late} />
          {data.status === 'settled' ? <InvoiceCard paymentId={id} /> : null}
          <View className="result-acts">
            <Acts payment={data} said={said} refresh={data.actions.includes('check') ? check : reload} />
            <Button
              word={zh.toHome}
              kind="ghost"
              className="block"
              onTap={() => void Taro.switchTab({ url: pages.home })}
            />
          </View>
        </>
      ) : error ? (
        <>
          {said === 'done' ? <Text className="t2 line late-why">{words.late}</Text> : null}
          <Failed words={error} onRetry={() => void reload()} />
        </>
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default PaidPage;
