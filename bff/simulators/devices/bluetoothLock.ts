import { randomBytes } from 'node:crypto';
import {
  challengeBytes,
  createFrameReader,
  type DoorResult,
  doorMessages,
  doorResults,
  toFrames,
} from 'shared-types/doorFrames';
import { readDoorToken } from '../../src/kernel/doorToken.js';
import type { TrustedKey } from '../../src/kernel/passCode.js';

/** The part of a door that is on the air: gives a challenge, opens for a token that is signed for it, once. */
export interface BluetoothLock {
  /** What the phone wrote; what the door tells, in pieces. */
  write(frame: Uint8Array): Uint8Array[];
}

export interface LockWorld {
  communityId: string;
  deviceId: string;
  keys: () => readonly TrustedKey[];
  /** By its own running clock; what time it is does not matter. */
  wallNow: () => Date;
  /** The bolt moves; the passage is told. False: it is stuck. */
  open: (accountId: string, eventId: string) => boolean;
}

const challengeMs = 30_000;

/** One connection of one phone. */
export const connectLock = ({ communityId, deviceId, keys, wallNow, open }: LockWorld): BluetoothLock => {
  const reader = createFrameReader();
  let given: { challenge: Buffer; untilMs: number } | null = null;

  const tell = (kind: number, body: Uint8Array): Uint8Array[] => toFrames(Buffer.concat([Buffer.from([kind]), body]));
  const result = (what: DoorResult): Uint8Array[] =>
    tell(doorMessages.result, Buffer.from([doorResults.indexOf(what)]));

  const giveChallenge = (): Uint8Array[] => {
    given = { challenge: randomBytes(challengeBytes), untilMs: wallNow().getTime() + challengeMs };
    return tell(doorMessages.challenge, given.challenge);
  };

  const judge = (token: Uint8Array): DoorResult => {
    const asked = given;
    // Used up by the first answer, right or wrong.
    given = null;
    if (!asked || wallNow().getTime() >= asked.untilMs) return 'expired';
    const { challenge } = asked;
    const known = readDoorToken(token, { communityId, deviceId, challenge }, keys());
    if (!known) return 'refused';
    return open(known.accountId, `ble-${challenge.toString('hex')}`) ? 'opened' : 'stuck';
  };

  return {
    write: (frame) => {
      const message = reader.take(frame);
      if (!message) return [];
      if (message[0] === doorMessages.hello) return giveChallenge();
      return message[0] === doorMessages.token ? result(judge(message.subarray(1))) : [];
    },
  };
};
