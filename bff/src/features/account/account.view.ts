import type { CouponView, DepositView, DeskMethod, MovementView } from 'shared-types/account';
import { toDay, toInstant } from 'shared-types/time';
import { depositNames, feeKindNames } from '../../locales/account.js';
import type { BalanceMovementEntity, CouponEntity, DepositEntity } from './account.entity.js';
import { couponStatus } from './coupon.rules.js';

export const presentMovement = (movement: BalanceMovementEntity): MovementView => ({
  id: movement.id,
  at: toInstant(movement.at),
  kind: movement.kind,
  words: movement.words,
  amountFen: movement.amountFen,
  balanceFen: movement.balanceFen,
});

export const presentCoupon = (coupon: CouponEntity, now: Date): CouponView => ({
  id: coupon.id,
  houseId: coupon.houseId,
  feeKind: coupon.feeKind,
  feeName: feeKindNames[coupon.feeKind],
  amountFen: coupon.amountFen,
  usedFen: coupon.usedFen,
  validUntil: coupon.validUntil,
  status: couponStatus(coupon, toDay(now)),
  reason: coupon.reason,
  issuedAt: toInstant(coupon.issuedAt),
});

const presentReturn = (deposit: DepositEntity): DepositView['returned'] =>
  deposit.returnedAt && {
    at: toInstant(deposit.returnedAt),
    by: deposit.returnedByName ?? '',
    amountFen: deposit.returnFen ?? 0,
    method: deposit.returnMethod ?? deposit.method,
    deductedFen: deposit.deductedFen ?? 0,
    reason: deposit.deductReason,
  };

export const presentDeposit = (
  deposit: DepositEntity,
  houseLabel: string,
  actions: DepositView['actions'],
): DepositView => ({
  id: deposit.id,
  number: deposit.number,
  houseId: deposit.houseId,
  houseLabel,
  kind: deposit.kind,
  kindName: depositNames[deposit.kind],
  amountFen: deposit.amountFen,
  method: deposit.method,
  note: deposit.note,
  status: deposit.status,
  takenAt: toInstant(deposit.takenAt),
  takenBy: deposit.takenByName,
  returned: presentReturn(deposit),
  actions,
});

/** The account of the ledger that holds what passed at the desk. */
export const deskAccount: Record<DeskMethod, string> = { cash: '1001', bank: '1002', pos: '1012.pos' };
