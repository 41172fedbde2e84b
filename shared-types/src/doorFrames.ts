/**
 * How a phone and a door speak over Bluetooth (S2). A message is cut into writes of 20 bytes, which every phone can do
 * without asking for more: one byte that says which piece it is (the highest bit: the last one), and 19 of the message.
 * The first byte of a message is its kind.
 */
export const bluetoothService = '0000A10E-0000-1000-8000-00805F9B34FB';
/** The phone writes here … */
export const bluetoothWrite = '0000A10F-0000-1000-8000-00805F9B34FB';
/** … and is told here. */
export const bluetoothTell = '0000A110-0000-1000-8000-00805F9B34FB';

export const frameBytes = 20;
const pieceBytes = frameBytes - 1;
const lastFlag = 0x80;
const mostPieces = 64;

/** Phone to door: `hello` asks for a challenge, `token` is the answer to it. Door to phone: `challenge`, `result`. */
export const doorMessages = { hello: 1, token: 2, challenge: 3, result: 4 } as const;

/**
 * What a door makes of a token. Where a piece was lost it says nothing: the phone sends the same token once more. `expired`:
 * its challenge is used up or too old.
 */
export const doorResults = ['opened', 'refused', 'expired', 'stuck'] as const;
export type DoorResult = (typeof doorResults)[number];

export const challengeBytes = 16;
/** In what a door advertises: phones of one make don't learn a door's address, so they know it by this. */
export const tagBytes = 6;

/** A maker's number that nobody has, and the door's tag (hex). */
export const advertOf = (tag: string): Uint8Array =>
  Uint8Array.from([
    0xff,
    0xff,
    ...Array.from({ length: tagBytes }, (_, at) => Number.parseInt(tag.slice(2 * at, 2 * at + 2), 16)),
  ]);

/** The tag of a door that is on the air; null: it is none of ours. */
export const readAdvert = (advert: Uint8Array): string | null =>
  advert.length === 2 + tagBytes && advert[0] === 0xff && advert[1] === 0xff
    ? Array.from(advert.slice(2), (byte) => byte.toString(16).padStart(2, '0')).join('')
    : null;

/** The pieces of a message, in their order. */
export const toFrames = (message: Uint8Array): Uint8Array[] => {
  const count = Math.max(1, Math.ceil(message.length / pieceBytes));
  return Array.from({ length: count }, (_, index) => {
    const piece = message.slice(index * pieceBytes, (index + 1) * pieceBytes);
    const frame = new Uint8Array(1 + piece.length);
    frame[0] = index | (index === count - 1 ? lastFlag : 0);
    frame.set(piece, 1);
    return frame;
  });
};

export interface FrameReader {
  /** The whole message, when this piece was the one that was missing; else null. */
  take(frame: Uint8Array): Uint8Array | null;
}

/** Puts pieces together, in whatever order and however often they come. What follows a whole message begins a new one. */
export const createFrameReader = (): FrameReader => {
  let pieces = new Map<number, Uint8Array>();
  let count: number | null = null;
  return {
    take: (frame) => {
      const [head = 0] = frame;
      const index = head & ~lastFlag;
      if (frame.length < 1 || frame.length > frameBytes || index >= mostPieces) return null;
      pieces.set(index, frame.slice(1));
      if (head & lastFlag) count = index + 1;
      if (count === null || pieces.size < count) return null;
      const whole: number[] = [];
      for (let at = 0; at < count; at++) whole.push(...(pieces.get(at) ?? []));
      pieces = new Map();
      count = null;
      return Uint8Array.from(whole);
    },
  };
};
