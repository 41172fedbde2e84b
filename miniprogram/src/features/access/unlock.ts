import { createFrameReader, type DoorResult, doorMessages, doorResults, toFrames } from 'shared-types/doorFrames';
import type { BluetoothConnection } from '../../lib/platform';
import { hex } from '../../lib/sha256';

/** `silent`: the door did not answer. */
export type Unlocked = DoorResult | 'silent';

/** A door answers within this, or a piece was lost on the way: it is told once more. */
const answerMs = 3_000;
const mostTries = 3;

const messageOf = (kind: number, body: Uint8Array): Uint8Array => Uint8Array.from([kind, ...body]);

/** Says one message until it is answered; null: nobody answers. */
const ask = async (
  { connection, waitMs }: { connection: BluetoothConnection; waitMs: number },
  message: Uint8Array,
  wanted: number,
): Promise<Uint8Array | null> => {
  for (let turn = 0; turn < mostTries; turn += 1) {
    const reader = createFrameReader();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answered = new Promise<Uint8Array | null>((resolve) => {
      connection.onTold((frame) => {
        const whole = reader.take(frame);
        if (whole?.[0] === wanted) resolve(whole.slice(1));
      });
      timer = setTimeout(() => resolve(null), waitMs);
    });
    try {
      for (const frame of toFrames(message)) await connection.write(frame);
      const answer = await answered;
      if (answer) return answer;
    } finally {
      clearTimeout(timer);
    }
  }
  return null;
};

/**
 * Opens the door at the other end: its challenge goes to the server, whose token goes to the door. The phone understands
 * neither. A challenge that has grown old on the way is asked for once more.
 */
export const unlock = async (
  connection: BluetoothConnection,
  askToken: (challenge: string) => Promise<Uint8Array>,
  waitMs = answerMs,
): Promise<Unlocked> => {
  const line = { connection, waitMs };
  for (let turn = 0; ; turn += 1) {
    const challenge = await ask(line, messageOf(doorMessages.hello, new Uint8Array(0)), doorMessages.challenge);
    if (!challenge) return 'silent';
    const token = await askToken(hex(challenge));
    const answer = await ask(line, messageOf(doorMessages.token, token), doorMessages.result);
    const result = answer ? doorResults[answer[0] ?? -1] : undefined;
    if (!result) return 'silent';
    if (result !== 'expired' || turn > 0) return result;
  }
};
