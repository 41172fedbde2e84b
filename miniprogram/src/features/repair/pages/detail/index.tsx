import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { OwnerRepairView } from 'shared-types/repair';
import { readOwnRepair } from 'shared-types/repair';
import { clockTime, dayName, dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { useRemote, useServerNow } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { Button, CallButton } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Photos } from '../../../../ui/Photos';
import { promiseWords, tickingUntil } from '../../../../ui/promise';
import { Ring } from '../../../../ui/Ring';
import { Screen } from '../../../../ui/Screen';
import { Stages } from '../../../../ui/Stages';
import { Stars } from '../../../../ui/Stars';
import { Failed, Skeleton } from '../../../../ui/States';
import { statusShape } from '../../../../ui/status';
import { type Promised, Timeline } from '../../../../ui/Timeline';
import { DetailDock } from '../../components/DetailDock';
import { Followers } from '../../components/Followers';
import '../../../../styles/generated/face.css';
import '../../../../styles/hero.css';
import './detail.css';
import { aria } from '../../../../ui/aria';

const words = zh.detail;

const isEnded = ({ status }: OwnerRepairView): boolean => status === 'closed' || status === 'cancelled';

const timeSeen = (at: string, now: Date): string =>
  dayName(at, now) === dayName(now, now) ? clockTime(at) : dayTime(at, now);

/** Today with the time of day, any other day as a day. */
const daySeen = (at: string, now: Date): string =>
  dayName(at, now) === dayName(now, now) ? `${dayTime(at, now)} ` : dayName(at, now);

/** How the problem type came about, while it is worth a word. */
const Typed = ({ repair }: { repair: OwnerRepairView }) => {
  const { by, confidencePercent, undecided } = repair.typed;
  const said = undecided
    ? words.undecided
    : by === 'recogniser' && confidencePercent !== null
      ? words.typed(repair.problemType.name, confidencePercent)
      : null;
  return said ? (
    <View className="row g2 said-line">
      <Icon name="wrench" size={18} className="t3" />
      <Text className="num">{said}</Text>
    </View>
  ) : null;
};

const Hero = ({ repair, now }: { repair: OwnerRepairView; now: Date }) => {
  const promise = repair.promise ? promiseWords(repair.promise, now) : null;
  const reported = words.reported(timeSeen(repair.createdAt, now));
  const { pause, closesAt } = repair;
  return (
    <View className="hero">
      {promise ? (
        <Ring words={promise} size={132} />
      ) : (
        <View className={`hero-mark t-${repair.status === 'cancelled' ? 'ink-3' : 'brand'}`}>
          <View className={`sh sh-${statusShape[repair.status]}`} {...aria({ hidden: true })} />
        </View>
      )}
      <Text className="fs-l w6 num hero-title">
        {pause ? words.stopped : promise ? promise.title : words.hero[repair.status]}
      </Text>
      <View className="row g3 wrap t2 num hero-words">
        {repair.urgency === 'emergency' ? <Chip shape="urgent" word={zh.urgent} /> : null}
        {promise ? null : <Chip shape={statusShape[repair.status]} word={zh.status[repair.status]} />}
        <Text>{promise && !pause ? `${reported}，${promise.detail}` : reported}</Text>
      </View>
      {pause ? (
        <View className="hero-more num">
          {pause.reason ? <Text className="line">{words.stopReason(pause.reason)}</Text> : null}
          <Text className="t2 line">{words.stoppedUntil(dayTime(pause.until, now))}</Text>
        </View>
      ) : null}
      {closesAt ? <Text className="t2 num line hero-more">{words.closesAt(daySeen(closesAt, now))}</Text> : null}
    </View>
  );
};

const Worker = ({ worker }: { worker: NonNullable<OwnerRepairView['worker']> }) => (
  <View className="card worker row g3">
    <View className="face" {...aria({ hidden: true })} />
    <View className="grow">
      <View className="row g2">
        <Text className="fs-m w6">{worker.name}</Text>
        <Text className="t2">{worker.trade}</Text>
      </View>
      <Text className="t2 num line">{words.count(worker.finishedCount)}</Text>
    </View>
    {worker.phone ? <CallButton phone={worker.phone} label={words.callWorker(worker.name)} /> : null}
  </View>
);

const Said = ({ repair }: { repair: OwnerRepairView }) => (
  <View className="card pad-card">
    <View className="row g2">
      <Icon name="pin" size={18} className="t3" />
      <Text className="grow">{repair.placeLabel}</Text>
      <Text className="t3 num">{words.number(repair.number.slice(-4))}</Text>
    </View>
    <Typed repair={repair} />
    {repair.preferredTime ? (
      <View className="row g2 said-line">
        <Icon name="clock" size={18} className="t3" />
        <Text className="num">{words.preferred(repair.preferredTime)}</Text>
      </View>
    ) : null}
    {repair.text ? <Text className="fs-m line said-line">{repair.text}</Text> : null}
    {repair.moderation === 'refused' ? <Text className="t2 line said-line">{words.refused}</Text> : null}
    {repair.moderation === 'review' || repair.moderation === 'pending' ? (
      <Text className="t2 line said-line">{words.review}</Text>
    ) : null}
  </View>
);

const Rated = ({ rating }: { rating: NonNullable<OwnerRepairView['rating']> }) => (
  <View className="card pad-card">
    <View className="row g3">
      <Text className="fs-m w6">{words.rated}</Text>
      <Stars value={rating.stars} />
    </View>
    {rating.text ? <Text className="line said-line">{rating.text}</Text> : null}
    <Photos files={rating.files} />
    {rating.followedUp ? (
      <Button
        word={words.followUp}
        icon="again"
        className="block"
        onTap={() => void Taro.navigateTo({ url: pages.followUps() })}
      />
    ) : null}
  </View>
);

/** What was promised and has not happened yet. */
const nextOf = ({ promise, pause, closesAt }: OwnerRepairView): Promised | null => {
  if (pause) return { at: pause.until, words: words.goesOn };
  if (promise) return { at: promise.dueAt, words: words.next[promise.kind] };
  return closesAt ? { at: closesAt, words: words.next.confirm } : null;
};

const Whole = ({ repair, now }: { repair: OwnerRepairView; now: Date }) => {
  const ended = isEnded(repair);
  const next = nextOf(repair);
  return (
    <>
      <Hero repair={repair} now={now} />
      {repair.status === 'cancelled' ? null : (
        <View className="card pad-card stages-card">
          <Stages now={repair.stage} ended={repair.status === 'closed'} />
        </View>
      )}
      {repair.worker ? <Worker worker={repair.worker} /> : null}
      <Followers repair={repair} />
      <Said repair={repair} />
      {repair.rating ? <Rated rating={repair.rating} /> : null}
      <View className="card pad-card">
        {repair.timeline.length > 0 ? (
          <Timeline entries={repair.timeline} next={next} now={now} ended={ended} />
        ) : (
          <Text className="t2">{words.timelineEmpty}</Text>
        )}
      </View>
    </>
  );
};

const DetailPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readOwnRepair, { params: { id } }), {
    kinds: ['repair.changed'],
    subjectId: id,
  });
  const now = useServerNow(data ? (tickingUntil(data.promise) ?? data.urges.nextAt) : null);
  return (
    <Screen
      title={data?.title ?? words.title}
      className="detail-screen"
      dock={data ? <DetailDock repair={data} now={now} onChange={set} /> : undefined}
    >
      {data ? (
        <Whole repair={data} now={now} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={3} />
      )}
    </Screen>
  );
};

export default DetailPage;
