import { contract } from './contract.js';
import { departments } from './permissions.js';
import { Id, Instant, text, z } from './schemas.js';

const minutes = (max: number) => z.int().check(z.minimum(1), z.maximum(max));
const clock = z.string().check(z.regex(/^([01]\d|2[0-4]):[0-5]\d$/));
const basisPoints = z.int().check(z.minimum(0), z.maximum(10_000));
const day = 1440;

/** Further orders that a request opens by itself (C8): 电梯异响 -> 工程检查 + 门岗. */
export const ChainRule = z.object({
  /** lift-noise */
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  name: text(40),
  on: z.object({
    problemTypeIds: z.array(z.string().check(z.maxLength(32))).check(z.minLength(1), z.maxLength(30)),
    /** One of these words in what was said; empty: any words. */
    words: z.array(text(20)).check(z.maxLength(30)),
    urgency: z.enum(['any', 'general', 'emergency']),
  }),
  opens: z
    .array(
      z.object({
        department: z.enum(departments),
        skill: z.string().check(z.minLength(1), z.maxLength(32)),
        task: text(60),
      }),
    )
    .check(z.minLength(1), z.maxLength(5)),
  active: z.boolean(),
});
export type ChainRule = z.infer<typeof ChainRule>;

/** Every duration, threshold and frequency of the loop, per community (mission.md: policy data, never a constant). */
export const ServicePolicy = z.object({
  general: z.object({ respondMinutes: minutes(7 * day), finishMinutes: minutes(60 * day) }),
  emergency: z.object({
    respondMinutes: minutes(day),
    arriveMinutes: minutes(day),
    finishMinutes: minutes(60 * day),
    callbackMinutes: minutes(7 * day),
  }),
  /** Hours in which the clocks of general requests run; null: day and night. Emergencies always run. 1 = Monday. */
  workingHours: z.nullable(
    z.object({
      from: clock,
      to: clock,
      weekdays: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1)),
    }),
  ),
  warnings: z.object({ generalMinutes: minutes(day), emergencyMinutes: minutes(day) }),
  escalation: z.object({
    /** From the supervisor to the manager, and again to the manager, while nobody answers. */
    generalAgainMinutes: minutes(day),
    emergencyAgainMinutes: minutes(day),
    /** An answered escalation climbs again when the promise is still open after this. */
    followMinutes: minutes(7 * day),
  }),
  pause: z.object({
    mostDays: z.int().check(z.minimum(1), z.maximum(60)),
    mostTimes: z.int().check(z.minimum(0), z.maximum(20)),
  }),
  /** Days after which a finished request closes without the owner's nod. */
  confirmDays: z.int().check(z.minimum(1), z.maximum(60)),
  /** Days after the end in which the owner may say that it is not mended. */
  reopenDays: z.int().check(z.minimum(0), z.maximum(60)),
  /** Days for which every reading of a device is kept, and for which its hours are; its days are kept for good. */
  readingDays: z._default(z.int().check(z.minimum(7), z.maximum(3650)), 90),
  readingHourDays: z._default(z.int().check(z.minimum(31), z.maximum(3650)), 1095),
  /** Days for which it is kept who visited and who passed a door. */
  visitorRecordDays: z._default(z.int().check(z.minimum(1), z.maximum(3650)), 180),
  /** Doors that owners open themselves. */
  ownDoors: z._default(
    z.object({
      /** Hours for which a phone can make door codes without a network. */
      codeHours: z.int().check(z.minimum(1), z.maximum(72)),
      /** Days for which a door that is cut off lets residents in by their codes. */
      doorDays: z.int().check(z.minimum(1), z.maximum(14)),
      /** Whether owners may open their doors from afar, and how often one may open one door in an hour. */
      remote: z.boolean(),
      remotePerHour: z.int().check(z.minimum(1), z.maximum(60)),
    }),
    { codeHours: 12, doorDays: 3, remote: false, remotePerHour: 6 },
  ),
  urge: z.object({
    most: z.int().check(z.minimum(0), z.maximum(20)),
    everyMinutes: minutes(7 * day),
    /** From this urge on the supervisor is told at once. */
    escalateFrom: z.int().check(z.minimum(1), z.maximum(20)),
  }),
  dispatch: z.object({
    automatic: z.boolean(),
    /** Open orders a worker may have, unless their post says otherwise. */
    defaultLimit: z.int().check(z.minimum(1), z.maximum(50)),
    /** How long a worker may leave an order unanswered before it goes to another. */
    generalAcceptMinutes: minutes(day),
    emergencyAcceptMinutes: minutes(day),
    /** How often an order that nobody fits is tried again. */
    retryMinutes: minutes(day),
    /** Weights of the parts of a score; they are scaled to 100. */
    weights: z.object({
      skill: z.int().check(z.minimum(0), z.maximum(100)),
      place: z.int().check(z.minimum(0), z.maximum(100)),
      load: z.int().check(z.minimum(0), z.maximum(100)),
      distance: z.int().check(z.minimum(0), z.maximum(100)),
    }),
  }),
  recognition: z.object({
    typeThresholdBp: basisPoints,
    emergencyThresholdBp: basisPoints,
    emergencyHintBp: basisPoints,
  }),
  /** Complaints: what looks alike, how often a household may object to the answer, from how many on it is published. */
  complaint: z._default(
    z.object({
      similarDays: z.int().check(z.minimum(1), z.maximum(60)),
      objections: z.int().check(z.minimum(0), z.maximum(5)),
      publishFrom: z.int().check(z.minimum(1), z.maximum(100)),
    }),
    { similarDays: 7, objections: 1, publishFrom: 2 },
  ),
  spotCheck: z.object({ shareBp: basisPoints, withinDays: z.int().check(z.minimum(1), z.maximum(60)) }),
  device: z._default(
    z.object({
      /** After a new credential the last one still opens for so long: the device is reached and set meanwhile. */
      secretGraceMinutes: minutes(30 * day),
      /** Who has said nothing for so long is not online, whatever the broker said last. */
      offlineMinutes: z._default(minutes(30 * day), 360),
    }),
    { secretGraceMinutes: day, offlineMinutes: 360 },
  ),
  /** A rating of so many stars or fewer is followed up (C9): the three levels' time, and until when the plan is published. */
  followUp: z._default(
    z.object({
      stars: z.int().check(z.minimum(1), z.maximum(4)),
      serviceMinutes: minutes(day),
      supervisorMinutes: minutes(day),
      managerMinutes: minutes(2 * day),
      planMinutes: minutes(3 * day),
      againMinutes: minutes(day),
    }),
    {
      ...{ stars: 2, serviceMinutes: 120, supervisorMinutes: 360, managerMinutes: 720 },
      ...{ planMinutes: day, againMinutes: 60 },
    },
  ),
  /** When the white paper of the month before is written, what counts as a repeat, and what one worker can do in a month. */
  whitePaper: z._default(
    z.object({
      day: z.int().check(z.minimum(1), z.maximum(28)),
      hour: z.int().check(z.minimum(0), z.maximum(23)),
      repeatTimes: z.int().check(z.minimum(2), z.maximum(20)),
      repeatDays: z.int().check(z.minimum(7), z.maximum(365)),
      workerHours: z.int().check(z.minimum(10), z.maximum(300)),
    }),
    { day: 1, hour: 7, repeatTimes: 3, repeatDays: 90, workerHours: 100 },
  ),
  /** What the use of smart meters gives away. */
  metering: z._default(
    z.object({
      leakNights: z.int().check(z.minimum(1), z.maximum(14)),
      leakLitresPerHour: z.int().check(z.minimum(1), z.maximum(1000)),
      /** In a day; what a house that stands empty may use, and what a building's master may count more at least. */
      emptyWaterLitres: z.int().check(z.minimum(1), z.maximum(10_000)),
      emptyPowerWh: z.int().check(z.minimum(1), z.maximum(100_000)),
      lostShareBp: basisPoints,
      overloadWatts: z.int().check(z.minimum(500), z.maximum(100_000)),
      silentMinutes: minutes(30 * day),
    }),
    {
      ...{ leakNights: 3, leakLitresPerHour: 5, emptyWaterLitres: 50, emptyPowerWh: 2000 },
      ...{ lostShareBp: 1500, overloadWatts: 8000, silentMinutes: 360 },
    },
  ),
  /** 公告: when whoever has not read one is reminded, how often at most, and for how many days it counts as unread. */
  announcement: z._default(
    z.object({
      remindAfterMinutes: minutes(30 * day),
      mostReminders: z.int().check(z.minimum(0), z.maximum(5)),
      freshDays: z.int().check(z.minimum(1), z.maximum(365)),
    }),
    { remindAfterMinutes: day, mostReminders: 1, freshDays: 30 },
  ),
  /** 咨询: how sure the knowledge must be to answer, and how long a person is waited for before it goes in writing. */
  inquiry: z._default(z.object({ sureBp: basisPoints, waitMinutes: minutes(day) }), { sureBp: 2500, waitMinutes: 10 }),
  /** 上门服务: when somebody can be asked to come, how many a half-day, and until when somebody must be named. */
  homeVisit: z._default(
    z.object({
      /** Visits in a half-day; 0: none are offered. */
      perHalf: z.int().check(z.minimum(0), z.maximum(200)),
      aheadDays: z.int().check(z.minimum(1), z.maximum(60)),
      /** 1 = Monday. */
      weekdays: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1)),
      /** Whole hours of the community's day. */
      morningFrom: z.int().check(z.minimum(0), z.maximum(23)),
      morningTo: z.int().check(z.minimum(1), z.maximum(24)),
      afternoonFrom: z.int().check(z.minimum(0), z.maximum(23)),
      afternoonTo: z.int().check(z.minimum(1), z.maximum(24)),
      giveMinutes: minutes(2 * day),
    }),
    {
      ...{ perHalf: 6, aheadDays: 14, weekdays: [1, 2, 3, 4, 5, 6, 7], morningFrom: 9, morningTo: 12 },
      ...{ afternoonFrom: 14, afternoonTo: 18, giveMinutes: 120 },
    },
  ),
  chain: z.object({
    /** at-once: when it is reported; on-take: when customer service takes the request. */
    when: z.enum(['at-once', 'on-take']),
    rules: z.array(ChainRule).check(z.maxLength(50)),
  }),
});
export type ServicePolicy = z.infer<typeof ServicePolicy>;

const PolicyChange = z.object({
  /** general.respondMinutes */
  path: z.string(),
  /** 一般报修：回应时限 */
  label: z.string(),
  /** 2 小时 */
  before: z.string(),
  after: z.string(),
});

const VersionBrief = z.object({ version: z.int(), at: Instant, by: z.string(), reason: z.string() });

export const PolicyView = z.object({
  /** 0: the defaults, which nobody has changed yet. */
  version: z.int(),
  policy: ServicePolicy,
  /** Newest first. */
  history: z.array(VersionBrief),
  actions: z.array(z.enum(['change'])),
});
export type PolicyView = z.infer<typeof PolicyView>;

export const readPolicy = contract({
  name: 'readPolicy',
  summary: '服务规则',
  method: 'GET',
  path: '/staff/policy',
  auth: { as: ['staff'], may: 'policy.read' },
  response: PolicyView,
  errors: [],
});

export const readPolicyVersion = contract({
  name: 'readPolicyVersion',
  summary: '服务规则的一个版本',
  method: 'GET',
  path: '/staff/policy/versions/:version',
  auth: { as: ['staff'], may: 'policy.read' },
  params: z.object({ version: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(100_000)) }),
  response: z.object({ ...VersionBrief.shape, policy: ServicePolicy, changes: z.array(PolicyChange) }),
  errors: ['policy.version_not_found'],
});

/** What would change: in words, and what it would have meant for the last thirty days. */
export const PolicyPreview = z.object({
  changes: z.array(PolicyChange),
  /** Open requests keep the promises that were made to them. */
  openKept: z.int(),
  /** The promises of the last thirty days, judged by the old and by the new durations. */
  lastMonth: z.object({
    requests: z.int(),
    promises: z.int(),
    missedBefore: z.int(),
    missedAfter: z.int(),
    /** Finished orders that the sample would draw. */
    sampledBefore: z.int(),
    sampledAfter: z.int(),
    /** Requests that would open further orders. */
    chainedBefore: z.int(),
    chainedAfter: z.int(),
  }),
  /** Workers whose open orders are over the new limit: nothing is taken from them, nothing is added. */
  overLimit: z.array(z.object({ id: Id, name: z.string(), load: z.int() })),
});
export type PolicyPreview = z.infer<typeof PolicyPreview>;

export const previewPolicy = contract({
  name: 'previewPolicy',
  summary: '改了会怎样',
  method: 'POST',
  path: '/staff/policy/preview',
  auth: { as: ['staff'], may: 'policy.manage' },
  body: z.object({ policy: ServicePolicy }),
  response: PolicyPreview,
  errors: ['request.invalid'],
});

/** A new version; requests that are open keep their promises. Audited with its reason. */
export const changePolicy = contract({
  name: 'changePolicy',
  summary: '改服务规则',
  method: 'POST',
  path: '/staff/policy',
  auth: { as: ['staff'], may: 'policy.manage' },
  body: z.object({
    policy: ServicePolicy,
    /** The version that was looked at: refused when somebody else was quicker. */
    basedOn: z.int().check(z.minimum(0)),
    reason: text(200),
  }),
  response: PolicyView,
  idempotent: true,
  errors: ['policy.outdated', 'policy.unchanged', 'request.invalid'],
});
