import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { dayName } from 'shared-types/time';
import { listPaperRequests } from 'shared-types/whitePaper';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { usePages } from '../../../lib/paging';
import { whitePaperWords as words } from '../../../locales/zh-CN/whitePaper';
import { aria } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Failed, Skeleton } from '../../../ui/States';
import { Tap } from '../../../ui/Tap';

const limit = 20;

/** The requests behind a number: what and where, never whose. */
const Behind = ({ paperId, figure }: { paperId: string; figure: string }) => {
  const { data, error, reload, hasMore, more, busy } = usePages(
    (cursor) => call(listPaperRequests, { params: { id: paperId }, query: { figure, limit, cursor } }),
    [],
  );
  return (
    <View className="paper-behind">
      {data ? (
        data.items.map(({ id, title, place, at }) => (
          <View key={id} className="paper-request">
            <Text className="w5 line">{title}</Text>
            <Text className="t2 num line">{[place, dayName(at, serverNow())].filter(Boolean).join(' · ')}</Text>
          </View>
        ))
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
      {hasMore ? <Button word={words.more} kind="ghost" className="block" disabled={busy} onTap={more} /> : null}
    </View>
  );
};

export interface PaperLine {
  key: string;
  name: string;
  note?: string;
  value: string;
  /** How many requests stand behind it; none: it does not open. */
  count?: number;
  shareBp?: number;
}

/** Numbers under a heading; a tap opens what a number stands for. */
export const Lines = ({ title, lines, paperId }: { title: string; lines: readonly PaperLine[]; paperId: string }) => {
  const [open, setOpen] = useState<string | null>(null);
  if (lines.length === 0) return null;
  return (
    <>
      <Text className="fs-m w6 line paper-head">{title}</Text>
      <View className="card paper-lines">
        {lines.map(({ key, name, note, value, count = 0, shareBp }) => {
          const inside = (
            <>
              <View className="grow">
                <Text className="fs-m w5 line">{name}</Text>
                {note ? <Text className="t2 num line">{note}</Text> : null}
                {shareBp === undefined ? null : (
                  <View className="paper-bar" {...aria({ hidden: true })}>
                    <View className="paper-share fill-brand" style={{ width: `${Math.min(shareBp / 100, 100)}%` }} />
                  </View>
                )}
              </View>
              <Text className="fs-m w6 num">{value}</Text>
            </>
          );
          return (
            <View key={key} className="paper-line">
              {count > 0 ? (
                <Tap
                  className="row g3 paper-tap"
                  label={words.behindSaid(name, count)}
                  onTap={() => setOpen(open === key ? null : key)}
                >
                  {inside}
                </Tap>
              ) : (
                <View className="row g3 paper-tap">{inside}</View>
              )}
              {open === key ? <Behind key={key} paperId={paperId} figure={key} /> : null}
            </View>
          );
        })}
      </View>
    </>
  );
};
