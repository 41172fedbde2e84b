import { contract } from './contract.js';
import { deviceKinds } from './device.js';
import type { Department } from './permissions.js';
import { Id, Instant, text, z } from './schemas.js';

/** 紧急、严重、提醒: the heaviest first. */
export const alarmSeverities = ['emergency', 'serious', 'notice'] as const;
export type AlarmSeverity = (typeof alarmSeverities)[number];

/** What a camera may tell (S1, S7). */
export const cameraKinds = ['thrown-object', 'blocked-lane', 'loitering', 'ebike-smoke'] as const;
export type CameraKind = (typeof cameraKinds)[number];

/** What devices say of themselves: a smoke sensor's own word, and that of any other. */
export type ToldKind = 'smoke' | 'other';

/** Everything that is said, by who says it. */
export const saidFamilies = ['camera', 'told', 'found'] as const;
export type SaidFamily = (typeof saidFamilies)[number];

/** Who is told and comes: the guards' or the engineers' department. */
export const alarmDepartments = ['security', 'engineering'] as const satisfies readonly Department[];
export type AlarmDepartment = (typeof alarmDepartments)[number];

const minutes = (max: number) => z.int().check(z.minimum(1), z.maximum(max));
const figure = z.number().check(z.minimum(-1e9), z.maximum(1e9));
const day = 1440;

/** The name of a value in a reading: vibration. */
export const Metric = z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,39}$/));

/** Abnormal from `limit` on; normal again only beyond `clear`, so that a value at the limit does not flap. */
const Threshold = z.object({
  kind: z.literal('threshold'),
  metric: Metric,
  side: z.enum(['above', 'below']),
  limit: figure,
  clear: figure,
});

/** Moved by `limit` or more within so many minutes; normal again at `clear` or less. */
const Rate = z.object({
  kind: z.literal('rate'),
  metric: Metric,
  direction: z.enum(['rise', 'fall']),
  withinMinutes: minutes(day),
  limit: figure.check(z.gt(0)),
  clear: figure.check(z.minimum(0)),
});

/** Nothing heard of the device for so long. */
const Silence = z.object({ kind: z.literal('silence'), minutes: minutes(7 * day) });

/** By the trend of the last days the limit is reached within so many days, at least this surely. */
const Trend = z.object({
  kind: z.literal('trend'),
  metric: Metric,
  side: z.enum(['above', 'below']),
  limit: figure,
  withinDays: z.int().check(z.minimum(1), z.maximum(365)),
  leastConfidenceBp: z.int().check(z.minimum(5000), z.maximum(9990)),
});

export const AlarmCondition = z.discriminatedUnion('kind', [Threshold, Rate, Silence, Trend]);
export type AlarmCondition = z.infer<typeof AlarmCondition>;

/** A rule of alarms (E2): what is abnormal of which devices, how heavy it is, and what it opens. */
export const AlarmRule = z.object({
  /** lift-vibration */
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  name: text(40),
  active: z.boolean(),
  /** Devices of these kinds, or the one device. */
  kinds: z.array(z.enum(deviceKinds)).check(z.maxLength(deviceKinds.length)),
  deviceId: z.nullable(Id),
  match: z.enum(['all', 'any']),
  conditions: z.array(AlarmCondition).check(z.minLength(1), z.maxLength(6)),
  /** Abnormal only after it has held for so long; 0: at once. */
  forSeconds: z.int().check(z.minimum(0), z.maximum(86_400)),
  severity: z.enum(alarmSeverities),
  department: z.enum(alarmDepartments),
  /** The request that it opens; null: none. `emergency` is one of the type's emergencies, or empty. */
  order: z.nullable(
    z.object({
      problemTypeId: z.string().check(z.minLength(1), z.maxLength(32)),
      emergency: z.string().check(z.maxLength(40)),
    }),
  ),
});
export type AlarmRule = z.infer<typeof AlarmRule>;

/** Deadlines of one severity, day and night. */
const Deadlines = z.object({
  /** Somebody says that they go. */
  acknowledgeMinutes: minutes(7 * day),
  /** Dealt with, from then on. */
  handleMinutes: minutes(30 * day),
  /** From the supervisor to the manager, and again to the manager, while nothing happens. */
  againMinutes: minutes(7 * day),
});

/** What becomes of something that is said, and not read off values. */
const SaidRule = z.object({
  active: z.boolean(),
  severity: z.enum(alarmSeverities),
  order: AlarmRule.shape.order,
});
export type SaidRule = z.infer<typeof SaidRule>;

/** What is abnormal, and by when somebody has to be there: data of a community, by version. */
export const AlarmPolicy = z.object({
  deadlines: z.object({ emergency: Deadlines, serious: Deadlines, notice: Deadlines }),
  camera: z.object({
    'thrown-object': SaidRule,
    'blocked-lane': SaidRule,
    loitering: SaidRule,
    'ebike-smoke': SaidRule,
  }),
  told: z.object({ smoke: SaidRule, other: SaidRule }),
  /** What the reading of meters gives away (E7). */
  found: z.object({
    leak: SaidRule,
    empty: SaidRule,
    lost: SaidRule,
    overload: SaidRule,
    silent: SaidRule,
  }),
  rules: z.array(AlarmRule).check(z.maxLength(100)),
});
export type AlarmPolicy = z.infer<typeof AlarmPolicy>;

const VersionBrief = z.object({ version: z.int(), at: Instant, by: z.string(), reason: z.string() });
const Change = z.object({ path: z.string(), label: z.string(), before: z.string(), after: z.string() });

export const AlarmPolicyView = z.object({
  /** 0: the defaults, which nobody has changed yet. */
  version: z.int(),
  policy: AlarmPolicy,
  /** Each rule in one sentence, in the order of the rules. */
  sentences: z.array(z.string()),
  /** Values that rules may look at, with their names and units, and types of requests that they may open. */
  choices: z.object({
    metrics: z.array(z.object({ metric: z.string(), name: z.string(), unit: z.string() })),
    problemTypes: z.array(z.object({ id: z.string(), name: z.string(), emergencies: z.array(z.string()) })),
  }),
  /** Newest first. */
  history: z.array(VersionBrief),
  actions: z.array(z.enum(['change'])),
});
export type AlarmPolicyView = z.infer<typeof AlarmPolicyView>;

export const readAlarmPolicy = contract({
  name: 'readAlarmPolicy',
  summary: '报警规则',
  method: 'GET',
  path: '/staff/alarm-policy',
  auth: { as: ['staff'], may: 'alarm.read' },
  response: AlarmPolicyView,
  errors: [],
});

export const readAlarmPolicyVersion = contract({
  name: 'readAlarmPolicyVersion',
  summary: '报警规则的一个版本',
  method: 'GET',
  path: '/staff/alarm-policy/versions/:version',
  auth: { as: ['staff'], may: 'alarm.read' },
  params: z.object({ version: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(100_000)) }),
  response: z.object({ ...VersionBrief.shape, policy: AlarmPolicy, changes: z.array(Change) }),
  errors: ['policy.version_not_found'],
});

/** What would change, in words; nothing is kept. Faults stand beside their field: `policy.rules.0.conditions.0.clear`. */
export const previewAlarmPolicy = contract({
  name: 'previewAlarmPolicy',
  summary: '报警规则改了会怎样',
  method: 'POST',
  path: '/staff/alarm-policy/preview',
  auth: { as: ['staff'], may: 'policy.manage' },
  body: z.object({ policy: AlarmPolicy }),
  response: z.object({
    changes: z.array(Change),
    /** Of each changed rule over readings, what it would have meant for the last seven days, in one sentence. */
    rehearsals: z.array(z.object({ ruleId: z.string(), words: z.string() })),
  }),
  errors: ['request.invalid'],
});

/** A new version, from the next reading on; alarms that are there keep their deadlines. Audited with its reason. */
export const changeAlarmPolicy = contract({
  name: 'changeAlarmPolicy',
  summary: '改报警规则',
  method: 'POST',
  path: '/staff/alarm-policy',
  auth: { as: ['staff'], may: 'policy.manage' },
  body: z.object({
    policy: AlarmPolicy,
    /** The version that was looked at: refused when somebody else was quicker. */
    basedOn: z.int().check(z.minimum(0)),
    reason: text(200),
  }),
  response: AlarmPolicyView,
  idempotent: true,
  errors: ['alarm_policy.outdated', 'alarm_policy.unchanged', 'request.invalid'],
});
