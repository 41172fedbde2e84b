import { contract } from './contract.js';
import { BasisPoints, FenAmount } from './money.js';
import { Instant, text, z } from './schemas.js';

const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const dayOfMonth = z.int().check(z.minimum(1), z.maximum(28));

/** Every day, amount and frequency of the community's money that the mission leaves to policy (F1–F7). */
export const MoneyPolicy = z.object({
  billing: z.object({
    /** The run of a month is made by itself on this day, for the month before (metered) or the same one (fixed fees). */
    runDay: dayOfMonth,
    runHour: z.int().check(z.minimum(0), z.maximum(23)),
    /** Published by itself; otherwise a person looks at it first. */
    publishAutomatically: z.boolean(),
    /** Bills are due on this day of the run's month. */
    dueDay: dayOfMonth,
    /** A published run may be voided as a whole only within these days. */
    voidWithinDays: z.int().check(z.minimum(0), z.maximum(60)),
  }),
  reminders: z.object({
    /** Days after the due day (negative: before); one message a stage. */
    stagesDays: z.array(z.int().check(z.minimum(-28), z.maximum(365))).check(z.maxLength(8)),
    quietFrom: clock,
    quietTo: clock,
    /** A stage goes only while at least this much is due. */
    leastFen: FenAmount,
  }),
  payment: z.object({
    /** How long an open payment may be paid. */
    openMinutes: z.int().check(z.minimum(2), z.maximum(120)),
    /** How long an owner's consent for somebody else to pay holds. */
    consentHours: z.int().check(z.minimum(1), z.maximum(720)),
  }),
  refund: z.object({
    /** Above this a manager approves; below, a second person of finance. */
    managerAboveFen: FenAmount,
  }),
  spending: z.object({
    /** An expense or public revenue above this needs a second person. */
    approveAboveFen: FenAmount,
  }),
  reconciliation: z.object({
    /** Statements of yesterday are fetched from this hour on. */
    fetchHour: z.int().check(z.minimum(9), z.maximum(23)),
    /** A person is told about differences that are still open after this. */
    remindHours: z.int().check(z.minimum(1), z.maximum(240)),
  }),
  report: z.object({
    /** The finance report of the month before is published by itself on this day (F7). */
    day: dayOfMonth,
    hour: z.int().check(z.minimum(0), z.maximum(23)),
  }),
  /** Off until somebody turns it on; rules that were written before there was such a thing keep it off. */
  autoDebit: z._default(
    z.object({
      on: z.boolean(),
      /** What is due is taken on this day of the month, from this hour on: WeChat takes money from 7 to 22 only. */
      day: dayOfMonth,
      hour: z.int().check(z.minimum(7), z.maximum(20)),
      /** Owners are told so many days before; WeChat wants one at least. */
      noticeDays: z.int().check(z.minimum(1), z.maximum(3)),
      /** So often more when there was not enough money, with so many days between. */
      retries: z.int().check(z.minimum(0), z.maximum(3)),
      retryAfterDays: z.int().check(z.minimum(1), z.maximum(7)),
      /** No single debit is more. */
      limitFen: z.int().check(z.minimum(1), z.maximum(9_000_000_000_000)),
    }),
    { on: false, day: 20, hour: 9, noticeDays: 1, retries: 2, retryAfterDays: 2, limitFen: 300_000 },
  ),
  invoice: z.object({
    /** Issued by itself after payment, to the payer's default title. */
    automatic: z.boolean(),
    taxRateBp: BasisPoints,
  }),
});
export type MoneyPolicy = z.infer<typeof MoneyPolicy>;

const MoneyPolicyChange = z.object({
  /** reminders.quietFrom */
  path: z.string(),
  /** 催缴：免打扰从 */
  label: z.string(),
  /** 21:00 */
  before: z.string(),
  after: z.string(),
});

const MoneyPolicyVersion = z.object({ version: z.int(), at: Instant, by: z.string(), reason: z.string() });

export const MoneyPolicyView = z.object({
  /** 0: the defaults, which nobody has changed yet. */
  version: z.int(),
  policy: MoneyPolicy,
  /** Newest first. */
  history: z.array(MoneyPolicyVersion),
  actions: z.array(z.enum(['change'])),
});
export type MoneyPolicyView = z.infer<typeof MoneyPolicyView>;

export const readMoneyPolicy = contract({
  name: 'readMoneyPolicy',
  summary: '收费规则',
  method: 'GET',
  path: '/staff/money-policy',
  auth: { as: ['staff'], may: 'policy.read' },
  response: MoneyPolicyView,
  errors: [],
});

export const readMoneyPolicyVersion = contract({
  name: 'readMoneyPolicyVersion',
  summary: '收费规则的一个版本',
  method: 'GET',
  path: '/staff/money-policy/versions/:version',
  auth: { as: ['staff'], may: 'policy.read' },
  params: z.object({ version: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(100_000)) }),
  response: z.object({ ...MoneyPolicyVersion.shape, policy: MoneyPolicy, changes: z.array(MoneyPolicyChange) }),
  errors: ['policy.version_not_found'],
});

/** What would change, in words; nothing is kept. Faults stand beside their field: `policy.reminders.quietTo`. */
export const previewMoneyPolicy = contract({
  name: 'previewMoneyPolicy',
  summary: '收费规则改了会怎样',
  method: 'POST',
  path: '/staff/money-policy/preview',
  auth: { as: ['staff'], may: 'policy.manage' },
  body: z.object({ policy: MoneyPolicy }),
  response: z.object({ changes: z.array(MoneyPolicyChange) }),
  errors: ['request.invalid'],
});

/** A new version, from now on; bills and payments that are there keep what they were made under. Audited. */
export const changeMoneyPolicy = contract({
  name: 'changeMoneyPolicy',
  summary: '改收费规则',
  method: 'POST',
  path: '/staff/money-policy',
  auth: { as: ['staff'], may: 'policy.manage' },
  body: z.object({
    policy: MoneyPolicy,
    /** The version that was looked at: refused when somebody else was quicker. */
    basedOn: z.int().check(z.minimum(0)),
    reason: text(200),
  }),
  response: MoneyPolicyView,
  idempotent: true,
  errors: ['money_policy.outdated', 'money_policy.unchanged', 'request.invalid'],
});
