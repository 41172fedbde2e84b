import { Id, z } from 'shared-types/schemas';
import { telemetryTexts } from '../../locales/telemetry.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { setTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { noteDevicesSeen } from '../device/device.door.js';
import { sumUp } from './commands/sumUp.js';
import { sayChanged } from './telemetry.live.js';
import {
  type DeviceEvent,
  eventTopic,
  type ReadingListener,
  rollupTopic,
  storedTopic,
  type TelemetryListeners,
} from './telemetry.model.js';
import { hourOf, type Latest, mergeLatest } from './telemetry.rules.js';
import { endEvent, findEvent, findReadings, lockLatest, markDue, saveLatest } from './telemetry.store.js';

const Stored = z.object({
  devices: z.array(z.object({ deviceId: Id, from: z.iso.datetime(), to: z.iso.datetime() })),
  heardAt: z.iso.datetime(),
});

/** Readings of one device that a listener gets at once. */
const mostAtOnce = 500;

interface News {
  deviceId: string;
  latest: Latest;
  hours: Set<number>;
}

/** Everything of a range, to the listeners; what of it is news to the page of the device. */
const readNews = async (
  deps: Deps,
  communityId: string,
  { deviceId, from, to }: z.infer<typeof Stored>['devices'][number],
  listeners: readonly ReadingListener[],
): Promise<News> => {
  const news: News = { deviceId, latest: {}, hours: new Set() };
  const range = { from: new Date(from), to: new Date(to) };
  let after: { at: Date; seq: number } | null = null;
  for (let more = true; more; ) {
    const readings = await findReadings(deps.db.reader, { communityId, deviceId }, range, mostAtOnce, after);
    more = readings.length === mostAtOnce;
    if (readings.length === 0) break;
    after = readings.at(-1) ?? null;
    for (const listener of listeners) await listener(deps, { communityId, deviceId, readings });
    news.latest = mergeLatest(news.latest, readings);
    for (const { at } of readings) news.hours.add(hourOf(at).getTime());
  }
  return news;
};

/** The sums of hours are made this often, by the community's clock. */
const sumEveryMs = 60_000;

const planSums = async (tx: Tx, deps: Deps, communityId: string): Promise<void> => {
  const slot = Math.floor(deps.clock.now().getTime() / sumEveryMs) + 1;
  await setTimer(tx, deps.clock, {
    communityId,
    topic: rollupTopic,
    payload: {},
    dueAt: new Date(slot * sumEveryMs),
    slot: [communityId, String(slot)],
  });
};

const latestAt = (latest: Latest): Date => new Date(Math.max(...Object.values(latest).map(({ atMs }) => atMs)));

const noteNews = async (tx: Tx, deps: Deps, communityId: string, news: readonly News[], heardAt: Date) => {
  const ids = news.map(({ deviceId }) => deviceId).sort();
  const known = await lockLatest(tx, communityId, ids, heardAt);
  const rows = news.flatMap(({ deviceId, latest }) => {
    const before = known.get(deviceId) ?? {};
    const merged = Object.entries(latest).reduce<Latest>(
      (all, [name, { value, atMs, seq }]) => mergeLatest(all, [{ at: new Date(atMs), seq, values: { [name]: value } }]),
      before,
    );
    return [{ communityId, deviceId, at: latestAt(merged), body: JSON.stringify(merged) }];
  });
  await saveLatest(tx, rows);
  await markDue(
    tx,
    news.flatMap(({ deviceId, hours }) => [...hours].map((ms) => ({ communityId, deviceId, at: new Date(ms) }))),
  );
  await planSums(tx, deps, communityId);
  await noteDevicesSeen(tx, communityId, ids, heardAt);
  afterCommit(tx, () => sayChanged(deps, communityId, ids));
};

const onStored =
  (listeners: readonly ReadingListener[]) =>
  async (deps: Deps, job: Job): Promise<(tx: Tx) => Promise<void>> => {
    const communityId = job.communityId ?? '';
    const { devices, heardAt } = z.parse(Stored, job.payload);
    const news: News[] = [];
    for (const device of devices) news.push(await readNews(deps, communityId, device, listeners));
    const real = news.filter(({ hours }) => hours.size > 0);
    return async (tx) => {
      if (real.length > 0) await noteNews(tx, deps, communityId, real, new Date(heardAt));
    };
  };

const onEvent =
  (listeners: TelemetryListeners['events']) =>
  async (deps: Deps, job: Job): Promise<((tx: Tx) => Promise<void>) | undefined> => {
    const where = { communityId: job.communityId ?? '', deviceId: String(job.payload.deviceId) };
    const row = await findEvent(deps.db.reader, where, String(job.payload.eventId));
    if (row?.state !== 'waiting') return undefined;
    const { eventId, type, at, isTrusted, receivedAt } = row;
    const data = JSON.parse(row.body) as DeviceEvent['data'];
    const write = await listeners[type]?.(deps, { ...where, eventId, type, at, isTrusted, receivedAt, data });
    return async (tx) => {
      if (typeof write === 'function') await write(tx);
      await endEvent(tx, where, eventId);
    };
  };

export const telemetryHandlers = (listeners: TelemetryListeners): HandlerEntry<Deps>[] => [
  { queue: 'outbox', topic: storedTopic, title: telemetryTexts.jobs.stored, handle: onStored(listeners.readings) },
  { queue: 'outbox', topic: eventTopic, title: telemetryTexts.jobs.event, handle: onEvent(listeners.events) },
  {
    queue: 'timer',
    topic: rollupTopic,
    title: telemetryTexts.jobs.rollup,
    handle: async (deps, job) => {
      await sumUp(deps, job.communityId ?? '');
      return undefined;
    },
  },
];
