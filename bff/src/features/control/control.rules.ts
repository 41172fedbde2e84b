import { canonicalJson, type Json } from '../../kernel/hashChain.js';

/** What a device is told, without its signature. */
export interface Order {
  communityId: string;
  deviceId: string;
  id: string;
  name: string;
  args: Record<string, Json>;
  issuedAt: Date;
  expiresAt: Date;
}

/** Commands are no passes: nothing that is signed for one can be taken for the other. */
const purpose = 'anju.command.v1';

/**
 * The text that is signed: canonical JSON (keys sorted, no blanks, whole numbers only) of everything that matters. A
 * device checks it with the public key, its own name, its clock, and the ids that it has used.
 */
export const signedText = (order: Order): string =>
  canonicalJson({
    purpose,
    community: order.communityId,
    device: order.deviceId,
    id: order.id,
    name: order.name,
    args: order.args,
    issuedAt: order.issuedAt.getTime(),
    expiresAt: order.expiresAt.getTime(),
  });

/** The message itself; times in milliseconds since 1970, as they are signed. */
export const messageOf = ({ id, name, args, issuedAt, expiresAt }: Order, signature: string): string =>
  JSON.stringify({
    ...{ id, name, args, issuedAt: issuedAt.getTime(), expiresAt: expiresAt.getTime() },
    signature,
  });

const firstWaitMs = 3000;
const longestWaitMs = 10 * 60_000;

/**
 * When a command that nobody acknowledged goes out again: soon, then ever more seldom, and at its end at the latest.
 * A device that comes back gets it at once, whatever this says.
 */
export const nextSend = (sends: number, now: Date, expiresAt: Date): Date => {
  const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, sends - 1));
  return new Date(Math.min(now.getTime() + waitMs, expiresAt.getTime()));
};

export interface Ack {
  id: string;
  isDone: boolean;
  /** Why not, in the device's word. */
  reason: string | null;
  result: Record<string, unknown> | null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idShape = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** `{id, ok, reason?, result?}`; null: it is no answer. */
export const parseAck = (payload: Buffer): Ack | null => {
  try {
    const said: unknown = JSON.parse(payload.toString('utf8'));
    if (!isObject(said) || typeof said.id !== 'string' || !idShape.test(said.id)) return null;
    if (typeof said.ok !== 'boolean') return null;
    const reason = typeof said.reason === 'string' ? said.reason.slice(0, 200) : null;
    return { id: said.id, isDone: said.ok, reason, result: isObject(said.result) ? said.result : null };
  } catch {
    return null;
  }
};
