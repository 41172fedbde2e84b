import { Text, View } from '@tarojs/components';
import type { BillDispute as Dispute } from 'shared-types/billing';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../../lib/clock';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Chip } from '../../../ui/Chip';

const words = billingWords.bill;
const titles = {
  open: words.disputeOpen,
  answered: words.disputeAnswered,
  withdrawn: words.disputeWithdrawn,
} as const;

/** What was doubted, and what the property answered. */
export const BillDispute = ({ dispute }: { dispute: Dispute }) => {
  const { state, reason, at, answer } = dispute;
  const now = serverNow();
  return (
    <View className="card pad-card">
      <View className="row g2">
        <Chip shape={state === 'open' ? 'asking' : state === 'answered' ? 'done' : 'void'} word={titles[state]} />
        <Text className="t3 num right">{dayTime(answer?.at ?? at, now)}</Text>
      </View>
      <Text className="line said-line">{words.disputeSaid(reason)}</Text>
      {answer ? <Text className="line said-line">{words.answeredBy(answer.by, answer.words)}</Text> : null}
      {answer?.corrected ? <Text className="tb w5 line said-line">{words.corrected}</Text> : null}
    </View>
  );
};
