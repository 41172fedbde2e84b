import { randomInt } from 'node:crypto';
import { type FileState, fileState } from '../fileState.js';
import { createNotices, type Notice, type NoticeWay } from '../notices.js';
import { createOutages, type Outages } from '../outages.js';
import { type AlipaySetup, alipayIds, makeSetup } from './keys.js';
import { toYuan } from './money.js';
import { formOf, signForm } from './signing.js';

export const alipayApis = ['precreate', 'query', 'close', 'refund', 'refundQuery', 'bill'] as const;
export type AlipayApi = (typeof alipayApis)[number];

export interface Refund {
  outRefundNo: string;
  fen: number;
  /** Null: taken, not carried out yet. */
  doneAt: string | null;
}

export interface Trade {
  outTradeNo: string;
  subject: string;
  amountFen: number;
  expireAt: string | null;
  notifyUrl: string | null;
  qrCode: string;
  /** Null until somebody scans: so long Alipay knows no trade. */
  tradeNo: string | null;
  createdAt: string | null;
  state: 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
  buyerId: string | null;
  paidAt: string | null;
  refunds: Refund[];
}

interface State {
  setup: AlipaySetup | null;
  trades: Trade[];
  notices: Notice<Record<string, string>>[];
  /** Refunds are taken but not carried out, until released. */
  holdRefunds: boolean;
  made: number;
}

export interface AlipayWorld {
  readonly now: () => Date;
  readonly outages: Outages<AlipayApi>;
  readonly notices: ReturnType<typeof createNotices<Record<string, string>>>;
  readonly appId: string;
  readonly sellerId: string;
  /** What the merchant is told when it signs up, with its keys; made when it is first asked for. */
  readonly setup: AlipaySetup;
  readonly state: FileState<State>;
  trades(): Trade[];
  trade(outTradeNo: string): Trade | undefined;
  putTrade(order: Pick<Trade, 'outTradeNo' | 'subject' | 'amountFen' | 'expireAt' | 'notifyUrl'>): Trade;
  /** A payer scans the code: from now on there is a trade. False: the code is no longer good. */
  scan(trade: Trade): boolean;
  /** Scans and pays; `forged`: pays nothing, and a forger tells that it was paid. False: too late. */
  pay(trade: Trade, way?: NoticeWay): boolean;
  close(trade: Trade): true;
  /** The trade is too old for refunds. */
  finish(trade: Trade): true;
  takeRefund(trade: Trade, outRefundNo: string, fen: number): Refund;
  hold(refunds: boolean): void;
  /** No faults, and no refund held any more. */
  calm(): void;
  reset(): void;
}

/** Minutes between the tries of one notification: at once, then 4m 10m 10m 1h 2h 6h 15h. */
const ladderMinutes = [4, 10, 10, 60, 120, 360, 900];

const refundedFen = (trade: Trade): number =>
  trade.refunds.reduce((sum, { fen, doneAt }) => sum + (doneAt ? fen : 0), 0);

const beijing = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

export const createAlipayWorld = (options: { folder: string | null; now: () => Date }): AlipayWorld => {
  const { now } = options;
  const fresh = (): State => ({ setup: null, trades: [], notices: [], holdRefunds: false, made: 0 });
  const state = fileState<State>(options.folder, 'alipay', fresh);
  const outages = createOutages(alipayApis);
  // Making keys takes a while, and most tests never pay.
  const setup = (): AlipaySetup => {
    if (!state.value.setup) {
      state.value.setup = makeSetup();
      state.save();
    }
    return state.value.setup;
  };
  const iso = (): string => now().toISOString();

  const notices = createNotices<Record<string, string>>({
    now,
    ladderMinutes,
    list: state.value.notices,
    save: state.save,
    render: ({ fields, way }) => {
      const sent = { ...fields, notify_time: beijing(iso()), version: '1.0', charset: 'utf-8', sign_type: 'RSA2' };
      const sign = signForm(sent, setup().alipayPrivateKey);
      const forged: Record<string, string> = way === 'forged' ? { total_amount: '0.01' } : {};
      return {
        contentType: 'application/x-www-form-urlencoded; charset=utf-8',
        body: formOf({ ...sent, ...forged, sign }),
      };
    },
    taken: (status, text) => status === 200 && text.trim() === 'success',
  });

  const tell = (trade: Trade, way: NoticeWay, more: Record<string, string> = {}): void => {
    if (!trade.notifyUrl || !trade.tradeNo || !trade.createdAt) return;
    const id = `${iso().slice(0, 10).replaceAll('-', '')}222${digits(25)}`;
    const fields: Record<string, string> = {
      notify_id: id,
      notify_type: 'trade_status_sync',
      app_id: setup().appId,
      auth_app_id: setup().appId,
      seller_id: setup().sellerId,
      buyer_id: trade.buyerId ?? '',
      out_trade_no: trade.outTradeNo,
      trade_no: trade.tradeNo,
      trade_status: trade.state,
      total_amount: toYuan(trade.amountFen),
      receipt_amount: toYuan(trade.amountFen),
      buyer_pay_amount: toYuan(trade.amountFen),
      invoice_amount: toYuan(trade.amountFen),
      point_amount: '0.00',
      subject: trade.subject,
      gmt_create: beijing(trade.createdAt),
      ...(trade.paidAt ? { gmt_payment: beijing(trade.paidAt) } : {}),
      fund_bill_list: JSON.stringify([{ amount: toYuan(trade.amountFen), fundChannel: 'ALIPAYACCOUNT' }]),
      ...more,
    };
    notices.send({ id, about: trade.outTradeNo, url: trade.notifyUrl, way, fields });
  };

  const finishRefund = (trade: Trade, refund: Refund): void => {
    refund.doneAt = iso();
    if (refundedFen(trade) === trade.amountFen) trade.state = 'TRADE_CLOSED';
    tell(trade, 'normal', {
      out_biz_no: refund.outRefundNo,
      refund_fee: toYuan(refundedFen(trade)),
      gmt_refund: beijing(refund.doneAt),
    });
    state.save();
  };

  const over = (trade: Trade): boolean => trade.expireAt !== null && Date.parse(trade.expireAt) <= now().getTime();

  /** An unpaid trade ends with its time, whether anybody looks or not. */
  const settle = (trade: Trade): Trade => {
    if (trade.tradeNo && trade.state === 'WAIT_BUYER_PAY' && over(trade)) trade.state = 'TRADE_CLOSED';
    return trade;
  };

  const scan = (trade: Trade): boolean => {
    settle(trade);
    if (trade.tradeNo) return trade.state === 'WAIT_BUYER_PAY';
    if (over(trade)) return false;
    state.value.made += 1;
    trade.tradeNo = `${iso().slice(0, 10).replaceAll('-', '')}22001${digits(11)}${String(state.value.made).padStart(4, '0')}`;
    trade.createdAt = iso();
    trade.buyerId = `2088${digits(12)}`;
    state.save();
    return true;
  };

  const hold = (refunds: boolean): void => {
    state.value.holdRefunds = refunds;
    if (!refunds)
      for (const trade of state.value.trades)
        for (const refund of trade.refunds) if (!refund.doneAt) finishRefund(trade, refund);
    state.save();
  };

  return {
    now,
    outages,
    notices,
    state,
    ...alipayIds,
    get setup() {
      return setup();
    },
    trades: () => state.value.trades.map(settle),
    trade: (outTradeNo) => {
      const found = state.value.trades.find((one) => one.outTradeNo === outTradeNo);
      return found && settle(found);
    },
    putTrade: (order) => {
      const code = randomInt(36 ** 8).toString(36);
      const trade: Trade = {
        ...order,
        qrCode: `https://qr.alipay.com/bax${code}`,
        tradeNo: null,
        createdAt: null,
        state: 'WAIT_BUYER_PAY',
        buyerId: null,
        paidAt: null,
        refunds: [],
      };
      state.value.trades.unshift(trade);
      state.value.trades.length = Math.min(state.value.trades.length, 5000);
      state.save();
      return trade;
    },
    scan,
    pay: (trade, way = 'normal') => {
      if (way === 'forged') {
        const at = trade.createdAt ?? iso();
        tell(
          { ...trade, tradeNo: `20260101220014${digits(14)}`, createdAt: at, paidAt: iso(), state: 'TRADE_SUCCESS' },
          way,
        );
        return true;
      }
      if (!scan(trade)) return false;
      trade.state = 'TRADE_SUCCESS';
      trade.paidAt = iso();
      tell(trade, way);
      state.save();
      return true;
    },
    close: (trade) => {
      trade.state = 'TRADE_CLOSED';
      state.save();
      return true;
    },
    finish: (trade) => {
      trade.state = 'TRADE_FINISHED';
      state.save();
      return true;
    },
    takeRefund: (trade, outRefundNo, fen) => {
      const refund: Refund = { outRefundNo, fen, doneAt: null };
      trade.refunds.push(refund);
      if (state.value.holdRefunds) state.save();
      else finishRefund(trade, refund);
      return refund;
    },
    hold,
    calm: () => {
      outages.forget();
      hold(false);
    },
    reset: () => {
      // The keys stay: the community holds its half of them.
      const { setup: kept, notices: list } = state.value;
      list.length = 0;
      state.reset();
      Object.assign(state.value, { setup: kept, notices: list });
      state.save();
      outages.forget();
    },
  };
};
