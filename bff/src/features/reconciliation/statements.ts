import type { AlipayBillRow } from '../../adapters/alipay/alipay.port.js';
import type { FundFlowRow, TradeBillRow } from '../../adapters/pay/wechatPay.port.js';
import { deterministicId } from '../../kernel/ids.js';
import type { Deps } from '../../platform/deps.js';
import { rowKeyOf } from './compare.rules.js';
import { readFundLine } from './funds.rules.js';
import type { FundRowEntity, StatementChannel, StatementRowEntity } from './reconciliation.entity.js';

/** A row as the channel writes it, whatever the channel; which community it belongs to is not known yet. */
export type ReadRow = Pick<
  StatementRowEntity,
  'rowKey' | 'what' | 'number' | 'orderNumber' | 'at' | 'amountFen' | 'feeFen' | 'state'
>;
export type ReadFund = Omit<FundRowEntity, 'channel' | 'day' | 'communityId'>;

export type ReadStatement =
  | { kind: 'not-ready' }
  | { kind: 'read'; rows: ReadRow[]; funds: ReadFund[] | null; hash: string | null };

const ofWechatTrade = (row: TradeBillRow): ReadRow => {
  const isRefund = row.outRefundNo !== null;
  const number = row.outRefundNo ?? row.outTradeNo;
  const what = isRefund ? 'refund' : 'payment';
  // FAIL: closed without money; CHANGE: abnormal, the money is with neither side yet (wechat.md 2.9).
  const failed = isRefund && row.refundState === 'FAIL';
  return {
    rowKey: rowKeyOf(what, number),
    what,
    number,
    orderNumber: row.outTradeNo,
    at: row.tradeAt,
    amountFen: isRefund ? row.refundFen : row.orderFen,
    feeFen: row.feeFen,
    state: failed || row.state === 'REVOKED' ? 'failed' : 'moved',
  };
};

const ofFund = (row: FundFlowRow): ReadFund => ({
  id: deterministicId('fund', row.flowNo, row.businessNo, row.businessName),
  at: row.at,
  ...readFundLine(row),
  balanceFen: row.balanceFen,
  voucherNo: row.voucherNo,
});

/** Both statements of WeChat Pay; the account's movements say what it kept and what it sent to the bank. */
const readWechat = async (port: NonNullable<Deps['wechatPay']>, day: string): Promise<ReadStatement> => {
  const trades = await port.tradeBill(day);
  const funds = await port.fundFlowBill(day);
  if (trades.kind === 'not_ready' || funds.kind === 'not_ready') return { kind: 'not-ready' };
  return {
    kind: 'read',
    rows: trades.kind === 'rows' ? trades.rows.map(ofWechatTrade) : [],
    funds: funds.kind === 'rows' ? funds.rows.map(ofFund) : [],
    hash: trades.kind === 'rows' ? trades.sha1 : null,
  };
};

const ofAlipay = (row: AlipayBillRow): ReadRow => {
  const number = row.outRefundNo ?? row.outTradeNo;
  return {
    rowKey: rowKeyOf(row.kind, number),
    what: row.kind,
    number,
    orderNumber: row.outTradeNo,
    at: row.completedAt,
    amountFen: row.amountFen,
    feeFen: row.feeFen,
    state: 'moved',
  };
};

/**
 * The statement of a day, from a port that checks its hash. A day without trade is read as empty; `not-ready` where the
 * channel is still at it. Rejects with the port's own error.
 */
export const readStatement = async (deps: Deps, channel: StatementChannel, day: string): Promise<ReadStatement> => {
  if (channel === 'wechat') return deps.wechatPay ? readWechat(deps.wechatPay, day) : { kind: 'not-ready' };
  if (!deps.alipay) return { kind: 'not-ready' };
  const rows = await deps.alipay.tradeBill(day);
  return { kind: 'read', rows: (rows ?? []).map(ofAlipay), funds: null, hash: null };
};

/** Whether the channel is configured here at all. */
export const hasStatements = (deps: Deps, channel: StatementChannel): boolean =>
  channel === 'wechat' ? deps.wechatPay !== null : deps.alipay !== null;
