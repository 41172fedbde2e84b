import { Text, View } from '@tarojs/components';
import { type AccountView, listMovements } from 'shared-types/account';
import { formatFen } from 'shared-types/money';
import { dayName, dayTime } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { usePages } from '../../../lib/paging';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Chip, type ShapeName } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';
import { Money } from '../../../ui/Money';
import { Failed, Skeleton } from '../../../ui/States';
import { More } from './More';

const words = billingWords.balance;
const limit = 20;
type Coupon = AccountView['coupons'][number];
type Deposit = AccountView['deposits'][number];

const couponShape: Record<Coupon['status'], ShapeName> = {
  usable: 'valid',
  used: 'done',
  expired: 'void',
  withdrawn: 'void',
};

export const Coupons = ({ coupons }: { coupons: readonly Coupon[] }) => (
  <>
    <Text className="year line">{words.coupons}</Text>
    <View className="card rows">
      {coupons.length === 0 ? <Text className="t2 line pad-card">{words.noCoupons}</Text> : null}
      {coupons.map((coupon) => (
        <View key={coupon.id} className="item">
          <View className="item-mark">
            <Icon name="leaf" size={26} />
          </View>
          <View className="grow">
            <View className="row g2">
              <Text className="fs-m w5 grow">{words.couponFor(coupon.feeName)}</Text>
              <Money fen={coupon.amountFen} className="fs-m tb" />
            </View>
            <Text className="t2 line">{coupon.reason}</Text>
            <View className="row g2">
              <Text className="t2 num grow">
                {words.couponUntil(dayName(`${coupon.validUntil}T00:00:00+08:00`, serverNow()))}
              </Text>
              <Chip shape={couponShape[coupon.status]} word={words.couponStatus[coupon.status]} />
            </View>
          </View>
        </View>
      ))}
    </View>
  </>
);

const DepositRow = ({ deposit }: { deposit: Deposit }) => {
  const now = serverNow();
  const { returned } = deposit;
  return (
    <View className="item">
      <View className="item-mark">
        <Icon name="shield" size={26} />
      </View>
      <View className="grow">
        <View className="row g2">
          <Text className="fs-m w5 grow">{deposit.kindName}</Text>
          <Money fen={deposit.amountFen} className="fs-m" />
        </View>
        <Text className="t2 num line">{words.depositTaken(dayName(deposit.takenAt, now), deposit.number)}</Text>
        {returned ? (
          <Text className="t2 num line">
            {words.depositReturned(dayName(returned.at, now), formatFen(returned.amountFen))}
          </Text>
        ) : null}
        {returned && returned.deductedFen > 0 ? (
          <Text className="t2 num line">
            {words.depositDeducted(formatFen(returned.deductedFen), returned.reason ?? '')}
          </Text>
        ) : null}
        <Chip shape={returned ? 'done' : 'valid'} word={words.depositStatus[deposit.status]} />
      </View>
    </View>
  );
};

export const Deposits = ({ deposits }: { deposits: readonly Deposit[] }) =>
  deposits.length > 0 ? (
    <>
      <Text className="year line">{words.deposits}</Text>
      <View className="card rows">
        {deposits.map((deposit) => (
          <DepositRow key={deposit.id} deposit={deposit} />
        ))}
      </View>
    </>
  ) : null;

/** Each movement of the balance, with what was left after it. */
export const Movements = ({ houseId }: { houseId: string }) => {
  const list = usePages(
    (cursor) => call(listMovements, { params: { id: houseId }, query: { limit, cursor } }),
    ['payment.changed', 'bill.changed'],
  );
  const { data, error, reload } = list;
  if (!data) return error ? <Failed words={error} onRetry={() => void reload()} /> : <Skeleton cards={1} />;
  return (
    <>
      <Text className="year line">{words.movements}</Text>
      <View className="card rows plain">
        {data.items.length === 0 ? <Text className="t2 line pad-card">{words.noMovements}</Text> : null}
        {data.items.map((movement) => (
          <View key={movement.id} className="item">
            <View className="grow">
              <View className="row g2">
                <Text className="fs-m w5 grow">{movement.words}</Text>
                <Money fen={movement.amountFen} className={`fs-m ${movement.amountFen < 0 ? '' : 'tb'}`} />
              </View>
              <View className="row g2">
                <Text className="t2 num grow">{dayTime(movement.at, serverNow())}</Text>
                <Text className="t2 num">{words.after(formatFen(movement.balanceFen))}</Text>
              </View>
            </View>
          </View>
        ))}
      </View>
      <More list={list} />
    </>
  );
};
