import { Text, View } from '@tarojs/components';
import type { VisitView } from 'shared-types/access';
import { serverNow } from '../../../lib/clock';
import { accessWords as words } from '../../../locales/zh-CN/access';
import { Timeline } from '../../../ui/Timeline';

interface Props {
  title: string;
  /** Where there are none yet. */
  none: string;
  visits: readonly VisitView[];
}

/** Who passed which door, newest first. */
export const Visits = ({ title, none, visits }: Props) => (
  <>
    <Text className="fs-m w6 access-h">{title}</Text>
    <View className="card pad-card">
      {visits.length === 0 ? <Text className="t2">{none}</Text> : null}
      <Timeline
        entries={visits.map((visit) => ({
          id: visit.id,
          at: visit.at,
          title: `${visit.place} ${visit.words}`,
          text: visit.late ? words.late : null,
          files: [],
        }))}
        next={null}
        now={serverNow()}
        ended
      />
    </View>
  </>
);
