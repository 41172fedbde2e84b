import { alarmDepartments, alarmSeverities, cameraKinds } from './alarmPolicy.js';
import { contract } from './contract.js';
import { FileView } from './file.js';
import { Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** open: nobody has said that they go; handled: dealt with, until it is normal again or somebody closes it. */
export const alarmStatuses = ['open', 'acknowledged', 'handled', 'closed'] as const;
export type AlarmStatus = (typeof alarmStatuses)[number];

/** rule: by a rule over readings; camera: a camera's event; device: the device itself said so. */
export const alarmSources = ['rule', 'camera', 'device'] as const;
export type AlarmSource = (typeof alarmSources)[number];

export const alarmEventKinds = [
  'raised',
  'again',
  'normal',
  'acknowledged',
  'handled',
  'noted',
  'escalated',
  'order-opened',
  'order-impossible',
  'order-ended',
  'closed',
] as const;
export type AlarmEventKind = (typeof alarmEventKinds)[number];

/** real: it was so; false: a false alarm. */
export const alarmOutcomes = ['real', 'false'] as const;

export const AlarmSummary = z.object({
  id: Id,
  title: z.string(),
  placeLabel: z.string(),
  deviceId: z.nullable(Id),
  deviceName: z.string(),
  source: z.enum(alarmSources),
  cameraKind: z.nullable(z.enum(cameraKinds)),
  severity: z.enum(alarmSeverities),
  department: z.enum(alarmDepartments),
  status: z.enum(alarmStatuses),
  /** How often it was said of the one fault. */
  count: z.int(),
  firstAt: Instant,
  lastAt: Instant,
  /** Null while it is abnormal; a camera's event has no such end. */
  normalAt: z.nullable(Instant),
  /** 振动 5.2 mm/s，上限 4.5 */
  detail: z.string(),
  /** By when the next thing has to happen; null: nothing has. */
  due: z.nullable(z.object({ kind: z.enum(['acknowledge', 'handle', 'finish']), startedAt: Instant, at: Instant })),
  /** Whom it has climbed to. */
  level: z.nullable(z.enum(['supervisor', 'manager'])),
  holder: z.nullable(z.string()),
  repairId: z.nullable(Id),
  thumbUrl: z.nullable(z.string()),
});
export type AlarmSummary = z.infer<typeof AlarmSummary>;

export const AlarmView = z.object({
  ...AlarmSummary.shape,
  outcome: z.nullable(z.enum(alarmOutcomes)),
  closedAt: z.nullable(Instant),
  /** The rule in one sentence; null: no rule is behind it. */
  rule: z.nullable(z.string()),
  /** What the device said around the fault, oldest first, by metric. */
  series: z.array(
    z.object({
      metric: z.string(),
      name: z.string(),
      unit: z.string(),
      limit: z.nullable(z.number()),
      points: z.array(z.object({ at: Instant, value: z.number() })),
    }),
  ),
  /** Of the camera, newest last. */
  pictures: z.array(FileView),
  order: z.nullable(z.object({ repairId: Id, number: z.string(), title: z.string(), status: z.string() })),
  /** Newest first. */
  timeline: z.array(
    z.object({
      id: Id,
      at: Instant,
      kind: z.enum(alarmEventKinds),
      by: z.string(),
      words: z.string(),
      note: z.nullable(z.string()),
      files: z.array(FileView),
    }),
  ),
  /** close: only with words and a photo where a camera told; why it may not be closed yet is in `closeHindrance`. */
  actions: z.array(z.enum(['acknowledge', 'handle', 'note', 'close', 'open-order'])),
  closeHindrance: z.nullable(z.string()),
  /** A photo has to be there before it is closed, and is not yet. */
  photoNeeded: z.boolean(),
});
export type AlarmView = z.infer<typeof AlarmView>;

export const listAlarms = contract({
  name: 'listAlarms',
  summary: '报警列表',
  method: 'GET',
  path: '/staff/alarms',
  auth: { as: ['staff'], may: 'alarm.read' },
  query: z.object({
    scope: z._default(z.enum(['open', 'ended']), 'open'),
    severity: z.optional(z.enum(alarmSeverities)),
    source: z.optional(z.enum(alarmSources)),
    deviceId: z.optional(Id),
    ...PageQuery,
  }),
  response: z.object({
    ...page(AlarmSummary).shape,
    /** Of the whole community, whatever the filter. */
    counts: z.object({ open: z.int(), unacknowledged: z.int(), emergency: z.int(), escalated: z.int() }),
  }),
  errors: ['request.invalid'],
});

const on = { param: 'id', of: 'alarm', within: 'community' } as const;
const params = z.object({ id: Id });

export const readAlarm = contract({
  name: 'readAlarm',
  summary: '一条报警',
  method: 'GET',
  path: '/staff/alarms/:id',
  auth: { as: ['staff'], may: 'alarm.read', on },
  params,
  response: AlarmView,
  errors: ['alarm.not_found'],
});

/** "我去看": the clock of the first deadline stops, the next one begins. */
export const acknowledgeAlarm = contract({
  name: 'acknowledgeAlarm',
  summary: '我去看',
  method: 'POST',
  path: '/staff/alarms/:id/acknowledge',
  auth: { as: ['staff'], may: 'alarm.handle', on },
  params,
  response: AlarmView,
  idempotent: true,
  errors: ['alarm.not_found', 'alarm.illegal_transition'],
});

const Report = z.object({
  note: text(500),
  fileIds: z._default(z.array(Id).check(z.maxLength(9)), []),
});

/** Dealt with, in words and with photos. What a rule watches closes by itself once it is normal too. */
export const handleAlarm = contract({
  name: 'handleAlarm',
  summary: '处理好了',
  method: 'POST',
  path: '/staff/alarms/:id/handle',
  auth: { as: ['staff'], may: 'alarm.handle', on },
  params,
  body: Report,
  response: AlarmView,
  idempotent: true,
  errors: ['alarm.not_found', 'alarm.illegal_transition', 'file.not_yours', 'request.invalid'],
});

/** Words and photos on the way; changes nothing else. */
export const noteAlarm = contract({
  name: 'noteAlarm',
  summary: '补记',
  method: 'POST',
  path: '/staff/alarms/:id/note',
  auth: { as: ['staff'], may: 'alarm.handle', on },
  params,
  body: Report,
  response: AlarmView,
  idempotent: true,
  errors: ['alarm.not_found', 'alarm.illegal_transition', 'file.not_yours', 'request.invalid'],
});

/**
 * Closed for good, with words; what a camera told needs a photo of the place besides. Refused while a reading is still
 * abnormal.
 */
export const closeAlarm = contract({
  name: 'closeAlarm',
  summary: '结案',
  method: 'POST',
  path: '/staff/alarms/:id/close',
  auth: { as: ['staff'], may: 'alarm.handle', on },
  params,
  body: z.object({ ...Report.shape, outcome: z.enum(alarmOutcomes) }),
  response: AlarmView,
  idempotent: true,
  errors: [
    'alarm.not_found',
    'alarm.illegal_transition',
    'alarm.still_abnormal',
    'alarm.evidence_missing',
    'file.not_yours',
    'request.invalid',
  ],
});

/** A request out of an alarm, where its rule opened none. */
export const openAlarmOrder = contract({
  name: 'openAlarmOrder',
  summary: '报警转工单',
  method: 'POST',
  path: '/staff/alarms/:id/order',
  auth: { as: ['staff'], may: 'alarm.handle', on },
  params,
  body: z.object({ problemTypeId: z.string().check(z.minLength(1), z.maxLength(32)), note: optionalText(200) }),
  response: AlarmView,
  idempotent: true,
  errors: ['alarm.not_found', 'alarm.illegal_transition', 'alarm.no_place', 'request.invalid'],
});
