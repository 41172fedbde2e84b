import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { DebitState, DebitView } from 'shared-types/autodebit';
import { dayName } from 'shared-types/time';
import { serverNow } from '../../../lib/clock';
import { pages } from '../../../lib/pages';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Chip, type ShapeName } from '../../../ui/Chip';
import { Money } from '../../../ui/Money';
import { Tap } from '../../../ui/Tap';

const words = billingWords.autoDebit;

const shapes: Record<DebitState, ShapeName> = {
  announced: 'assigned',
  asking: 'confirming',
  paid: 'paid',
  waiting: 'due',
  failed: 'diff',
  skipped: 'void',
};

const Line = ({ debit }: { debit: DebitView }) => (
  <View className="row g3 grow">
    <View className="grow">
      <Text className="fs-m w5 num line">{dayName(`${debit.day}T00:00:00+08:00`, serverNow())}</Text>
      <Text className="t2 num line">{debit.saying}</Text>
    </View>
    <View className="debit-sum">
      <Money fen={debit.amountFen} />
      <Chip shape={shapes[debit.state]} word={words.debitStates[debit.state]} />
    </View>
  </View>
);

/** What was or will be taken; what became a payment leads there. */
export const Debits = ({ debits }: { debits: readonly DebitView[] }) =>
  debits.length === 0 ? null : (
    <>
      <Text className="year line">{words.history}</Text>
      <View className="card rows">
        {debits.map((debit) =>
          debit.paymentId && debit.state !== 'failed' ? (
            <Tap
              key={debit.id}
              className="item"
              role="link"
              label={debit.saying}
              onTap={() => void Taro.navigateTo({ url: pages.payment(debit.paymentId ?? '') })}
            >
              <Line debit={debit} />
            </Tap>
          ) : (
            <View key={debit.id} className="item">
              <Line debit={debit} />
            </View>
          ),
        )}
      </View>
    </>
  );
