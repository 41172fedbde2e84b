import { IsNull } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { KioskEntity, KioskVisitEntity, OwnerCardEntity } from './kiosk.entity.js';

type Key = { communityId: string; id: string };

const lock = (tx: Tx, table: 'kiosk' | 'owner_card' | 'kiosk_visit', { communityId, id }: Key) =>
  selectRows(tx, `SELECT id FROM ${table} WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);

export const findKiosks = (reader: Reader, communityId: string): Promise<KioskEntity[]> =>
  selectAll(reader, KioskEntity, { where: { communityId }, orderBy: 't.id DESC', limit: 100 });

export const findKiosk = (reader: Reader, communityId: string, id: string): Promise<KioskEntity | null> =>
  selectOne(reader, KioskEntity, { communityId, id });

export const findKioskByToken = (reader: Reader, tokenHash: string): Promise<KioskEntity | null> =>
  selectOne(reader, KioskEntity, { tokenHash });

export const findKioskByCode = (reader: Reader, codeHash: string): Promise<KioskEntity | null> =>
  selectOne(reader, KioskEntity, { codeHash });

/** Held until the transaction ends. */
export const lockKiosk = async (tx: Tx, communityId: string, id: string): Promise<KioskEntity | null> => {
  await lock(tx, 'kiosk', { communityId, id });
  return findKiosk(tx, communityId, id);
};

export const insertKiosk = async (tx: Tx, kiosk: KioskEntity): Promise<void> => {
  await tx.insert(KioskEntity, kiosk);
};

export const saveKiosk = async (tx: Tx, { communityId, id }: Key, change: Partial<KioskEntity>): Promise<void> => {
  await tx.update(KioskEntity, { communityId, id }, change);
};

/** Every card of a house's people, the newest first. */
export const findCardsOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<OwnerCardEntity[]> =>
  selectAll(reader, OwnerCardEntity, { where: { communityId, houseId }, orderBy: 't.id DESC' });

export const findCard = (reader: Reader, communityId: string, id: string): Promise<OwnerCardEntity | null> =>
  selectOne(reader, OwnerCardEntity, { communityId, id });

export const findLiveCard = (reader: Reader, communityId: string, liveIndex: string): Promise<OwnerCardEntity | null> =>
  selectOne(reader, OwnerCardEntity, { communityId, liveIndex });

export const findLiveCardOf = (reader: Reader, communityId: string, personId: string) =>
  selectOne(reader, OwnerCardEntity, { communityId, liveKey: personId });

/** Held until the transaction ends. */
export const lockCard = async (tx: Tx, communityId: string, id: string): Promise<OwnerCardEntity | null> => {
  await lock(tx, 'owner_card', { communityId, id });
  return findCard(tx, communityId, id);
};

export const insertCard = async (tx: Tx, card: OwnerCardEntity): Promise<void> => {
  await tx.insert(OwnerCardEntity, card);
};

/** From now on it opens nothing. */
export const endCard = async (
  tx: Tx,
  { communityId, id }: Key,
  status: 'blocked' | 'replaced',
  endedAt: Date,
): Promise<void> => {
  await tx.update(OwnerCardEntity, { communityId, id }, { status, endedAt, liveIndex: null, liveKey: null });
};

export const insertVisit = async (tx: Tx, visit: KioskVisitEntity): Promise<void> => {
  await tx.insert(KioskVisitEntity, visit);
};

/** Of this machine only. */
export const findVisit = (
  reader: Reader,
  communityId: string,
  kioskId: string,
  id: string,
): Promise<KioskVisitEntity | null> => selectOne(reader, KioskVisitEntity, { communityId, kioskId, id });

/** Held until the transaction ends. */
export const lockVisit = async (tx: Tx, communityId: string, kioskId: string, id: string) => {
  await lock(tx, 'kiosk_visit', { communityId, id });
  return findVisit(tx, communityId, kioskId, id);
};

export const endVisit = async (tx: Tx, communityId: string, id: string, endedAt: Date): Promise<void> => {
  await tx.update(KioskVisitEntity, { communityId, id, endedAt: IsNull() }, { endedAt });
};

export const endVisitsAt = async (tx: Tx, communityId: string, kioskId: string, endedAt: Date): Promise<void> => {
  await tx.update(KioskVisitEntity, { communityId, kioskId, endedAt: IsNull() }, { endedAt });
};

/** Those that a face opened. */
export const endFaceVisitsAt = async (tx: Tx, communityId: string, kioskId: string, endedAt: Date): Promise<void> => {
  await tx.update(KioskVisitEntity, { communityId, kioskId, endedAt: IsNull(), cardId: '' }, { endedAt });
};

export const endVisitsOfCard = async (tx: Tx, communityId: string, cardId: string, endedAt: Date): Promise<void> => {
  await tx.update(KioskVisitEntity, { communityId, cardId, endedAt: IsNull() }, { endedAt });
};
