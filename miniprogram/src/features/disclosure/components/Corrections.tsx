import { Text, View } from '@tarojs/components';
import type { ReportView } from 'shared-types/disclosure';
import { formatFen } from 'shared-types/money';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';

const periodName = (period: string): string => `${period.slice(0, 4)}年${Number(period.slice(5))}月`;

/** What earlier reports said and the books say now: an old report never changes, so the difference stands here. */
export const Corrections = ({ corrections }: { corrections: ReportView['corrections'] }) =>
  corrections.length === 0 ? null : (
    <>
      <Text className="fs-m w6 line where">{words.corrections}</Text>
      <View className="card rows plain">
        {corrections.map(({ period, account, name, publishedFen, nowFen, words: why }) => (
          <View key={`${period} ${account} ${why}`} className="item">
            <View className="grow">
              <Text className="fs-m w5 line">{words.correction(periodName(period), name)}</Text>
              <Text className="num line">{words.correctionSaid(formatFen(publishedFen), formatFen(nowFen))}</Text>
              <Text className="t2 num line">{why}</Text>
            </View>
          </View>
        ))}
      </View>
    </>
  );
