import type { AlarmSummary, AlarmView, listAlarms } from 'shared-types/alarm';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { FileView } from 'shared-types/file';
import { toInstant } from 'shared-types/time';
import { cursorTime, cursorWhole, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { alarmTexts, metricOf } from '../../locales/alarm.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readFilesOf } from '../file/file.door.js';
import { readRepairBrief } from '../repair/repair.door.js';
import type { AlarmEntity } from './alarm.entity.js';
import {
  countAlarms,
  findAlarm,
  findAlarmEvents,
  findEventIds,
  listEndedAlarms,
  listOpenAlarms,
} from './alarm.store.js';
import { actionsOf, presentEvent, presentSummary } from './alarm.view.js';
import { hindrance } from './clock.rules.js';
import { readAlarmPolicyInForce, ruleSentence } from './policy.queries.js';

/** Pictures of cameras by alarm, oldest first. */
const picturesOf = async (deps: Deps, communityId: string, alarmIds: string[]): Promise<Map<string, FileView[]>> => {
  const { reader } = deps.db;
  const ids = await findEventIds(reader, communityId, alarmIds);
  const files = await readFilesOf(deps, reader, [...ids.values()].flat());
  return new Map([...ids].map(([alarmId, list]) => [alarmId, list.flatMap((id) => files.get(id) ?? [])]));
};

type Query = QueryOf<typeof listAlarms>;

const openPlace = (cursor: string | undefined): { rank: number; id: string } | null => {
  const [rank, id] = decodeCursor(cursor, 2);
  return rank === undefined || id === undefined ? null : { rank: cursorWhole(rank), id };
};

const endedPlace = (cursor: string | undefined): { at: Date; id: string } | null => {
  const [at, id] = decodeCursor(cursor, 2);
  return at === undefined || id === undefined ? null : { at: cursorTime(at), id };
};

const rowsOf = (reader: Reader, communityId: string, query: Query): Promise<AlarmEntity[]> => {
  const { scope, severity, source, deviceId, cursor } = query;
  const filter = { severity, source, deviceId, limit: query.limit + 1 };
  return scope === 'open'
    ? listOpenAlarms(reader, communityId, { ...filter, after: openPlace(cursor) })
    : listEndedAlarms(reader, communityId, { ...filter, after: endedPlace(cursor) });
};

export const listAlarmViews = async (
  deps: Deps,
  communityId: string,
  query: Query,
): Promise<ResponseOf<typeof listAlarms>> => {
  const { reader } = deps.db;
  const [rows, counts] = await Promise.all([rowsOf(reader, communityId, query), countAlarms(reader, communityId)]);
  const shown = rows.slice(0, query.limit);
  const pictures = await picturesOf(
    deps,
    communityId,
    shown.filter(({ source }) => source === 'camera').map(({ id }) => id),
  );
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const first = query.scope === 'open' ? String(last?.rank) : (last?.closedAt?.toISOString() ?? '');
  return {
    items: shown.map((alarm): AlarmSummary => presentSummary(alarm, pictures.get(alarm.id) ?? [])),
    nextCursor: last ? encodeCursor(first, last.id) : null,
    counts,
  };
};

/** Values around the fault, one line a metric, with the limit that the rule has for it. */
const seriesOf = async (reader: Reader, alarm: AlarmEntity): Promise<AlarmView['series']> => {
  const { policy } = await readAlarmPolicyInForce(reader, alarm.communityId);
  const rule = policy.rules.find(({ id }) => id === alarm.ruleId);
  const metrics = [...new Set(alarm.samples.flatMap(({ values }) => Object.keys(values)))];
  return metrics.map((metric) => {
    const condition = rule?.conditions.find((one) => one.kind === 'threshold' && one.metric === metric);
    return {
      metric,
      ...metricOf(metric),
      limit: condition?.kind === 'threshold' ? condition.limit : null,
      points: alarm.samples.flatMap(({ at, values }) => {
        const value = values[metric];
        return value === undefined ? [] : [{ at: toInstant(new Date(at)), value }];
      }),
    };
  });
};

const orderOf = async (reader: Reader, alarm: AlarmEntity): Promise<AlarmView['order']> => {
  const brief = alarm.repairId ? await readRepairBrief(reader, alarm.communityId, alarm.repairId) : null;
  return brief && { repairId: brief.id, number: brief.number, title: brief.title, status: brief.status };
};

export const readAlarmView = async (deps: Deps, actor: StaffActor, id: string): Promise<AlarmView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const alarm = await findAlarm(reader, communityId, id);
  if (!alarm) throw new AppError('alarm.not_found');
  const events = await findAlarmEvents(reader, communityId, id);
  const files = await readFilesOf(
    deps,
    reader,
    events.map((event) => event.id),
  );
  const pictures = (await picturesOf(deps, communityId, [id])).get(id) ?? [];
  const photos = events
    .filter(({ byId }) => byId !== null)
    .flatMap((event) => files.get(event.id) ?? [])
    .filter(({ kind }) => kind === 'image').length;
  const why = hindrance(alarm, { photos });
  return {
    ...presentSummary(alarm, pictures),
    outcome: alarm.outcome,
    closedAt: alarm.closedAt ? toInstant(alarm.closedAt) : null,
    rule: alarm.ruleId ? await ruleSentence(reader, communityId, alarm.ruleId) : null,
    series: await seriesOf(reader, alarm),
    pictures,
    order: await orderOf(reader, alarm),
    timeline: events.map((event) => presentEvent(event, files.get(event.id) ?? [])),
    actions: actionsOf(alarm, actor),
    closeHindrance: why === 'alarm.still_abnormal' ? alarmTexts.stillAbnormal : null,
    photoNeeded: why === 'alarm.evidence_missing',
  };
};
