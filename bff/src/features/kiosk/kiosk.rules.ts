import type { KioskView } from 'shared-types/kiosk';
import type { KioskEntity, KioskVisitEntity } from './kiosk.entity.js';

/** How long a code can be typed in, and a session at a machine lasts at most. The screen itself ends after 60 s of nothing. */
export const codeMs = 30 * 60_000;
export const visitMs = 10 * 60_000;

/** As it is typed at a machine: in whatever case, with or without the gap in the middle. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

/** As it is shown: two groups that can be read out. */
export const shownCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** Whether a code can still be typed in; at its very end it no longer can. */
export const codeOpen = (kiosk: Pick<KioskEntity, 'codeHash' | 'codeUntil' | 'revokedAt'>, now: Date): boolean =>
  kiosk.revokedAt === null && kiosk.codeHash !== null && kiosk.codeUntil !== null && now < kiosk.codeUntil;

export const statusOf = (kiosk: Pick<KioskEntity, 'tokenHash' | 'revokedAt'>): KioskView['status'] => {
  if (kiosk.revokedAt) return 'revoked';
  return kiosk.tokenHash ? 'working' : 'new';
};

/** Whether somebody's session still stands; at its very end it no longer does. */
export const visitStands = (visit: Pick<KioskVisitEntity, 'until' | 'endedAt'>, now: Date): boolean =>
  visit.endedAt === null && now < visit.until;
