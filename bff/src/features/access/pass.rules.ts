import { mostAheadDays, mostPassDays, type PassState } from 'shared-types/access';

const dayMs = 86_400_000;

export interface PassFacts {
  validFrom: Date;
  validUntil: Date;
  uses: number;
  used: number;
  revokedAt: Date | null;
}

/** What a pass is good for now; what ended it first is what is said. */
export const stateOf = (pass: PassFacts, now: Date): PassState => {
  if (pass.revokedAt) return 'revoked';
  if (now >= pass.validUntil) return 'over';
  if (pass.used >= pass.uses) return 'used';
  return now < pass.validFrom ? 'soon' : 'open';
};

export type WindowFault = 'reversed' | 'past' | 'too-long' | 'too-far';

/** What is wrong with a wished window of time, or null. */
export const windowFault = (from: Date, until: Date, now: Date): WindowFault | null => {
  if (until <= from) return 'reversed';
  if (until <= now) return 'past';
  if (until.getTime() - from.getTime() > mostPassDays * dayMs) return 'too-long';
  return from.getTime() - now.getTime() > mostAheadDays * dayMs ? 'too-far' : null;
};

/** Codes count in seconds: a window begins and ends on one. */
export const onSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);

export interface GroupFacts {
  buildingId: string | null;
  unitId: string | null;
  removedAt: Date | null;
}

/** Whether guests of a house may be let in there: gates of the whole community, and doors of the house's own way home. */
export const mayChoose = (group: GroupFacts, house: { buildingId: string; unitId: string | null }): boolean =>
  group.removedAt === null &&
  (group.buildingId === null || group.buildingId === house.buildingId) &&
  (group.unitId === null || group.unitId === house.unitId);

/** Doors and gates in use that listen to commands, or that we call. */
export const canOpenFromAfar = (device: { kind: string; protocol: string; lifecycle: string }): boolean =>
  (device.kind === 'door' || device.kind === 'gate') &&
  (device.protocol === 'mqtt' || device.protocol === 'isapi') &&
  device.lifecycle === 'in-use';

const mostBehindMs = 60 * dayMs;
const mostAheadMs = 120_000;

/** A door's clock may be wrong: what it says of a time is believed within bounds, else it is when we heard of it. */
export const believedTime = (told: Date, now: Date): Date => {
  const ms = told.getTime();
  const isLikely = ms <= now.getTime() + mostAheadMs && ms >= now.getTime() - mostBehindMs;
  return isLikely ? told : now;
};

/** What a door need not ask about (Bluetooth, a code that it knows to be used) it tells at once; else it was cut off. */
export const wasCutOff = ({ way, reason }: { way: string; reason: string | null }, lateMs: number): boolean =>
  lateMs > 60_000 || (way !== 'bluetooth' && reason !== 'used');
