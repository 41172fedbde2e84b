import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { type BillView, readBill } from 'shared-types/billing';
import { dayName } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { Tap } from '../../../../ui/Tap';
import { Timeline } from '../../../../ui/Timeline';
import { BillActs } from '../../components/BillActs';
import { BillDispute } from '../../components/BillDispute';
import { BillSlip } from '../../components/BillSlip';
import { feeIcon } from '../../feeIcons';
import { billState } from '../../shapes';
import '../../billing.css';

const words = billingWords.bill;

const Head = ({ bill }: { bill: BillView }) => {
  const { shape, word } = billState(bill);
  const due =
    bill.status === 'due' && bill.dueOn ? words.before(dayName(`${bill.dueOn}T00:00:00+08:00`, serverNow())) : null;
  return (
    <View className="row g3 due-head">
      <Icon name={feeIcon[bill.icon]} size={28} className="tb" />
      <View className="grow">
        <Text className="fs-l w6 line">{bill.title}</Text>
        <Text className="t2 num line">{[bill.houseLabel, due].filter(Boolean).join(' · ')}</Text>
      </View>
      <Chip shape={shape} word={word} pill />
    </View>
  );
};

/** A corrected bill leads to the one that stands, and that one back. */
const Corrected = ({ bill }: { bill: BillView }) => {
  const link = (id: string | null, word: string) =>
    id ? (
      <Tap
        className="row g2 correction"
        role="link"
        label={word}
        onTap={() => void Taro.redirectTo({ url: pages.bill(id) })}
      >
        <Text className="tb w5 grow">{word}</Text>
        <Icon name="next" size={18} className="t3" />
      </Tap>
    ) : null;
  if (!bill.replacedBy && !bill.replaces && !bill.reason) return null;
  return (
    <View className="card pad-card">
      {bill.reason ? <Text className="line">{words.reason(bill.reason)}</Text> : null}
      {link(bill.replacedBy, words.replacedBy)}
      {link(bill.replaces, words.replaces)}
    </View>
  );
};

const Whole = ({ bill }: { bill: BillView }) => (
  <>
    <Head bill={bill} />
    <BillSlip bill={bill} />
    {bill.lateTerms && bill.status === 'due' ? (
      <Text className="t2 num line late-why">{words.late(bill.lateTerms)}</Text>
    ) : null}
    <Corrected bill={bill} />
    {bill.dispute ? <BillDispute dispute={bill.dispute} /> : null}
    {bill.history.length > 0 ? (
      <>
        <Text className="year line">{words.history}</Text>
        <View className="card pad-card">
          <Timeline
            entries={[...bill.history].reverse().map((event) => ({ ...event, files: [] }))}
            next={null}
            now={serverNow()}
            ended
          />
        </View>
      </>
    ) : null}
  </>
);

const BillPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readBill, { params: { id } }), {
    kinds: ['bill.changed', 'payment.changed'],
  });
  return (
    <Screen
      title={words.title}
      dock={data && data.actions.length > 0 ? <BillActs bill={data} onChange={set} /> : undefined}
    >
      {data ? (
        <Whole bill={data} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default BillPage;
