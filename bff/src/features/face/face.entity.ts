import type { FaceEnd } from 'shared-types/face';
import { EntitySchema } from 'typeorm';
import type { IsapiFault } from '../../adapters/access-control/isapi.port.js';
import { bool, id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** Somebody agreed that their face opens the doors of a house; the row stays as the proof of it when it is over. */
export interface FaceConsentEntity {
  communityId: string;
  /** Also the person's number at terminals: it says nothing of who it is. */
  id: string;
  accountId: string;
  houseId: string;
  version: number;
  givenAt: Date;
  /** The photo that counts; null: none. */
  photoId: string | null;
  photoAt: Date | null;
  endedAt: Date | null;
  endedWhy: FaceEnd | null;
  /** Neither the store nor a terminal holds anything any more. */
  goneAt: Date | null;
  /** One of a person and a house is open. */
  openKey: string | null;
  /** Which text of the kiosk's they agreed to beside it; null: to none, or taken back. */
  kioskVersion: number | null;
  kioskAt: Date | null;
}

export const FaceConsentEntity = new EntitySchema<FaceConsentEntity>({
  name: 'face_consent',
  tableName: 'face_consent',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    accountId: id('account_id'),
    houseId: id('house_id'),
    version: int(),
    givenAt: time('given_at'),
    photoId: id('photo_id', nullable),
    photoAt: time('photo_at', nullable),
    endedAt: time('ended_at', nullable),
    endedWhy: string(8, 'ended_why', nullable),
    goneAt: time('gone_at', nullable),
    openKey: string(60, 'open_key', nullable),
    kioskVersion: int('kiosk_version', nullable),
    kioskAt: time('kiosk_at', nullable),
  },
});

/** A photo that may lie in the store, encrypted: the row is written before the bytes and deleted after them. */
export interface FacePhotoEntity {
  communityId: string;
  id: string;
  consentId: string;
  createdAt: Date;
}

export const FacePhotoEntity = new EntitySchema<FacePhotoEntity>({
  name: 'face_photo',
  tableName: 'face_photo',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    consentId: id('consent_id'),
    createdAt: time('created_at'),
  },
});

export type CopyProblem = IsapiFault | 'no_login';

/** A face at one terminal: what is wanted, and what the terminal last said. */
export interface FaceCopyEntity {
  communityId: string;
  consentId: string;
  deviceId: string;
  wanted: boolean;
  /** due: what is wanted is not done yet. */
  state: 'due' | 'on' | 'failed' | 'gone';
  /** Which photo it has, or refused; another one is due. */
  photoId: string | null;
  tries: number;
  problem: CopyProblem | null;
  /** Not before this, by the wall's clock. */
  nextAt: Date;
  /** Since when what is wanted is wanted, by the community's clock. */
  wantedAt: Date;
}

export const FaceCopyEntity = new EntitySchema<FaceCopyEntity>({
  name: 'face_copy',
  tableName: 'face_copy',
  columns: {
    communityId: key('community_id'),
    consentId: key('consent_id'),
    deviceId: key('device_id'),
    wanted: bool(),
    state: string(8),
    photoId: id('photo_id', nullable),
    tries: int(),
    problem: string(12, undefined, nullable),
    nextAt: time('next_at'),
    wantedAt: time('wanted_at'),
  },
});

/** What we know of a terminal, and who is talking to it now. */
export interface FaceTerminalEntity {
  communityId: string;
  deviceId: string;
  /** It can do faces; null: it was not asked yet. */
  faces: boolean | null;
  problem: CopyProblem | null;
  /** A fingerprint of the address to which it pushes; another login or address makes another. */
  introducedWith: string | null;
  /** By the wall's clock; one at a time talks to a terminal. */
  leasedUntil: Date | null;
}

export const FaceTerminalEntity = new EntitySchema<FaceTerminalEntity>({
  name: 'face_terminal',
  tableName: 'face_terminal',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    faces: bool(undefined, nullable),
    problem: string(12, undefined, nullable),
    introducedWith: string(64, 'introduced_with', nullable),
    leasedUntil: time('leased_until', nullable),
  },
});

/** A terminal beside a kiosk knew somebody just now; the machine has some seconds to ask for it, once. Times are the wall's. */
export interface FaceCallEntity {
  communityId: string;
  /** Of the terminal's event: the same however often it is told. */
  id: string;
  kioskId: string;
  accountId: string;
  heardAt: Date;
  takenAt: Date | null;
  /** A house was opened by it. */
  usedAt: Date | null;
}

export const FaceCallEntity = new EntitySchema<FaceCallEntity>({
  name: 'face_call',
  tableName: 'face_call',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    kioskId: id('kiosk_id'),
    accountId: id('account_id'),
    heardAt: time('heard_at'),
    takenAt: time('taken_at', nullable),
    usedAt: time('used_at', nullable),
  },
});

export const faceEntities = [FaceConsentEntity, FacePhotoEntity, FaceCopyEntity, FaceTerminalEntity, FaceCallEntity];
