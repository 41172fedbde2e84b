import type { OwnRefundView, RefundableView, RefundView, refundScopes } from 'shared-types/refund';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { refundTexts, refundWayNames } from '../../locales/refund.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { allocationsOf, readPayment } from '../payment/payment.door.js';
import type { RefundEntity, RefundPartEntity } from './refund.entity.js';
import { leftOf, openWays } from './refund.rules.js';
import {
  findAnywhere,
  findOfPayment,
  findParts,
  findRefund,
  listRefundRows,
  type RefundFilter,
} from './refund.store.js';
import { presentOwnRefund, presentRefund } from './refund.view.js';

const partsByRefund = async (
  reader: Reader,
  communityId: string,
  refunds: readonly RefundEntity[],
): Promise<(refund: RefundEntity) => RefundPartEntity[]> => {
  const parts = await findParts(
    reader,
    communityId,
    refunds.map(({ id }) => id),
  );
  return (refund) => parts.filter(({ refundId }) => refundId === refund.id);
};

const presentAll = async (deps: Deps, actor: StaffActor, refunds: readonly RefundEntity[]): Promise<RefundView[]> => {
  const { reader } = deps.db;
  const partsOf = await partsByRefund(reader, actor.communityId, refunds);
  const houses = await readHouseBriefs(reader, [...new Set(refunds.map(({ houseId }) => houseId))]);
  const labels = new Map(houses.map(({ id, label }) => [id, label]));
  return refunds.map((refund) => presentRefund(refund, partsOf(refund), labels.get(refund.houseId) ?? null, actor));
};

export const readRefundView = async (deps: Deps, actor: StaffActor, id: string): Promise<RefundView> => {
  const refund = await findRefund(deps.db.reader, actor.communityId, id);
  const [view] = refund ? await presentAll(deps, actor, [refund]) : [];
  if (!view) throw new AppError('refund.not_found');
  return view;
};

const scopes: Record<(typeof refundScopes)[number], Pick<RefundFilter, 'statuses' | 'attention' | 'oldestFirst'>> = {
  waiting: { statuses: ['requested'], attention: null, oldestFirst: true },
  moving: { statuses: ['approved', 'processing'], attention: false, oldestFirst: false },
  attention: { statuses: ['approved', 'processing', 'abnormal', 'closed'], attention: true, oldestFirst: false },
  ended: { statuses: ['done', 'closed', 'rejected'], attention: false, oldestFirst: false },
};

export const listRefundViews = async (
  deps: Deps,
  actor: StaffActor,
  query: { scope: (typeof refundScopes)[number]; cursor?: string | undefined; limit: number },
): Promise<{ items: RefundView[]; nextCursor: string | null }> => {
  const [at, id] = decodeCursor(query.cursor, 2);
  const rows = await listRefundRows(deps.db.reader, actor.communityId, {
    ...scopes[query.scope],
    after: at && id ? { at: cursorTime(at), id } : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: await presentAll(deps, actor, shown),
    nextCursor: last ? encodeCursor(last.requestedAt.toISOString(), last.id) : null,
  };
};

/** What of a payment may still go back, share by share, and by which ways. */
export const readRefundableView = async (deps: Deps, actor: StaffActor, paymentId: string): Promise<RefundableView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const payment = await readPayment(reader, communityId, paymentId);
  if (!payment) throw new AppError('payment.not_found');
  const refunds = await findOfPayment(reader, communityId, paymentId);
  const claims = await findParts(
    reader,
    communityId,
    refunds.filter(({ status }) => status === 'requested').map(({ id }) => id),
  );
  const shares = payment.status === 'settled' ? await allocationsOf(reader, communityId, paymentId) : [];
  const lefts = shares.map((share) => ({ ...share, left: leftOf(share, claims) }));
  const parts = [...new Set(lefts.map(({ billId }) => billId))].flatMap((billId) => {
    const money = lefts.filter((share) => share.billId === billId && share.source !== 'coupon');
    const amountFen = money.reduce((sum, share) => sum + share.amountFen, 0);
    const refundableFen = money.reduce((sum, { left }) => sum + left, 0);
    const label = billId ? (money[0]?.title ?? '') : refundTexts.prepayment;
    return amountFen > 0 ? [{ billId, label, amountFen, refundedFen: amountFen - refundableFen, refundableFen }] : [];
  });
  const atChannel = refunds.filter(({ way, sentAt }) => way === 'original' && sentAt !== null).length;
  const { ways, bound } = openWays(payment, atChannel, deps.clock.now());
  const isLeft = parts.some(({ refundableFen }) => refundableFen > 0);
  return {
    paymentId,
    originalFen: lefts.filter(({ source }) => source === 'channel').reduce((sum, { left }) => sum + left, 0),
    parts,
    ways: isLeft ? ways.map((way) => ({ way, name: refundWayNames[way] })) : [],
    note: bound === 'age' ? refundTexts.boundAge : bound === 'count' ? refundTexts.boundCount : null,
    refunds: await presentAll(deps, actor, refunds),
  };
};

/** For the household; the gate of the payment was passed. What staff did not agree to stays with staff. */
export const listOwnRefunds = async (deps: Deps, paymentId: string): Promise<OwnRefundView[]> => {
  const { reader } = deps.db;
  const refunds = await findAnywhere(reader, paymentId);
  const shown = refunds.filter(({ status }) => status !== 'requested' && status !== 'rejected');
  const partsOf = await partsByRefund(reader, refunds[0]?.communityId ?? '', shown);
  return shown.map((refund) => presentOwnRefund(refund, partsOf(refund)));
};
