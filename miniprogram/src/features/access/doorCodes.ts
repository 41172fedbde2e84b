import { hourOfStep, stepAt, stepMs, writeOwnCode } from 'shared-types/ownCode';
import type { DoorKeys } from 'shared-types/ownDoor';
import { fromHex, hmacSha256 } from '../../lib/sha256';

/** The keys of a house as a phone keeps them, and by how much its own clock is wrong. */
export interface KeptKeys {
  keys: DoorKeys;
  /** To be added to the phone's clock, milliseconds. */
  skewMs: number;
}

export interface CodeNow {
  text: string;
  /** Until the next one, milliseconds; over one step at most. */
  leftMs: number;
}

/** The code of this moment; null: the keys are over, or begin later. */
export const codeNow = ({ keys, skewMs }: KeptKeys, phoneMs: number): CodeNow | null => {
  const nowMs = phoneMs + skewMs;
  const step = stepAt(nowMs);
  const hour = keys.hours.find((one) => one.hour === hourOfStep(step));
  if (!hour) return null;
  const held = hour.keys.map(({ group, key }) => ({ group, key: fromHex(key) }));
  return {
    text: writeOwnCode({ person: fromHex(keys.person), step, keys: held }, hmacSha256),
    leftMs: (step + 1) * stepMs - nowMs,
  };
};
