import { Navigate, useParams } from 'react-router';
import {
  listReconciliations,
  type ReconciliationChannel,
  readReconciliation,
  reconciliationChannels,
} from 'shared-types/reconciliation';
import { toDay } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/reconciliation';
import { Page } from '../../ui/Page';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { Days, Steps } from './Days';
import { Sheet } from './Sheet';

const names = ['channel', 'day', 'until', 'what'] as const;

interface TabsProps {
  channels: readonly { channel: ReconciliationChannel; name: string; openDifferences: number }[];
  channel: ReconciliationChannel;
  onChannel: (channel: ReconciliationChannel) => void;
}

const Tabs = ({ channels, channel, onChannel }: TabsProps) => (
  <fieldset className="seg" aria-label={t.channels}>
    {channels.map((one) => (
      <button
        key={one.channel}
        type="button"
        aria-pressed={one.channel === channel}
        className={one.channel === channel ? 'on' : ''}
        onClick={() => onChannel(one.channel)}
      >
        {one.name}
        {one.openDifferences > 0 && <em className="num"> {one.openDifferences}</em>}
      </button>
    ))}
  </fieldset>
);

/** 对账: the day's books against the channel's, difference by difference, to the closing of the day. */
export const ReconciliationPage = () => {
  const now = useNow();
  const [filters, set] = useFilters(names);
  const channel = reconciliationChannels.find((one) => one === filters.channel) ?? 'wechat';
  const calendar = useRead(listReconciliations, {
    query: { channel, ...(filters.until ? { until: filters.until } : {}) },
  });
  const days = calendar.data?.days ?? [];
  // Without a choice: the latest day that calls for somebody, or else the latest that was compared.
  const newest = [...days].reverse();
  const calling = newest.find((one) => one.openDifferences > 0) ?? newest.find((one) => one.state === 'even');
  const chosen =
    days.find((one) => one.day === filters.day) ?? calling ?? newest.find((one) => one.id !== null) ?? newest[0];
  const id = chosen?.id ?? '';
  const sheet = useRead(readReconciliation, { params: { id } }, { enabled: id !== '' });
  return (
    <Page
      title={t.title}
      tools={
        <Tabs
          channels={calendar.data?.channels ?? []}
          channel={channel}
          onChannel={(next) => set({ channel: next, what: '' })}
        />
      }
      live
    >
      <div className="row between g3 wrap">
        <Days days={days} day={chosen?.day ?? ''} onDay={(day) => set({ day })} />
        <input
          className="inp"
          type="date"
          aria-label={t.until}
          title={t.until}
          max={toDay(now)}
          value={filters.until || toDay(now)}
          onChange={(event) => set({ until: event.target.value, day: '' })}
        />
        {sheet.data && <Steps steps={sheet.data.steps} />}
      </div>
      <Loaded query={calendar} skeleton={<SkeletonCards count={3} height={120} />}>
        {() =>
          id === '' ? (
            <Empty>{t.noDay}</Empty>
          ) : (
            <Loaded query={sheet} skeleton={<SkeletonCards count={3} height={120} />}>
              {(data) => <Sheet key={data.id} sheet={data} />}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
};

/** An address of one sheet, as messages give it, leads to its day and channel. */
export const ReconciliationOf = () => {
  const { id = '' } = useParams();
  const query = useRead(readReconciliation, { params: { id } });
  if (query.data) {
    const { channel, day } = query.data;
    return <Navigate replace to={`/reconciliation?channel=${channel}&until=${day}&day=${day}`} />;
  }
  return (
    <Page title={t.title}>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={120} />}>
        {() => null}
      </Loaded>
    </Page>
  );
};
