import type { PaymentChannel } from 'shared-types/payment';
import type { BillFacts, Part } from './plan.rules.js';

/** A part as it really came about. */
export interface SettledPart extends Part {
  /** Of the amount, what paid the bill's late fee. */
  lateFen: number;
}

export interface Settlement {
  /** In the order of the parts that were planned; amounts may be smaller than planned, or 0. */
  parts: SettledPart[];
  /** Of the channel's money, what no bill took: it goes to the house's prepayment. */
  surplusFen: number;
  /** What the balance should have given and did not have. */
  shortFen: number;
}

/** The bill itself is paid before its late fee; of `amountFen`, what is for the late fee. */
const lateShare = (bill: BillFacts, paidFen: number, amountFen: number): number =>
  amountFen - Math.min(amountFen, Math.max(0, bill.amountFen - paidFen));

/**
 * What happens to money that has come: each part pays its bill as far as it is still owed and (for the balance's part) as
 * far as there is balance. A fen of the channel is never lost: what finds no bill is surplus.
 */
export const settleParts = (
  parts: readonly Part[],
  bills: ReadonlyMap<string, BillFacts>,
  balanceFen: number,
): Settlement => {
  const owed = new Map([...bills].map(([id, bill]) => [id, bill.status === 'due' ? bill.outstandingFen : 0]));
  const paid = new Map([...bills].map(([id, bill]) => [id, bill.paidFen + bill.couponFen]));
  let balanceLeft = balanceFen;
  let surplusFen = 0;
  let shortFen = 0;
  const settled = parts.map((part): SettledPart => {
    if (part.billId === null) return { ...part, lateFen: 0 };
    const bill = bills.get(part.billId);
    const stillOwed = Math.min(part.amountFen, owed.get(part.billId) ?? 0);
    const amountFen = part.source === 'prepaid' ? Math.min(stillOwed, balanceLeft) : stillOwed;
    if (part.source === 'prepaid') {
      balanceLeft -= amountFen;
      shortFen += stillOwed - amountFen;
    }
    if (part.source === 'channel') surplusFen += part.amountFen - amountFen;
    const before = paid.get(part.billId) ?? 0;
    owed.set(part.billId, (owed.get(part.billId) ?? 0) - amountFen);
    paid.set(part.billId, before + amountFen);
    return { ...part, amountFen, lateFen: bill ? lateShare(bill, before, amountFen) : 0 };
  });
  return { parts: settled, surplusFen, shortFen };
};

/** Whether everything that a payment was for can still be paid as it was planned. */
export const isWhole = (parts: readonly Part[], { parts: settled, surplusFen, shortFen }: Settlement): boolean =>
  surplusFen === 0 && shortFen === 0 && parts.every((part, index) => part.amountFen === settled[index]?.amountFen);

/** Where a channel's money stands until the bank has it. */
const accounts: Record<PaymentChannel, string | null> = {
  'wechat-jsapi': '1012.wechat',
  'wechat-native': '1012.wechat',
  'alipay-qr': '1012.alipay',
  cash: '1001',
  pos: '1012.pos',
  transfer: '1002',
  autodebit: '1012.autodebit',
  bank: '1002',
  balance: null,
};

export const accountOf = (channel: PaymentChannel): string | null => accounts[channel];

export interface Leg {
  account: string;
  amountFen: number;
  houseId?: string | null;
  billId?: string | null;
}

const prepayments = '2203';
const couponsGiven = '6701';
const unidentified = '2243';

const byBill = (parts: readonly SettledPart[], houseId: string): Leg[] => {
  const legs = new Map<string, Leg>();
  const credit = (account: string, billId: string, amountFen: number): void => {
    const key = `${account} ${billId}`;
    const leg = legs.get(key) ?? { account, amountFen: 0, houseId, billId };
    legs.set(key, { ...leg, amountFen: leg.amountFen - amountFen });
  };
  for (const { billId, feeKind, amountFen, lateFen } of parts) {
    if (billId === null) continue;
    credit(`1122.${feeKind}`, billId, amountFen - lateFen);
    credit('1122.late', billId, lateFen);
  }
  return [...legs.values()];
};

/**
 * The entry of a settled payment, debit +, credit −: the channel's money, what the balance gave, what coupons are worth;
 * against each bill's receivable (its late fee by itself) and the prepayment that was topped up.
 */
export const settledLegs = (
  payment: { channel: PaymentChannel; houseId: string; amountFen: number },
  { parts, surplusFen }: Settlement,
): Leg[] => {
  const total = (fits: (part: SettledPart) => boolean): number =>
    parts.filter(fits).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const { houseId } = payment;
  const account = accountOf(payment.channel);
  const toppedUp = total(({ billId }) => billId === null) + surplusFen;
  return [
    ...(account ? [{ account, amountFen: payment.amountFen }] : []),
    { account: prepayments, amountFen: total(({ source }) => source === 'prepaid'), houseId },
    { account: couponsGiven, amountFen: total(({ source }) => source === 'coupon'), houseId },
    ...byBill(parts, houseId),
    { account: prepayments, amountFen: -toppedUp, houseId },
  ].filter(({ amountFen }) => amountFen !== 0);
};

/** Money that came too late for what it was meant for waits to go back. */
export const unwantedLegs = (payment: { channel: PaymentChannel; houseId: string; amountFen: number }): Leg[] => [
  { account: accountOf(payment.channel) ?? unidentified, amountFen: payment.amountFen },
  { account: unidentified, amountFen: -payment.amountFen, houseId: payment.houseId },
];
