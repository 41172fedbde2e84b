import type { DepositKind, MovementKind } from 'shared-types/account';
import type { FeeKind } from 'shared-types/billing';
import { formatFen } from 'shared-types/money';

/** Words about prepayments, deposits, coupons and arrears. */

export const movementWords: Record<MovementKind, string> = {
  topup: '存入',
  surplus: '多付的钱存入',
  spent: '付账单',
  offset: '自动抵扣新账单',
  refund: '退款',
  'bill-void': '账单作废，已付的钱存入',
  opening: '期初预存',
  other: '其他',
};

export const depositNames: Record<DepositKind, string> = {
  renovation: '装修押金',
  key: '钥匙押金',
  card: '门禁卡押金',
  lease: '租赁押金',
  other: '其他押金',
};

/** What a kind of fee is called where no fee item of the community is at hand. */
export const feeKindNames: Record<FeeKind, string> = {
  property: '物业费',
  water: '水费',
  power: '电费',
  gas: '燃气费',
  parking: '停车费',
  'shared-water': '公摊水费',
  'shared-power': '公摊电费',
  'one-off': '一次性收费',
};

export const accountTexts = {
  deductReasonMissing: '没有全退，请写明扣款原因',
  returnTooMuch: '不能比收的押金多',
  validUntilPast: '有效期不能早于今天',
  /** Memos of the ledger and subjects of the audit log. */
  depositTaken: (kind: string, number: string): string => `收${kind} ${number}`,
  depositReturned: (kind: string, number: string): string => `退${kind} ${number}`,
  depositAudit: (number: string, house: string, fen: number): string => `${number} ${house} ${formatFen(fen)}`,
  depositReturnAudit: (number: string, house: string, returnFen: number, deductedFen: number): string =>
    `${number} ${house} 退 ${formatFen(returnFen)}${deductedFen > 0 ? `，扣 ${formatFen(deductedFen)}` : ''}`,
  couponAudit: (house: string, fee: string, fen: number): string => `${house} ${fee}券 ${formatFen(fen)}`,
  autoOffsetAudit: (house: string, on: boolean): string => `${house} ${on ? '开' : '关'}`,
  offsetMemo: '预存抵扣新账单',
} as const;
