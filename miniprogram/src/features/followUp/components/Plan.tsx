import { Text, View } from '@tarojs/components';
import type { RectificationPlan } from 'shared-types/followUp';
import { dayName } from 'shared-types/time';
import { serverNow } from '../../../lib/clock';
import { followUpWords as words } from '../../../locales/zh-CN/followUp';
import { Chip } from '../../../ui/Chip';
import { Photos } from '../../../ui/Photos';

/** What went wrong, what is done about it, and what of that is done. */
export const Plan = ({ plan }: { plan: RectificationPlan }) => {
  const now = serverNow();
  const day = (at: string): string => dayName(at, now);
  return (
    <>
      <View className="row g2 wrap plan-line">
        <Text className="t2 num">{words.published(day(plan.publishedAt))}</Text>
        {plan.inTime ? null : <Chip shape="overdue" word={words.late} />}
        {plan.finishedAt ? <Chip shape="done" word={words.finished(day(plan.finishedAt))} /> : null}
      </View>
      <Text className="t2 line plan-line">{words.cause}</Text>
      <Text className="line">{plan.cause}</Text>
      <Text className="t2 line plan-line">{words.measures}</Text>
      {plan.measures.map(({ id, text, responsible, dueOn, done }) => (
        <View key={id} className="plan-measure">
          <View className="row g2">
            <Text className="grow w5">{text}</Text>
            {done ? <Chip shape="done" word={words.doneOn(day(done.at))} /> : null}
          </View>
          {done ? (
            <>
              <Text className="t2 line">{done.note}</Text>
              <Photos files={done.files} />
            </>
          ) : (
            <Text className="t2 num line">{words.by(responsible, day(`${dueOn}T12:00:00+08:00`))}</Text>
          )}
        </View>
      ))}
    </>
  );
};
