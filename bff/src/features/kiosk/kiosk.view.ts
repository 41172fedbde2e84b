import type { CardView, KioskView } from 'shared-types/kiosk';
import { toInstant } from 'shared-types/time';
import type { KioskEntity, OwnerCardEntity } from './kiosk.entity.js';
import { codeOpen, statusOf } from './kiosk.rules.js';

const instant = (at: Date | null): KioskView['seenAt'] => at && toInstant(at);

export const presentKiosk = (kiosk: KioskEntity, terminal: KioskView['terminal'], realNow: Date): KioskView => ({
  id: kiosk.id,
  name: kiosk.name,
  place: kiosk.place,
  status: statusOf(kiosk),
  codeUntil: codeOpen(kiosk, realNow) ? instant(kiosk.codeUntil) : null,
  enrolledAt: instant(kiosk.enrolledAt),
  seenAt: instant(kiosk.seenAt),
  terminal,
  actions: kiosk.revokedAt ? [] : ['code', 'terminal', 'revoke'],
});

export const presentCard = ({ id, status, issuedAt, issuedBy }: OwnerCardEntity): CardView => ({
  id,
  status,
  issuedAt: toInstant(issuedAt),
  issuedBy,
});
