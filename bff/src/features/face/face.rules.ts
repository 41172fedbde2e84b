import type { DeviceKind, DeviceProtocol } from 'shared-types/device';

export interface DoorFacts {
  kind: DeviceKind;
  protocol: DeviceProtocol;
}

/** A door that we call by ISAPI. */
export const isTerminal = ({ kind, protocol }: DoorFacts): boolean =>
  (kind === 'door' || kind === 'gate') && protocol === 'isapi';

/**
 * The law: nobody's way in hangs on the face. A terminal gets faces only where each doorway in which it stands has a
 * door that lets people in without: `beside` are the others of each of its groups.
 */
export const mayTakeFaces = (device: DoorFacts, beside: readonly (readonly DoorFacts[])[]): boolean =>
  isTerminal(device) &&
  beside.length > 0 &&
  beside.every((others) => others.some((one) => (one.kind === 'door' || one.kind === 'gate') && !isTerminal(one)));

export interface CopyFacts {
  wanted: boolean;
  state: 'due' | 'on' | 'failed' | 'gone';
  photoId: string | null;
}

/** What a terminal is to be told of a face; null: nothing. `photoId`: of the photo that counts; null: there is none. */
export const nextStep = (
  { wanted, state, photoId: has }: CopyFacts,
  photoId: string | null,
): 'put' | 'remove' | null => {
  if (!wanted) return state === 'gone' ? null : 'remove';
  return photoId && has !== photoId ? 'put' : null;
};

const firstWaitMs = 3000;
/** A terminal that is back is cleared well within the minute that owners were told. */
const longestWaitMs = 20_000;

export const retryAfterMs = (tries: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, tries - 1));

/** Whether trying again may help: a picture without a face stays one, and a terminal without faces too. */
export const mayHelp = (problem: string): boolean => problem !== 'bad_photo' && problem !== 'unsupported';

/** The terminal itself is in trouble, not this face: the others need not be tried now. */
export const isOfTerminal = (problem: string): boolean =>
  ['unreachable', 'no_answer', 'refused', 'busy'].includes(problem);

/** Least width and height of a photo, px: terminals find no face in smaller ones. */
export const leastPhotoEdge = 480;
export const mostPhotoBytes = 190 * 1024;

/** By the terminal's clock against the community's: what a face opens at a kiosk, it opens there and then. */
export const freshMs = 10_000;

/** Whether an event is of this moment; a terminal whose clock goes before ours is as wrong as one that comes late. */
export const isFresh = ({ at, isLate }: { at: Date; isLate: boolean }, now: Date, speed: number): boolean =>
  !isLate && Math.abs(now.getTime() - at.getTime()) <= freshMs * Math.max(1, speed);

/** So long the one who was known has to choose among several houses, by the wall's clock. */
export const chooseMs = 60_000;

export interface KioskConsent {
  endedAt: Date | null;
  version: number;
  kioskVersion: number | null;
}

/** Whether a consent stands, and names the kiosk: both texts as they are in force. */
export const namesKiosk = (
  { endedAt, version, kioskVersion }: KioskConsent,
  inForce: { version: number; kioskVersion: number },
): boolean => endedAt === null && version === inForce.version && kioskVersion === inForce.kioskVersion;
