import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A command as it comes, and what a device makes of it. Written against the wire, not against the product. */
export interface Command {
  id: string;
  name: string;
  args: Record<string, unknown>;
  issuedAt: number;
  expiresAt: number;
  signature: string;
}

export type Verdict = 'do' | 'again' | 'forged' | 'expired' | 'malformed';

/** JSON with its keys sorted and no blanks: the form that is signed. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
};

const isCommand = (value: unknown): value is Command => {
  const { id, name, args, issuedAt, expiresAt, signature } = (value ?? {}) as Partial<Command>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof args === 'object' &&
    typeof issuedAt === 'number' &&
    typeof expiresAt === 'number' &&
    typeof signature === 'string'
  );
};

export interface UsedIds {
  /** Id -> what was answered the first time. */
  known: Map<string, object>;
}

/** Ids of commands that have expired cannot come again: the newest few thousand are enough. */
const mostUsed = 5000;

export interface Receiver {
  community: string;
  device: string;
  publicKey: string;
  /** The wall's clock, by which commands expire. */
  wallNow: () => number;
  used: UsedIds;
}

const keys = new Map<string, KeyObject>();
const keyOf = (pem: string): KeyObject => {
  const known = keys.get(pem) ?? createPublicKey(pem);
  keys.set(pem, known);
  return known;
};

/** Whether a device does what it is told: only what is signed for it, is still valid, and was not done before. */
export const judge = (receiver: Receiver, payload: string): { verdict: Verdict; command: Command | null } => {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return { verdict: 'malformed', command: null };
  }
  if (!isCommand(value)) return { verdict: 'malformed', command: null };
  const { id, name, args, issuedAt, expiresAt, signature } = value;
  const { community, device } = receiver;
  const text = canonical({ purpose: 'anju.command.v1', community, device, id, name, args, issuedAt, expiresAt });
  const isOurs = verify(null, Buffer.from(text), keyOf(receiver.publicKey), Buffer.from(signature, 'base64url'));
  if (!isOurs) return { verdict: 'forged', command: value };
  if (receiver.used.known.has(id)) return { verdict: 'again', command: value };
  if (expiresAt <= receiver.wallNow()) return { verdict: 'expired', command: value };
  return { verdict: 'do', command: value };
};

/** Written down before it is done: a device that is cut off in between does it once or not at all, never twice. */
export const markUsed = ({ used }: Receiver, id: string, answer: object): void => {
  used.known.set(id, answer);
  const oldest = used.known.keys().next().value;
  if (used.known.size > mostUsed && oldest !== undefined) used.known.delete(oldest);
};
