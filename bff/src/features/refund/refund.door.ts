import { atWall } from 'shared-types/time';
import type { Reader } from '../../platform/database/access.js';
import { writeWholeRequest } from './commands/requestRefund.js';
import type { RefundEntity, RefundPartEntity } from './refund.entity.js';
import * as store from './refund.store.js';

/** What other features may ask of refunds. */

export type RefundBrief = RefundEntity;

const dayMs = 86_400_000;
const channelsOf = { wechat: ['wechat-jsapi', 'wechat-native'], alipay: ['alipay-qr'] } as const;

const spanOf = (day: string): { from: Date; to: Date } => {
  const from = atWall(day, 0);
  return { from, to: new Date(from.getTime() + dayMs) };
};

/** What a channel took to give back on a day of the community. */
export const refundsOfDay = (
  reader: Reader,
  communityId: string,
  channel: keyof typeof channelsOf,
  day: string,
): Promise<RefundBrief[]> =>
  store.findAcceptedBetween(reader, { communityId, channels: channelsOf[channel], ...spanOf(day) });

/** What was given back by hand on a day. */
export const handedOutOfDay = (
  reader: Reader,
  communityId: string,
  way: 'cash' | 'transfer',
  day: string,
): Promise<RefundBrief[]> => store.findHandedBetween(reader, { communityId, ways: [way], ...spanOf(day) });

/** By our numbers at the channel (`out_refund_no`), whatever the community. */
export const findRefundsByNumber = (reader: Reader, numbers: string[]): Promise<RefundBrief[]> =>
  store.findByNumbers(reader, numbers);

export const readRefund = (reader: Reader, communityId: string, id: string): Promise<RefundBrief | null> =>
  store.findRefund(reader, communityId, id);

/** What of a payment has gone back for good: the parts of its refunds that are done. */
export const refundedPartsOf = async (
  reader: Reader,
  communityId: string,
  paymentId: string,
): Promise<RefundPartEntity[]> => {
  const refunds = await store.findOfPayment(reader, communityId, paymentId);
  const done = refunds.filter(({ status }) => status === 'done').map(({ id }) => id);
  return store.findParts(reader, communityId, done);
};

/** Asks for a whole payment back in the caller's transaction; another person approves it. */
export const requestWholeRefund = writeWholeRequest;
