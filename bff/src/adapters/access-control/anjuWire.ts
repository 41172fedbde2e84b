import { z } from 'zod';
import { doorRefusals } from '../../kernel/door.js';

/**
 * What our own generic controller says, by HTTP (`POST /callbacks/devices/anju`) and in the same words as events over
 * MQTT. Each passage has an id of the controller's own: told again, it is the same passage.
 */

const eventId = z.string().regex(/^[\w-]{8,64}$/);
const direction = z.enum(['in', 'out']);
const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** May they pass? Asked while the network is there. */
const Ask = z.object({
  kind: z.literal('ask'),
  id: eventId,
  direction,
  code: z.string().max(400).optional(),
  digits: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});
export type DoorAsk = z.infer<typeof Ask>;

/** What a door decided alone, or could not tell whether we heard. */
export const DoorPassageFacts = z.object({
  direction,
  /** `own`: the changing code of somebody who lives here. */
  way: z.enum(['qr', 'digits', 'own', 'bluetooth']),
  /** Null: a code that nobody could read. */
  passId: ulid.nullable(),
  /** Of a resident, whose code or token was proved. */
  accountId: ulid.nullable().default(null),
  /** Of a resident's code. */
  step: z.int().nonnegative().nullable().default(null),
  admitted: z.boolean(),
  reason: z.enum(doorRefusals).nullable(),
});
/** By HTTP with its id and its time, which over MQTT stand in the event itself. */
const Passage = DoorPassageFacts.extend({
  id: eventId,
  /** By the controller's clock. */
  at: z.iso.datetime({ offset: true }),
});
export type DoorPassage = z.infer<typeof Passage>;

export const mostPassages = 100;

export const DoorMessage = z.discriminatedUnion('kind', [
  Ask,
  z.object({ kind: z.literal('passages'), passages: z.array(Passage).max(mostPassages) }),
  /** `have`, `haveResidents`: the fingerprints of the lists that it holds; the latter is left out by older controllers. */
  z.object({
    kind: z.literal('sync'),
    have: z.string().max(64).nullable(),
    haveResidents: z.string().max(64).nullable().optional(),
    firmware: z.string().max(40).optional(),
  }),
]);
export type DoorMessage = z.infer<typeof DoorMessage>;
