import type { AlarmSummary, AlarmView } from 'shared-types/alarm';
import type { FileView } from 'shared-types/file';
import { toInstant } from 'shared-types/time';
import type { StaffActor } from '../../platform/call.js';
import type { AlarmEntity, AlarmEventEntity } from './alarm.entity.js';
import { isAbnormal } from './clock.rules.js';

const dueKinds = { open: 'acknowledge', acknowledged: 'handle', handled: 'finish' } as const;

const dueOf = ({ status, dueAt, dueFrom, raisedAt }: AlarmEntity): AlarmSummary['due'] =>
  status === 'closed' || !dueAt
    ? null
    : { kind: dueKinds[status], startedAt: toInstant(dueFrom ?? raisedAt), at: toInstant(dueAt) };

export const presentSummary = (alarm: AlarmEntity, pictures: readonly FileView[]): AlarmSummary => ({
  id: alarm.id,
  title: alarm.title,
  placeLabel: alarm.placeLabel,
  deviceId: alarm.deviceId,
  deviceName: alarm.deviceName,
  source: alarm.source,
  cameraKind: alarm.cameraKind,
  severity: alarm.severity,
  department: alarm.department,
  status: alarm.status,
  count: alarm.count,
  firstAt: toInstant(alarm.firstAt),
  lastAt: toInstant(alarm.lastAt),
  normalAt: alarm.normalAt ? toInstant(alarm.normalAt) : null,
  detail: alarm.detail,
  due: dueOf(alarm),
  level: alarm.level,
  holder: alarm.holderName,
  repairId: alarm.repairId,
  thumbUrl: pictures[0]?.thumbUrl ?? null,
});

export const presentEvent = (event: AlarmEventEntity, files: FileView[]): AlarmView['timeline'][number] => ({
  id: event.id,
  at: toInstant(event.at),
  kind: event.kind,
  by: event.byName,
  words: event.words,
  note: event.note,
  files,
});

/** What this caller may do next. */
export const actionsOf = (alarm: AlarmEntity, actor: StaffActor): AlarmView['actions'] => {
  if (alarm.status === 'closed' || !actor.permissions.has('alarm.handle')) return [];
  const actions: AlarmView['actions'] = [];
  if (alarm.status === 'open') actions.push('acknowledge');
  if (alarm.status !== 'handled') actions.push('handle');
  actions.push('note');
  if (!isAbnormal(alarm)) actions.push('close');
  if (!alarm.repairId && (alarm.houseId || alarm.areaId)) actions.push('open-order');
  return actions;
};
