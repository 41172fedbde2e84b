import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { OpenPaymentBrief } from 'shared-types/billing';
import { formatFen } from 'shared-types/money';
import { clockTime } from 'shared-types/time';
import { pages } from '../../../lib/pages';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';

const words = billingWords.due.open;

interface Props {
  payment: OpenPaymentBrief;
  busy: boolean;
  onGoOn: () => void;
  onDrop: () => void;
}

const titleOf = ({ state, mine, debit, amountFen }: OpenPaymentBrief): string => {
  if (debit && state === 'open') return words.debit(formatFen(amountFen));
  if (state === 'received') return words.received;
  if (state === 'closing') return words.closing;
  return mine ? words.mine(formatFen(amountFen)) : words.other(formatFen(amountFen));
};

/** A payment of this house that has not ended: said first, so that nobody pays twice. */
export const OpenPayment = ({ payment, busy, onGoOn, onDrop }: Props) => {
  const open = payment.state === 'open';
  const others = payment.debit ? words.debitWhy : words.otherWhy;
  const why = open ? (payment.mine ? words.mineWhy(clockTime(payment.expiresAt)) : others) : null;
  return (
    <View className="card pad-card">
      <View className="row g3">
        <Icon name="clock" className="tm" />
        <View className="grow">
          <Text className="fs-m w5 num line">{titleOf(payment)}</Text>
          {why ? <Text className="t2 num line">{why}</Text> : null}
        </View>
      </View>
      {payment.mine ? (
        <View className="row g2 card-acts">
          {open ? <Button word={words.goOn} size="sm" disabled={busy} onTap={onGoOn} /> : null}
          {open ? <Button word={words.giveUp} kind="ghost" size="sm" disabled={busy} onTap={onDrop} /> : null}
          {open ? null : (
            <Button
              word={words.look}
              size="sm"
              onTap={() => void Taro.navigateTo({ url: pages.paid(payment.id, 'none') })}
            />
          )}
        </View>
      ) : null}
    </View>
  );
};
