import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { BoundHouse } from 'shared-types/auth';
import { readAutoDebit } from 'shared-types/autodebit';
import { type DueView, readDueBills } from 'shared-types/billing';
import { formatFen } from 'shared-types/money';
import { dayName } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { useRemote } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { zh } from '../../../locales/zh-CN';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { HouseStrip } from '../../../ui/HouseStrip';
import { PickSheet } from '../../../ui/PickSheet';
import { Row } from '../../../ui/Row';
import { Screen } from '../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../ui/States';
import { Tap } from '../../../ui/Tap';
import { Toggle } from '../../../ui/Toggle';
import { type Choice, chosenBills, onlyMonth, wantedOf } from '../choice';
import { usePaying } from '../usePaying';
import { type Quoted, useQuote } from '../useQuote';
import { DueSlip } from './DueSlip';
import { Notice } from './Notice';
import { OpenPayment } from './OpenPayment';
import '../billing.css';

const words = billingWords.due;
const untouched: Choice = { bills: {}, coupons: {}, usePrepaid: true };

const dayOf = (day: string): string => dayName(`${day}T00:00:00+08:00`, serverNow());

/** How many, of which house, until when. */
const Head = ({ due, chosen }: { due: DueView; chosen: number }) => {
  const all = due.bills.length;
  const last = due.bills.flatMap(({ dueOn }) => (dueOn ? [dueOn] : [])).sort()[0];
  const late = due.overdueFen > 0;
  const title = chosen === all ? words.head(all) : chosen === 0 ? words.headNone : words.headChosen(chosen, all);
  return (
    <View className="row g3 due-head">
      <View className="grow">
        <Text className="fs-l w6 line">{title}</Text>
        <Text className="t2 num line">
          {[due.house.label, last ? (late ? words.overdueSince(dayOf(last)) : words.before(dayOf(last))) : null]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </View>
      <Chip shape={late ? 'overdue' : 'due'} word={late ? words.overdue : words.due} pill />
    </View>
  );
};

/** A bill is asked about on its own page, after its arithmetic. */
const Question = ({ due }: { due: DueView }) => {
  const [picking, setPicking] = useState(false);
  const open = (id: string): void => {
    setPicking(false);
    void Taro.navigateTo({ url: pages.bill(id) });
  };
  const [only] = due.bills;
  return (
    <>
      <Tap
        className="row g3 question"
        role="link"
        label={words.ask}
        onTap={() => (due.bills.length === 1 && only ? open(only.id) : setPicking(true))}
      >
        <Text className="t2 grow">{words.question}</Text>
        <Text className="tb w5">{words.ask}</Text>
      </Tap>
      {picking ? (
        <PickSheet
          title={billingWords.pick.title}
          items={due.bills.map(({ id, title, outstandingFen }) => ({
            id,
            word: title,
            note: formatFen(outstandingFen),
          }))}
          onPick={open}
          no={{ word: zh.cancel, onTap: () => setPicking(false) }}
        />
      ) : null}
    </>
  );
};

/** Only where it can be signed, or has been. */
const useAutoDebit = (houseId: string): boolean => {
  const { data } = useRemote(() => call(readAutoDebit, { params: { id: houseId } }));
  return data !== null && (data.offered || data.mandate !== null);
};

const Links = ({ houseId, billIds }: { houseId: string; billIds: readonly string[] | null }) => {
  const hasAutoDebit = useAutoDebit(houseId);
  return (
    <View className="card rows">
      {billIds && billIds.length > 0 ? (
        <Row icon="share" title={words.others} url={pages.askToPay(houseId, billIds)} />
      ) : null}
      <Row icon="wallet" title={words.balance} url={pages.balance(houseId)} />
      {hasAutoDebit ? <Row icon="again" title={words.autoDebit} url={pages.autoDebit(houseId)} /> : null}
      <Row icon="list" title={words.history} url={pages.billHistory(houseId)} />
    </View>
  );
};

interface DockProps {
  chosen: number;
  quoted: Quoted | null;
  error: string | null;
  busy: boolean;
  onPay: () => void;
}

/** The one filled button; a grey one says why. */
const Dock = ({ chosen, quoted, error, busy, onPay }: DockProps) => {
  const amountFen = quoted?.view.amountFen ?? null;
  const word = busy
    ? words.paying
    : chosen === 0
      ? words.chooseFirst
      : amountFen === null
        ? words.counting
        : amountFen === 0
          ? words.payNothing
          : words.pay(formatFen(amountFen));
  return (
    <>
      {error ? <Text className="td line dock-note">{error}</Text> : null}
      <Button
        word={word}
        kind="pri"
        size="big"
        className="num"
        disabled={busy || chosen === 0 || amountFen === null}
        onTap={onPay}
      />
    </>
  );
};

interface Props {
  houseId: string;
  houses: readonly BoundHouse[] | null;
  onChoose: (houseId: string) => void;
}

/** Everything that one house owes, on one screen (F1): chosen by itself, counted by the server, paid with one tap. */
export const DuePage = ({ houseId, houses, onChoose }: Props) => {
  const {
    data: due,
    error,
    reload,
  } = useRemote(() => call(readDueBills, { query: { houseId } }), { kinds: ['bill.changed', 'payment.changed'] });
  const [choice, setChoice] = useState(untouched);
  const chosen = due ? chosenBills(due, choice) : [];
  const prepaidFen = choice.usePrepaid ? (due?.prepaidFen ?? 0) : 0;
  const stamp = chosen.map(({ outstandingFen }) => outstandingFen).join();
  const quote = useQuote(due && chosen.length > 0 ? wantedOf(due, choice) : null, prepaidFen, stamp);
  const paying = usePaying(async () => {
    await reload();
    await quote.again();
  });
  const pay = (): void => {
    if (quote.quoted)
      paying.pay({ ...quote.quoted.body, channel: 'wechat-jsapi', expectedFen: quote.quoted.view.amountFen });
  };
  const month = due ? onlyMonth(due.bills) : null;
  const some = due !== null && due.bills.length > 0;
  return (
    <Screen
      title={month ? words.monthTitle(month) : words.title}
      dock={
        some ? (
          <Dock chosen={chosen.length} quoted={quote.quoted} error={quote.error} busy={paying.busy} onPay={pay} />
        ) : undefined
      }
    >
      <HouseStrip houses={houses} houseId={houseId} onChoose={onChoose} />
      {paying.said === 'cancelled' ? <Notice icon="receipt" words={words.cancelled} /> : null}
      {paying.said === 'changed' ? <Notice icon="again" words={words.changed} /> : null}
      {due?.openPayment && !paying.busy ? (
        <OpenPayment
          payment={due.openPayment}
          busy={paying.busy}
          onGoOn={() => due.openPayment && paying.goOn(due.openPayment.id)}
          onDrop={() => due.openPayment && paying.drop(due.openPayment.id)}
        />
      ) : null}
      {due && some ? (
        <>
          <Head due={due} chosen={chosen.length} />
          <DueSlip due={due} choice={choice} quoted={quote.quoted} onChange={setChoice} />
          {due.bills.some(({ lateFeeFen }) => lateFeeFen > 0) ? (
            <Text className="t2 line late-why">{words.lateFeeWhy}</Text>
          ) : null}
          {due.prepaidFen ? (
            <View className="card rows">
              <Toggle
                icon="wallet"
                word={words.usePrepaid}
                why={words.prepaidLeft(formatFen(due.prepaidFen))}
                on={choice.usePrepaid}
                onTap={() => setChoice({ ...choice, usePrepaid: !choice.usePrepaid })}
              />
            </View>
          ) : null}
          <Question due={due} />
        </>
      ) : due ? (
        <Empty icon="tick" title={words.empty} why={words.emptyWhy} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
      {due ? <Links houseId={houseId} billIds={some ? chosen.map(({ id }) => id) : null} /> : null}
    </Screen>
  );
};
