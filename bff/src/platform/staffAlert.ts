import { Id, z } from 'shared-types/schemas';
import type { Clock } from './clock/clock.js';
import type { Tx } from './database/access.js';
import { publish } from './queue/queue.js';

/** The topic by which any feature tells members of staff something; notification listens to it. */
export const staffAlertTopic = 'staff.alert';

/** What staff can be told; the words of each, and what its detail says, are in `locales/staffAlerts.ts`. */
export const staffAlertKinds = [
  'assigned',
  'warning',
  'late',
  'escalated',
  'escalated-again',
  'nobody-fits',
  'taken-back',
  'preempted',
  'urged',
  'callback',
  'undecided',
  'maybe-emergency',
  'spot-check',
  'reopened',
  'unheld',
  'worker-left',
  'ledger-fault',
  'bill-run',
  'payment-mismatch',
  'payment-channel',
  'refund-attention',
  'reconcile-differs',
  'report-late',
  'white-paper',
  'follow-up',
  'follow-up-late',
  'autodebit',
  'invoice-attention',
  'access-replay',
  'inquiry',
  'access-refused',
  'home-visit',
  'home-visit-late',
  'alarm',
  'alarm-emergency',
  'alarm-late',
  'complaint',
] as const;
export type StaffAlertKind = (typeof staffAlertKinds)[number];

export interface StaffAlert {
  communityId: string;
  /** Given where the same cause must be told once, however often it is announced. */
  id?: string;
  /** The request it is about: its title and place are read when the message is written. */
  repairId: string | null;
  /** The device's alarm that it is about, where it is about one: it rings with its page. */
  alarmId?: string;
  /** At most fifty are told. */
  staffIds: readonly string[];
  kind: StaffAlertKind;
  /** One thing more to say: 到场时限. No personal data: it stands in the outbox. */
  detail?: string;
  /** Rings at the desk or in the pocket, besides standing in the inbox. */
  rings?: boolean;
  /** Page of the staff's front end; by default the request's, or the spot checks. */
  link?: string;
}

const mostPeople = 50;

const Payload = z.object({
  repairId: z.nullable(Id),
  alarmId: z.optional(Id),
  staffIds: z.array(Id).check(z.maxLength(mostPeople)),
  kind: z.enum(staffAlertKinds),
  detail: z.optional(z.string()),
  rings: z.boolean(),
  link: z.optional(z.string()),
});

/** Tells staff something in the command's own transaction; nobody to tell writes nothing. */
export const alertStaff = async (tx: Tx, clock: Clock, alert: StaffAlert): Promise<void> => {
  const staffIds = [...new Set(alert.staffIds)].slice(0, mostPeople);
  if (staffIds.length === 0) return;
  const { id, communityId, repairId, alarmId, kind, detail, rings = false, link } = alert;
  const payload: z.infer<typeof Payload> = { repairId, alarmId, staffIds, kind, detail, rings, link };
  await publish(tx, clock, { ...(id ? { id } : {}), communityId, topic: staffAlertTopic, payload });
};

/** An alert as the outbox carries it; throws on anything else. */
export const readAlert = (payload: Record<string, unknown>): z.infer<typeof Payload> => z.parse(Payload, payload);
