import type { Reader, Tx } from '../../platform/database/access.js';
import { sqlTime } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { execute, insertRows } from '../../platform/database/write.js';
import {
  FaceCallEntity,
  FaceConsentEntity,
  FaceCopyEntity,
  FacePhotoEntity,
  FaceTerminalEntity,
} from './face.entity.js';

type ConsentId = Pick<FaceConsentEntity, 'communityId' | 'id'>;
type CopyId = Pick<FaceCopyEntity, 'communityId' | 'consentId' | 'deviceId'>;

export const openKeyOf = (accountId: string, houseId: string): string => `${accountId}:${houseId}`;

export const findConsent = (reader: Reader, communityId: string, id: string): Promise<FaceConsentEntity | null> =>
  selectOne(reader, FaceConsentEntity, { communityId, id });

export const findOpenConsent = (
  reader: Reader,
  communityId: string,
  accountId: string,
  houseId: string,
): Promise<FaceConsentEntity | null> =>
  selectOne(reader, FaceConsentEntity, { communityId, openKey: openKeyOf(accountId, houseId) });

/** Held until the transaction ends. */
export const lockConsent = async (tx: Tx, communityId: string, id: string): Promise<FaceConsentEntity | null> => {
  await tx.query(`SELECT id FROM face_consent WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findConsent(tx, communityId, id);
};

export const insertConsent = (tx: Tx, consent: FaceConsentEntity): Promise<void> =>
  insertRows(tx, FaceConsentEntity, [consent]);

export const saveConsent = async (
  tx: Tx,
  { communityId, id }: ConsentId,
  change: Partial<FaceConsentEntity>,
): Promise<void> => {
  await tx.update(FaceConsentEntity, { communityId, id }, change);
};

/** Ended or not, as long as something of it may be somewhere. */
export const findUngone = (reader: Reader, communityId: string): Promise<FaceConsentEntity[]> =>
  selectAll(reader, FaceConsentEntity, { where: { communityId, goneAt: null }, orderBy: 't.id' });

const mostEnded = 20;

/** Somebody's own of one house, newest first. */
export const findConsentsOf = (
  reader: Reader,
  communityId: string,
  accountId: string,
  houseId: string,
): Promise<FaceConsentEntity[]> =>
  selectAll(reader, FaceConsentEntity, {
    where: { communityId, accountId, houseId },
    orderBy: 't.id DESC',
    limit: mostEnded,
  });

export const findCopies = (reader: Reader, communityId: string, consentIds: string[]): Promise<FaceCopyEntity[]> =>
  selectAll(reader, FaceCopyEntity, { where: { communityId, consentId: consentIds }, orderBy: 't.device_id' });

export const findCopiesOfCommunity = (reader: Reader, communityId: string): Promise<FaceCopyEntity[]> =>
  selectAll(reader, FaceCopyEntity, { where: { communityId, state: ['due', 'on', 'failed'] } });

export const findCopy = (
  reader: Reader,
  { communityId, consentId, deviceId }: CopyId,
): Promise<FaceCopyEntity | null> => selectOne(reader, FaceCopyEntity, { communityId, consentId, deviceId });

export const insertCopies = (tx: Tx, copies: FaceCopyEntity[]): Promise<void> => insertRows(tx, FaceCopyEntity, copies);

export const saveCopy = async (
  tx: Tx,
  { communityId, consentId, deviceId }: CopyId,
  change: Partial<FaceCopyEntity>,
): Promise<void> => {
  await tx.update(FaceCopyEntity, { communityId, consentId, deviceId }, change);
};

/** The next at a terminal that is due by now; deletions come first. */
export const findDueCopy = async (
  reader: Reader,
  communityId: string,
  deviceId: string,
  now: Date,
): Promise<FaceCopyEntity | null> =>
  reader
    .createQueryBuilder(FaceCopyEntity, 'c')
    .where('c.communityId = :communityId AND c.deviceId = :deviceId', { communityId, deviceId })
    .andWhere("c.state = 'due' AND c.nextAt <= :now", { now })
    .orderBy('c.wanted')
    .addOrderBy('c.nextAt')
    .addOrderBy('c.consentId')
    .limit(1)
    .getOne();

/** Terminals with something that is due by now. */
export const findDueDevices = async (reader: Reader, communityId: string, now: Date): Promise<string[]> =>
  (
    await selectRows(
      reader,
      "SELECT DISTINCT device_id AS id FROM face_copy WHERE community_id = ? AND state = 'due' AND next_at <= ?",
      [communityId, sqlTime(now)],
    )
  ).map(({ id }) => String(id));

export const insertPhoto = (tx: Tx, photo: FacePhotoEntity): Promise<void> => insertRows(tx, FacePhotoEntity, [photo]);

export const findPhotos = (reader: Reader, communityId: string, consentId: string): Promise<FacePhotoEntity[]> =>
  selectAll(reader, FacePhotoEntity, { where: { communityId, consentId }, orderBy: 't.id' });

/** What was written before an hour ago and is no longer, or was never, the one that counts. */
export const findStrayPhotos = async (
  reader: Reader,
  communityId: string,
  before: Date,
): Promise<Omit<FacePhotoEntity, 'createdAt'>[]> => {
  const rows = await selectRows(
    reader,
    `SELECT p.id AS id, p.consent_id AS consentId FROM face_photo p
      LEFT JOIN face_consent c ON c.community_id = p.community_id AND c.photo_id = p.id
      WHERE p.community_id = ? AND p.created_at < ? AND c.id IS NULL LIMIT 200`,
    [communityId, sqlTime(before)],
  );
  return rows.map(({ id, consentId }) => ({ communityId, id: String(id), consentId: String(consentId) }));
};

export const deletePhoto = async (tx: Tx, communityId: string, id: string): Promise<void> => {
  await tx.delete(FacePhotoEntity, { communityId, id });
};

export const findTerminals = (reader: Reader, communityId: string): Promise<FaceTerminalEntity[]> =>
  selectAll(reader, FaceTerminalEntity, { where: { communityId } });

export const findTerminal = (
  reader: Reader,
  communityId: string,
  deviceId: string,
): Promise<FaceTerminalEntity | null> => selectOne(reader, FaceTerminalEntity, { communityId, deviceId });

export const insertTerminal = (tx: Tx, terminal: FaceTerminalEntity): Promise<void> =>
  insertRows(tx, FaceTerminalEntity, [terminal]);

export const saveTerminal = async (
  tx: Tx,
  { communityId, deviceId }: Pick<FaceTerminalEntity, 'communityId' | 'deviceId'>,
  change: Partial<FaceTerminalEntity>,
): Promise<void> => {
  await tx.update(FaceTerminalEntity, { communityId, deviceId }, change);
};

/** False: somebody else is talking to it. */
export const takeLease = async (
  tx: Tx,
  { communityId, deviceId, now, until }: { communityId: string; deviceId: string; now: Date; until: Date },
): Promise<boolean> =>
  (await execute(
    tx,
    'UPDATE face_terminal SET leased_until = ? WHERE community_id = ? AND device_id = ? AND (leased_until IS NULL OR leased_until <= ?)',
    [until, communityId, deviceId, now],
  )) === 1;

/** Open ones of somebody in a community, whichever their houses. */
export const findOpenOf = (reader: Reader, communityId: string, accountId: string): Promise<FaceConsentEntity[]> =>
  selectAll(reader, FaceConsentEntity, { where: { communityId, accountId, endedAt: null }, orderBy: 't.id' });

export const findCall = (reader: Reader, communityId: string, id: string): Promise<FaceCallEntity | null> =>
  selectOne(reader, FaceCallEntity, { communityId, id });

export const insertCall = (tx: Tx, call: FaceCallEntity): Promise<void> => insertRows(tx, FaceCallEntity, [call]);

export const hasFreshCall = async (
  reader: Reader,
  { communityId, kioskId, since }: { communityId: string; kioskId: string; since: Date },
): Promise<boolean> =>
  (
    await selectRows(
      reader,
      `SELECT id FROM face_call WHERE community_id = ? AND kiosk_id = ? AND heard_at >= ? AND taken_at IS NULL LIMIT 1`,
      [communityId, kioskId, sqlTime(since)],
    )
  ).length > 0;

/** The calls that a kiosk may still take, the newest first; held until the transaction ends. */
export const lockCalls = async (
  tx: Tx,
  { communityId, kioskId, since }: { communityId: string; kioskId: string; since: Date },
): Promise<FaceCallEntity[]> => {
  const rows = await selectRows(
    tx,
    `SELECT id FROM face_call WHERE community_id = ? AND kiosk_id = ? AND heard_at >= ? AND taken_at IS NULL
      ORDER BY heard_at DESC${forUpdate(tx)}`,
    [communityId, kioskId, sqlTime(since)],
  );
  const calls = await Promise.all(rows.map(({ id }) => findCall(tx, communityId, String(id))));
  return calls.filter((call) => call !== null);
};

/** Held until the transaction ends. */
export const lockCall = async (tx: Tx, communityId: string, id: string): Promise<FaceCallEntity | null> => {
  await selectRows(tx, `SELECT id FROM face_call WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findCall(tx, communityId, id);
};

export const saveCall = async (
  tx: Tx,
  { communityId, id }: Pick<FaceCallEntity, 'communityId' | 'id'>,
  change: Partial<FaceCallEntity>,
): Promise<void> => {
  await tx.update(FaceCallEntity, { communityId, id }, change);
};

/** What is long over: nobody needs to know any more who stood there. */
export const deleteCallsBefore = async (tx: Tx, communityId: string, before: Date): Promise<void> => {
  await execute(tx, 'DELETE FROM face_call WHERE community_id = ? AND heard_at < ?', [communityId, before]);
};
