import { Id, z } from './schemas.js';

/** Path of the live socket. The first message is `{type:'auth', token, community?}` within 5 s; never in the address. */
export const livePath = '/api/v1/live';

export const LiveAuth = z.object({
  type: z.literal('auth'),
  token: z.string().check(z.minLength(1), z.maxLength(200)),
  community: z.optional(Id),
});

/** What the server says: only that something changed; the client asks for it again. */
export const LiveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('repair.changed'), repairId: Id }),
  z.object({ type: z.literal('order.changed'), orderId: Id }),
  /** For an owner: by the id of their own report. */
  z.object({ type: z.literal('complaint.changed'), reportId: Id }),
  /** A bad rating is followed up. */
  z.object({ type: z.literal('follow_up.changed'), followUpId: Id }),
  z.object({ type: z.literal('binding.changed'), bindingId: Id }),
  z.object({ type: z.literal('inbox.changed') }),
  z.object({ type: z.literal('payment.changed'), paymentId: Id }),
  z.object({ type: z.literal('bill.changed') }),
  /** New values of these devices. */
  z.object({ type: z.literal('telemetry.changed'), deviceIds: z.array(Id) }),
  z.object({ type: z.literal('passage.changed') }),
  /** Something that a member of staff must see now: rings. */
  z.object({ type: z.literal('alarm'), repairId: Id, title: z.string() }),
  /** A device's alarm came, or something happened to it. */
  z.object({ type: z.literal('alarm.changed'), alarmId: Id }),
  /** One that whoever hears it must see now: rings. */
  z.object({ type: z.literal('alarm.raised'), alarmId: Id, title: z.string() }),
  /** An announcement was published, changed or withdrawn. */
  z.object({ type: z.literal('announcement.changed'), announcementId: Id }),
  /** An emergency announcement: kiosks and desks ring. */
  z.object({ type: z.literal('announcement.raised'), announcementId: Id, title: z.string() }),
  /** Something was said in a conversation of an owner with the desk. */
  z.object({ type: z.literal('inquiry.changed'), inquiryId: Id }),
  /** Somebody asks for a person, or a colleague hands a conversation over: rings at whom it concerns. */
  z.object({ type: z.literal('inquiry.raised'), inquiryId: Id, title: z.string() }),
  /** A visit at somebody's home was booked, given, or went on. */
  z.object({ type: z.literal('home_visit.changed'), visitId: Id }),
  z.object({ type: z.literal('emergency'), repairId: Id, title: z.string() }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;
