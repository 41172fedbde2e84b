import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { type OwnComplaintView, readOwnComplaint } from 'shared-types/complaint';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { useRemote, useServerNow } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { complaintWords as words } from '../../../../locales/zh-CN/complaint';
import { aria } from '../../../../ui/aria';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Photos } from '../../../../ui/Photos';
import { promiseWords, tickingUntil } from '../../../../ui/promise';
import { Ring } from '../../../../ui/Ring';
import { Screen } from '../../../../ui/Screen';
import { Stages } from '../../../../ui/Stages';
import { Stars } from '../../../../ui/Stars';
import { Failed, Skeleton } from '../../../../ui/States';
import { type Promised, Timeline } from '../../../../ui/Timeline';
import { ComplaintDock } from '../../components/ComplaintDock';
import '../../../../styles/hero.css';
import '../../complaint.css';

interface Shown {
  one: OwnComplaintView;
  now: Date;
}

const ended = ({ stage }: OwnComplaintView): boolean => stage === 4;

const Hero = ({ one, now }: Shown) => {
  const promise = one.promise && !ended(one) ? promiseWords(one.promise, now, words.promised) : null;
  const { pause, closesAt } = one;
  return (
    <View className="hero">
      {promise ? (
        <Ring words={promise} size={132} />
      ) : (
        <View className="hero-mark t-brand">
          <View className={`sh sh-${ended(one) ? 'done' : 'asking'}`} {...aria({ hidden: true })} />
        </View>
      )}
      <Text className="fs-l w6 num hero-title">{promise ? promise.title : (words.heroes[one.stage] ?? '')}</Text>
      <Text className="t2 num line">
        {[words.filed(dayTime(one.createdAt, now)), promise?.detail].filter(Boolean).join('，')}
      </Text>
      {pause ? (
        <Text className="num line hero-more">{words.stopped(pause.reason, dayTime(pause.until, now))}</Text>
      ) : null}
      {closesAt ? <Text className="t2 num line hero-more">{words.closesAt(dayTime(closesAt, now))}</Text> : null}
    </View>
  );
};

/** The written answers, the newest first; large, for it is what was waited for. */
const Answers = ({ one, now }: Shown) =>
  one.answers.length === 0 ? null : (
    <View className="card pad-card">
      <Text className="fs-m w6 line">{words.answer}</Text>
      {one.answers.map((answer) => (
        <View key={answer.at} className="answer">
          <Text className="fs-m line said-text">{answer.text}</Text>
          <Text className="t2 num line">{words.answerBy(answer.by, dayTime(answer.at, now))}</Text>
        </View>
      ))}
    </View>
  );

const Handling = ({ one }: { one: OwnComplaintView }) => (
  <View className="card pad-card">
    <View className="row g2">
      <Icon name="person" size={18} className="t3" />
      <Text className="grow">{one.steward ? words.steward(one.steward) : words.noSteward}</Text>
    </View>
    {one.escalatedTo ? (
      <Text className="tm line">{words.escalated(one.escalatedTo.to, one.escalatedTo.follower)}</Text>
    ) : null}
    {one.others > 0 ? <Text className="t2 num line">{words.others(one.others)}</Text> : null}
    {one.parts.map((part) => (
      <View key={part.department + part.task} className="row g2 said-line">
        <Text className="grow">{words.part(part.department, part.task)}</Text>
        <Chip
          shape={part.status === 'finished' ? 'done' : part.status === 'waiting' ? 'waiting' : 'working'}
          word={words.partStatus[part.status]}
        />
      </View>
    ))}
  </View>
);

const Said = ({ one }: { one: OwnComplaintView }) => (
  <View className="card pad-card">
    <View className="row g2">
      <Icon name="pin" size={18} className="t3" />
      <Text className="grow">{[one.category.name, one.placeLabel].join(' · ')}</Text>
      <Text className="t3 num">{words.number(one.number.slice(-4))}</Text>
    </View>
    {one.anonymous ? <Text className="t2 line said-line">{words.anonymousMark}</Text> : null}
    {one.text ? <Text className="fs-m line said-line">{one.text}</Text> : null}
    <Photos files={one.files} />
  </View>
);

const nextOf = ({ promise, closesAt }: OwnComplaintView): Promised | null => {
  if (promise && !promise.pausedAt) return { at: promise.dueAt, words: words.next[promise.kind] };
  return closesAt ? { at: closesAt, words: words.next.confirm } : null;
};

const Whole = ({ one, now }: Shown) => (
  <>
    <Hero one={one} now={now} />
    <View className="card pad-card stages-card">
      <Stages now={one.stage} ended={ended(one)} words={zh.complaintStages} />
    </View>
    <Answers one={one} now={now} />
    <Handling one={one} />
    <Said one={one} />
    {one.rating ? (
      <View className="card pad-card">
        <View className="row g3">
          <Text className="fs-m w6">{words.rated}</Text>
          <Stars value={one.rating.stars} />
        </View>
        {one.rating.text ? <Text className="line said-line">{one.rating.text}</Text> : null}
      </View>
    ) : null}
    {one.outcomeId ? (
      <Button
        word={words.toPublic}
        kind="ghost"
        className="block"
        onTap={() => void Taro.navigateTo({ url: pages.complaints('public') })}
      />
    ) : null}
    <View className="card pad-card">
      <Timeline entries={one.timeline} next={ended(one) ? null : nextOf(one)} now={now} ended={ended(one)} />
    </View>
  </>
);

const ComplaintPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readOwnComplaint, { params: { id } }), {
    kinds: ['complaint.changed'],
    subjectId: id,
  });
  const now = useServerNow(data ? (tickingUntil(data.promise) ?? data.urges.nextAt) : null);
  return (
    <Screen
      title={data?.title ?? words.title}
      className="detail-screen"
      dock={data ? <ComplaintDock one={data} now={now} onChange={set} /> : undefined}
    >
      {data ? (
        <Whole one={data} now={now} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={3} />
      )}
    </Screen>
  );
};

export default ComplaintPage;
