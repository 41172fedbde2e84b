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
  z.object({ type: z.literal('binding.changed'), bindingId: Id }),
  z.object({ type: z.literal('inbox.changed') }),
  /** Something that a member of staff must see now: rings. */
  z.object({ type: z.literal('alarm'), repairId: Id, title: z.string() }),
  z.object({ type: z.literal('emergency'), repairId: Id, title: z.string() }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;
