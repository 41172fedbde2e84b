import { Text, View } from '@tarojs/components';
import type { FileView } from 'shared-types/file';
import { clockTime, dayName } from 'shared-types/time';
import { Photos } from './Photos';

export interface Promised {
  at: string;
  words: string;
}

interface Entry {
  id: string;
  at: string;
  title: string;
  text: string | null;
  files: readonly FileView[];
}

interface Props {
  /** Newest first. */
  entries: readonly Entry[];
  /** What was promised and has not happened yet. */
  next: Promised | null;
  now: Date;
  /** Nothing more will come: the newest is a fact, not "now". */
  ended: boolean;
}

const Time = ({ at, now }: { at: string; now: Date }) => {
  const day = dayName(at, now);
  return (
    <View className="tl-time num">
      <Text>{clockTime(at)}</Text>
      {day === dayName(now, now) ? null : <Text className="tl-day">{day.replace('月', '/').replace('日', '')}</Text>}
    </View>
  );
};

/** The history of anything: filled = happened, ring = now, hollow and dotted = promised. */
export const Timeline = ({ entries, next, now, ended }: Props) => (
  <View className="tl">
    {next ? (
      <View className="tl-item next">
        <Time at={next.at} now={now} />
        <Text className="t2">{next.words}</Text>
      </View>
    ) : null}
    {entries.map((entry, index) => (
      <View key={entry.id} className={`tl-item ${index === 0 && !ended ? 'now' : ''}`}>
        <Time at={entry.at} now={now} />
        <Text className="tl-title">{entry.title}</Text>
        {entry.text ? <Text className="t2 tl-text">{entry.text}</Text> : null}
        <Photos files={entry.files} />
      </View>
    ))}
  </View>
);
