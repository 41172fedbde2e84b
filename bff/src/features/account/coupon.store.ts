import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { forUpdate } from '../../platform/database/transaction.js';
import { CouponEntity } from './account.entity.js';

export const findCoupon = (reader: Reader, communityId: string, id: string): Promise<CouponEntity | null> =>
  selectOne(reader, CouponEntity, { communityId, id });

export const lockCoupon = async (tx: Tx, communityId: string, id: string): Promise<CouponEntity | null> => {
  await tx.query(`SELECT id FROM coupon WHERE community_id = ? AND id = ?${forUpdate(tx)}`, [communityId, id]);
  return findCoupon(tx, communityId, id);
};

export const findCouponOfCause = (
  reader: Reader,
  communityId: string,
  houseId: string,
  cause: { kind: string; id: string },
): Promise<CouponEntity | null> =>
  selectOne(reader, CouponEntity, { communityId, houseId, causeKind: cause.kind, causeId: cause.id });

export const insertCoupon = async (tx: Tx, coupon: CouponEntity): Promise<void> => {
  await tx.insert(CouponEntity, coupon);
};

export const saveCoupon = async (tx: Tx, { communityId, id, ...values }: CouponEntity): Promise<void> => {
  await tx.update(CouponEntity, { communityId, id }, values);
};

/** What a payment used, in the order of ids: locked in that order. */
export const findCouponsUsedBy = (reader: Reader, communityId: string, usedBy: string): Promise<CouponEntity[]> =>
  selectAll(reader, CouponEntity, { where: { communityId, usedBy }, orderBy: 't.id' });

export const findCouponsOfBill = (reader: Reader, communityId: string, billId: string): Promise<CouponEntity[]> =>
  selectAll(reader, CouponEntity, { where: { communityId, billId }, orderBy: 't.id' });

export const findCouponsOfHouse = (reader: Reader, communityId: string, houseId: string): Promise<CouponEntity[]> =>
  selectAll(reader, CouponEntity, { where: { communityId, houseId }, orderBy: 't.id DESC', limit: 200 });

export interface CouponFilter {
  status?: 'usable' | 'used' | 'expired' | 'withdrawn' | undefined;
  houseId?: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  beforeId: string | null;
  limit: number;
}

/** Newest first. */
export const listCoupons = (
  reader: Reader,
  communityId: string,
  { status, houseId, today, beforeId, limit }: CouponFilter,
): Promise<CouponEntity[]> => {
  const query = reader
    .createQueryBuilder(CouponEntity, 'c')
    .where('c.communityId = :communityId', { communityId })
    .orderBy('c.id', 'DESC')
    .limit(limit);
  if (houseId) query.andWhere('c.houseId = :houseId', { houseId });
  if (status) query.andWhere('c.status = :kept', { kept: status === 'expired' ? 'usable' : status });
  if (status === 'usable') query.andWhere('c.validUntil >= :today', { today });
  if (status === 'expired') query.andWhere('c.validUntil < :today', { today });
  if (beforeId) query.andWhere('c.id < :beforeId', { beforeId });
  return query.getMany();
};
