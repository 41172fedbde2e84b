import type { cardStatuses } from 'shared-types/kiosk';
import type { PromptKey } from 'shared-types/kioskPrompt';
import { EntitySchema } from 'typeorm';
import { bool, id, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** A machine of the service station. Of its code and its token only hashes are kept. */
export interface KioskEntity {
  communityId: string;
  id: string;
  name: string;
  place: string;
  codeHash: string | null;
  codeUntil: Date | null;
  tokenHash: string | null;
  enrolledAt: Date | null;
  seenAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
  byId: string;
}

export const KioskEntity = new EntitySchema<KioskEntity>({
  name: 'kiosk',
  tableName: 'kiosk',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    name: string(20),
    place: string(40),
    codeHash: string(64, 'code_hash', nullable),
    codeUntil: time('code_until', nullable),
    tokenHash: string(64, 'token_hash', nullable),
    enrolledAt: time('enrolled_at', nullable),
    seenAt: time('seen_at', nullable),
    revokedAt: time('revoked_at', nullable),
    createdAt: time('created_at'),
    byId: id('by_id'),
  },
});

/** A card of somebody whom the ledger names. */
export interface OwnerCardEntity {
  communityId: string;
  id: string;
  personId: string;
  houseId: string;
  status: (typeof cardStatuses)[number];
  /** Blind index of community and number while the card is valid, so that one number is one person's; else null. */
  liveIndex: string | null;
  /** The person while the card is valid: nobody has two. */
  liveKey: string | null;
  issuedAt: Date;
  issuedBy: string;
  endedAt: Date | null;
}

export const OwnerCardEntity = new EntitySchema<OwnerCardEntity>({
  name: 'owner_card',
  tableName: 'owner_card',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    personId: id('person_id'),
    houseId: id('house_id'),
    status: string(8),
    liveIndex: string(64, 'live_index', nullable),
    liveKey: string(26, 'live_key', nullable),
    issuedAt: time('issued_at'),
    issuedBy: string(30, 'issued_by'),
    endedAt: time('ended_at', nullable),
  },
});

/** Somebody's repair-only session at a machine; times are the wall's, as of all sessions. */
export interface KioskVisitEntity {
  communityId: string;
  id: string;
  kioskId: string;
  /** Of a visit by card; empty: by face. */
  cardId: string;
  personId: string;
  /** Of a visit by face; null: by card. */
  accountId: string | null;
  consentId: string | null;
  houseId: string;
  openedAt: Date;
  until: Date;
  endedAt: Date | null;
}

export const KioskVisitEntity = new EntitySchema<KioskVisitEntity>({
  name: 'kiosk_visit',
  tableName: 'kiosk_visit',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    kioskId: id('kiosk_id'),
    cardId: id('card_id'),
    personId: id('person_id'),
    accountId: id('account_id', nullable),
    consentId: id('consent_id', nullable),
    houseId: id('house_id'),
    openedAt: time('opened_at'),
    until: time('until'),
    endedAt: time('ended_at', nullable),
  },
});

/** A prompt in the voice of somebody of the staff. */
export interface KioskPromptEntity {
  communityId: string;
  promptKey: PromptKey;
  fileId: string;
  recordedAt: Date;
  byId: string;
  byName: string;
}

export const KioskPromptEntity = new EntitySchema<KioskPromptEntity>({
  name: 'kiosk_prompt',
  tableName: 'kiosk_prompt',
  columns: {
    communityId: key('community_id'),
    promptKey: string(24, 'prompt_key', { primary: true }),
    fileId: id('file_id'),
    recordedAt: time('recorded_at'),
    byId: id('by_id'),
    byName: string(30, 'by_name'),
  },
});

/** What a community wants of the voice of its machines; no row: the browser's first. */
export interface KioskVoiceEntity {
  communityId: string;
  preferRecorded: boolean;
  changedAt: Date;
}

export const KioskVoiceEntity = new EntitySchema<KioskVoiceEntity>({
  name: 'kiosk_voice',
  tableName: 'kiosk_voice',
  columns: {
    communityId: key('community_id'),
    preferRecorded: bool('prefer_recorded'),
    changedAt: time('changed_at'),
  },
});

export const kioskEntities = [KioskEntity, OwnerCardEntity, KioskVisitEntity, KioskPromptEntity, KioskVoiceEntity];
