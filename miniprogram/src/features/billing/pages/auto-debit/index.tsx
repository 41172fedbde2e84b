import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { type AutoDebitView, checkAutoDebit, endAutoDebit, readAutoDebit, signAutoDebit } from 'shared-types/autodebit';
import { newKey } from 'shared-types/client';
import { formatFen } from 'shared-types/money';
import { dayName } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { wx } from '../../../../lib/wx';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Screen } from '../../../../ui/Screen';
import { Sheet } from '../../../../ui/Sheet';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { Debits } from '../../components/Debits';
import { Facts } from '../../components/Facts';
import '../../billing.css';

const words = billingWords.autoDebit;
const shapes = { signing: 'waiting', active: 'done', ending: 'working', ended: 'void' } as const;

const Standing = ({ view }: { view: AutoDebitView }) => {
  const { mandate } = view;
  return (
    <View className="card pad-card">
      <View className="row g3">
        <View className="grow">
          <Text className="t2 num line">{view.houseLabel}</Text>
          <Text className="fs-l w6 line">{mandate ? words.kinds[mandate.kind] : words.title}</Text>
        </View>
        {mandate ? (
          <Chip shape={shapes[mandate.state]} word={words.states[mandate.state]} pill />
        ) : (
          <Chip shape="void" word={words.off} pill />
        )}
      </View>
      {view.sayings.map((saying) => (
        <Text key={saying} className="num line">
          {saying}
        </Text>
      ))}
    </View>
  );
};

const Details = ({ view }: { view: AutoDebitView }) => {
  const { mandate } = view;
  if (mandate?.state !== 'active') return null;
  const now = serverNow();
  return (
    <Facts
      items={[
        [words.next, mandate.nextOn && dayName(`${mandate.nextOn}T00:00:00+08:00`, now)],
        [words.limit, formatFen(mandate.limitFen)],
        [words.since, mandate.signedAt && dayName(mandate.signedAt, now)],
      ]}
    />
  );
};

/** Signing, asking and ending; each try keeps its key until it is answered. */
const useActs = (houseId: string, show: (view: AutoDebitView) => void) => {
  const { busy, run } = useCommand();
  const keys = useRef({ sign: newKey(), end: newKey() });
  const params = { id: houseId };
  const sign = (): void =>
    void run(async () => {
      const { view, jump } = await call(signAutoDebit, { params, idempotencyKey: keys.current.sign });
      keys.current.sign = newKey();
      show(view);
      await wx.openSigning(jump);
      show(await call(checkAutoDebit, { params }));
    });
  const check = (): void => void run(async () => show(await call(checkAutoDebit, { params })));
  const end = (): void =>
    void run(async () => {
      const view = await call(endAutoDebit, { params, idempotencyKey: keys.current.end });
      keys.current.end = newKey();
      show(view);
    });
  return { busy, sign, check, end };
};

const Acts = ({ view, show }: { view: AutoDebitView; show: (view: AutoDebitView) => void }) => {
  const { busy, sign, check, end } = useActs(view.houseId, show);
  const [asking, setAsking] = useState(false);
  const { actions } = view;
  const signs = actions.includes('sign');
  return (
    <View className="debit-acts">
      {signs ? (
        <>
          <Button word={view.mandate ? words.goOn : words.sign} kind="pri" size="big" disabled={busy} onTap={sign} />
          <Text className="t2 line">{words.signWhy}</Text>
        </>
      ) : null}
      {actions.includes('check') ? <Button word={words.check} className="block" disabled={busy} onTap={check} /> : null}
      {actions.includes('end') ? (
        <Button word={words.end} kind="ghost" className="block" disabled={busy} onTap={() => setAsking(true)} />
      ) : null}
      {asking ? (
        <Sheet
          title={words.endTitle}
          words={words.endWhy}
          yes={{
            word: words.endDo,
            danger: true,
            disabled: busy,
            onTap: () => {
              setAsking(false);
              end();
            },
          }}
          no={{ word: words.keep, onTap: () => setAsking(false) }}
        />
      ) : null}
    </View>
  );
};

/** 自动缴费: what was agreed for a house, and what was taken by it. */
const AutoDebitPage = () => {
  const { house = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readAutoDebit, { params: { id: house } }), {
    kinds: ['bill.changed', 'payment.changed'],
  });
  return (
    <Screen title={words.title}>
      {data ? (
        data.offered || data.mandate || data.debits.length > 0 ? (
          <>
            <Standing view={data} />
            <Details view={data} />
            <Acts view={data} show={set} />
            <Debits debits={data.debits} />
          </>
        ) : (
          <Empty icon="again" title={words.offTitle} why={words.offWhy} />
        )
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default AutoDebitPage;
