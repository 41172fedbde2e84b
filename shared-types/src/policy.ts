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
  spotCheck: z.object({ shareBp: basisPoints, withinDays: z.int().check(z.minimum(1), z.maximum(60)) }),
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
