import { Text, View } from '@tarojs/components';
import { useDidHide, useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { type AccountView, readAccount, setAutoOffset } from 'shared-types/account';
import { newKey } from 'shared-types/client';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Button } from '../../../../ui/Button';
import { Money } from '../../../../ui/Money';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { Toggle } from '../../../../ui/Toggle';
import { Coupons, Deposits, Movements } from '../../components/AccountLists';
import { TopUp } from '../../components/TopUp';
import '../../billing.css';

const words = billingWords.balance;

const Balance = ({ account, onChange }: { account: AccountView; onChange: (account: AccountView) => void }) => {
  const { busy, run } = useCommand();
  const key = useRef({ key: newKey(), on: false });
  const may = account.actions.includes('set-auto-offset');
  const turn = (): void => {
    void run(async () => {
      const on = !account.autoOffset;
      if (key.current.on !== on) key.current = { key: newKey(), on };
      const changed = await call(setAutoOffset, {
        params: { id: account.houseId },
        body: { on },
        idempotencyKey: key.current.key,
      });
      key.current = { key: newKey(), on };
      onChange(changed);
    });
  };
  return (
    <>
      <View className="card pad-card">
        <Text className="t2 num line">{account.houseLabel}</Text>
        {account.balanceFen === null ? (
          <Text className="line">{words.hidden}</Text>
        ) : (
          <>
            <Text className="t2 line">{words.left}</Text>
            <Money fen={account.balanceFen} className="fs-xl tb" />
          </>
        )}
      </View>
      {account.balanceFen === null ? null : (
        <View className="card rows">
          <Toggle
            icon="again"
            word={words.autoOffset}
            why={may ? words.autoOffsetWhy : words.ownerOnly}
            on={account.autoOffset}
            disabled={busy || !may}
            onTap={turn}
          />
        </View>
      )}
    </>
  );
};

/** The money of one house that is not on a bill: what was put by, coupons, deposits. */
const BalancePage = () => {
  const { house = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readAccount, { params: { id: house } }), {
    kinds: ['payment.changed', 'bill.changed'],
  });
  const [toppingUp, setToppingUp] = useState(false);
  // Paid, and gone to the result: nothing more is to be asked when one comes back.
  useDidHide(() => setToppingUp(false));
  const sees = data !== null && data.balanceFen !== null;
  return (
    <Screen
      title={words.title}
      dock={sees ? <Button word={words.topUp} kind="pri" size="big" onTap={() => setToppingUp(true)} /> : undefined}
    >
      {data ? (
        <>
          <Balance account={data} onChange={set} />
          <Coupons coupons={data.coupons} />
          <Deposits deposits={data.deposits} />
          {data.actions.includes('movements') ? <Movements houseId={house} /> : null}
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
      {toppingUp ? <TopUp houseId={house} refresh={reload} onClose={() => setToppingUp(false)} /> : null}
    </Screen>
  );
};

export default BalancePage;
