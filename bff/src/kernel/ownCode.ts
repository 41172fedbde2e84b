import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { dayOfHour, type Hmac, hourOfStep, type OwnCode, proofOf, stepAt, stepsOfDrift } from 'shared-types/ownCode';
import type { Direction, DoorRefusal } from './door.js';

/** How an owner's own door code is judged: the same at the server and in a controller that is cut off. */

export const hmacSha256: Hmac = (key, message) => createHmac('sha256', key).update(message).digest();

const keyBytes = 16;

/** What a phone gets of a group's key of the day: good for one person and one hour. */
export const hourKeyOf = (dayKey: Uint8Array, person: Uint8Array, hour: number): Buffer => {
  const message = Buffer.alloc(person.length + 4);
  message.set(person);
  message.writeUInt32BE(hour, person.length);
  return Buffer.from(hmacSha256(dayKey, message)).subarray(0, keyBytes);
};

export const markBytes = 8;

/** A person in a door's list: enough to find them again by, and no id. */
export const residentMark = (accountId: string): Buffer =>
  createHash('sha256').update(`resident\0${accountId}`).digest().subarray(0, markBytes);

export interface ProofFacts {
  /** Numbers of the gate groups in which the door stands. */
  groups: readonly number[];
  /** The group's key of a day, in days since 1970; null: not held. */
  dayKey: (group: number, day: number) => Uint8Array | null;
}

/** Null: the code is of whom it names. `late`: of a day whose key is not held. */
export const proveOwnCode = (code: OwnCode, { groups, dayKey }: ProofFacts): DoorRefusal | null => {
  const ours = code.proofs.filter(({ group }) => groups.includes(group));
  if (ours.length === 0) return 'elsewhere';
  const hour = hourOfStep(code.step);
  const held = ours.flatMap(({ group, proof }) => {
    const key = dayKey(group, dayOfHour(hour));
    return key ? [{ key, proof }] : [];
  });
  if (held.length === 0) return 'late';
  const { person, step } = code;
  const count = code.proofs.length;
  const isProved = held.some(({ key, proof }) =>
    timingSafeEqual(proof, proofOf({ person, step, count }, hourKeyOf(key, person, hour), hmacSha256)),
  );
  return isProved ? null : 'forged';
};

/**
 * Null: its time is now. A code lets in once at a door, and none before it does afterwards: a picture of it that is passed
 * on is worth nothing. Going out uses nothing up. `lastStep`: of the last code that let this person in here.
 */
export const judgeStep = (
  step: number,
  { nowMs, lastStep, direction }: { nowMs: number; lastStep: number | null; direction: Direction },
): DoorRefusal | null => {
  const now = stepAt(nowMs);
  if (step < now - stepsOfDrift) return 'late';
  if (step > now + stepsOfDrift) return 'early';
  return direction === 'in' && lastStep !== null && step <= lastStep ? 'used' : null;
};
