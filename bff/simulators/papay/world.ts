import { randomBytes, randomInt } from 'node:crypto';
import { wall } from 'shared-types/time';
import { fileState } from '../fileState.js';
import { createNotices, type Notice, type NoticeWay } from '../notices.js';
import { createOutages, type Outages } from '../outages.js';
import { type Fields, signFields, writeFields } from './xml.js';

export const papayApis = ['querycontract', 'deletecontract', 'pappayapply', 'paporderquery', 'notify'] as const;
export type PapayApi = (typeof papayApis)[number];

export interface Contract {
  contractId: string;
  contractCode: string;
  openid: string;
  displayAccount: string;
  notifyUrl: string;
  requestSerial: string;
  state: 'signed' | 'terminated';
  signedAt: string;
}

/** Why a payer's bank says no. */
export const deductEndings = ['good', 'NOTENOUGH', 'USER_LIMIT', 'CARD_INVALID'] as const;
export type DeductEnding = (typeof deductEndings)[number];

export interface Deduction {
  outTradeNo: string;
  contractId: string;
  fen: number;
  description: string;
  notifyUrl: string;
  state: 'ACCEPT' | 'SUCCESS' | 'PAY_FAIL';
  errCode: string | null;
  transactionId: string | null;
  endedAt: string | null;
  dueAt: string;
  ending: DeductEnding;
}

interface Mood {
  ending: DeductEnding;
  /** How long a deduction takes. */
  seconds: number;
  /** How the next notifications are sent. */
  notice: NoticeWay;
}

interface State {
  apiV2Key: string;
  contracts: Contract[];
  deductions: Deduction[];
  preNotices: { contractId: string; at: string; fen: number }[];
  notices: Notice<Fields>[];
  mood: Mood;
}

export interface PapayMerchant {
  appId: string;
  merchantId: string;
  /** PEM of the merchant's certificate, with which the notice before a deduction is signed. */
  certificate: string;
}

export interface PapayWorld {
  readonly now: () => Date;
  readonly outages: Outages<PapayApi>;
  readonly notices: ReturnType<typeof createNotices<Fields>>;
  readonly merchant: PapayMerchant;
  readonly setup: { planId: string; apiV2Key: string };
  readonly mood: Mood;
  contracts(): Contract[];
  contract(by: { contractId: string } | { contractCode: string }): Contract | undefined;
  deductions(): Deduction[];
  deduction(outTradeNo: string): Deduction | undefined;
  preNotices(): { contractId: string; at: string; fen: number }[];
  /** The payer agrees on WeChat's signing page. A word says why not. */
  sign(jump: Fields, openid: string): Contract | 'BAD_SIGNATURE' | 'OTHER_PLAN' | 'CONTRACT_CODE_USED';
  /** By the payer in WeChat, or by the merchant. */
  terminate(contract: Contract, mode: '1' | '2' | '3'): void;
  take(wanted: Pick<Deduction, 'outTradeNo' | 'contractId' | 'fen' | 'description' | 'notifyUrl'>): Deduction;
  notePreNotice(contractId: string, fen: number): void;
  /** WeChat deducts from 07:00 to 22:00. */
  open(): boolean;
  /** All deductions under way end now. */
  settleAll(): void;
  setMood(mood: Partial<Mood>): void;
  /** No faults, and every deduction good again. */
  calm(): void;
  reset(): void;
}

const ladderMinutes = [0.25, 0.25, 0.5, 3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360];
const usualMood = (): Mood => ({ ending: 'good', seconds: 5, notice: 'normal' });

const two = (n: number): string => String(n).padStart(2, '0');
/** 20261123105400 in Beijing. */
export const compact = (iso: string): string => {
  const w = wall(iso);
  return `${w.year}${two(w.month)}${two(w.day)}${two(w.hour)}${two(w.minute)}${two(w.second)}`;
};
const spoken = (iso: string): string => {
  const w = wall(iso);
  return `${w.year}-${two(w.month)}-${two(w.day)} ${two(w.hour)}:${two(w.minute)}:${two(w.second)}`;
};
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

export interface PapayOptions {
  folder: string | null;
  now: () => Date;
  merchant: PapayMerchant;
}

export const createPapayWorld = ({ folder, now, merchant }: PapayOptions): PapayWorld => {
  const fresh = (): State => ({
    apiV2Key: randomBytes(16).toString('hex'),
    contracts: [],
    deductions: [],
    preNotices: [],
    notices: [],
    mood: usualMood(),
  });
  const state = fileState<State>(folder, 'papay', fresh);
  state.save();
  const planId = '130101';
  const outages = createOutages(papayApis);
  const iso = (): string => now().toISOString();

  const settle = (): void => {
    for (const one of state.value.deductions)
      if (one.state === 'ACCEPT' && Date.parse(one.dueAt) <= now().getTime()) end(one, one.dueAt);
  };

  const notices = createNotices<Fields>({
    now,
    ladderMinutes,
    list: state.value.notices,
    save: state.save,
    before: settle,
    render: ({ fields, way }) => {
      const nonce = { nonce_str: randomBytes(16).toString('hex') };
      const kind = fields.change_type ? 'MD5' : 'HMAC-SHA256';
      const sign = signFields({ ...fields, ...nonce }, state.value.apiV2Key, kind);
      const forged: Fields = way === 'forged' ? { total_fee: '1' } : {};
      return { contentType: 'text/xml', body: writeFields({ ...fields, ...nonce, sign, ...forged }) };
    },
    taken: (status, text) => status === 200 && /<return_code>(<!\[CDATA\[)?SUCCESS/.test(text),
  });

  const end = (one: Deduction, at: string): void => {
    const good = one.ending === 'good';
    const contract = state.value.contracts.find(({ contractId }) => contractId === one.contractId);
    const paid = good && contract?.state === 'signed';
    Object.assign(one, {
      state: paid ? 'SUCCESS' : 'PAY_FAIL',
      errCode: paid ? null : good ? 'CONTRACT_NOT_EXIST' : one.ending,
      transactionId: paid ? `42000${digits(23)}` : null,
      endedAt: at,
    });
    notices.send({
      id: randomBytes(12).toString('hex'),
      about: one.outTradeNo,
      url: one.notifyUrl,
      way: state.value.mood.notice,
      fields: {
        return_code: 'SUCCESS',
        result_code: paid ? 'SUCCESS' : 'FAIL',
        appid: merchant.appId,
        mch_id: merchant.merchantId,
        openid: contract?.openid ?? '',
        trade_type: 'PAP',
        bank_type: 'OTHERS',
        total_fee: String(one.fen),
        cash_fee: String(one.fen),
        fee_type: 'CNY',
        out_trade_no: one.outTradeNo,
        contract_id: one.contractId,
        ...(one.transactionId ? { transaction_id: one.transactionId, time_end: compact(at) } : {}),
        ...(one.errCode ? { err_code: one.errCode, err_code_des: '扣款失败' } : {}),
      },
    });
    state.save();
  };

  const tellContract = (contract: Contract, change: 'ADD' | 'DELETE', more: Fields = {}): void =>
    notices.send({
      id: randomBytes(12).toString('hex'),
      about: contract.contractCode,
      url: contract.notifyUrl,
      way: state.value.mood.notice,
      fields: {
        return_code: 'SUCCESS',
        result_code: 'SUCCESS',
        mch_id: merchant.merchantId,
        contract_code: contract.contractCode,
        contract_id: contract.contractId,
        plan_id: planId,
        openid: contract.openid,
        change_type: change,
        operate_time: spoken(iso()),
        request_serial: contract.requestSerial,
        ...more,
      },
    });

  return {
    now,
    outages,
    notices,
    merchant,
    get setup() {
      return { planId, apiV2Key: state.value.apiV2Key };
    },
    get mood() {
      return state.value.mood;
    },
    contracts: () => state.value.contracts,
    contract: (by) =>
      state.value.contracts.find((one) =>
        'contractId' in by ? one.contractId === by.contractId : one.contractCode === by.contractCode,
      ),
    deductions: () => {
      settle();
      return state.value.deductions;
    },
    deduction: (outTradeNo) => {
      settle();
      return state.value.deductions.find((one) => one.outTradeNo === outTradeNo);
    },
    preNotices: () => state.value.preNotices,
    sign: (jump, openid) => {
      if (signFields(jump, state.value.apiV2Key, 'MD5') !== jump.sign || jump.mch_id !== merchant.merchantId)
        return 'BAD_SIGNATURE';
      if (jump.plan_id !== planId || jump.appid !== merchant.appId) return 'OTHER_PLAN';
      const contractCode = jump.contract_code ?? '';
      if (state.value.contracts.some((one) => one.contractCode === contractCode)) return 'CONTRACT_CODE_USED';
      const contract: Contract = {
        contractId: `${iso().slice(0, 10).replaceAll('-', '')}${digits(20)}`,
        contractCode,
        openid,
        displayAccount: jump.contract_display_account ?? '',
        notifyUrl: jump.notify_url ?? '',
        requestSerial: jump.request_serial ?? '',
        state: 'signed',
        signedAt: iso(),
      };
      state.value.contracts.unshift(contract);
      tellContract(contract, 'ADD');
      state.save();
      return contract;
    },
    terminate: (contract, mode) => {
      contract.state = 'terminated';
      tellContract(contract, 'DELETE', { contract_termination_mode: mode });
      state.save();
    },
    take: (wanted) => {
      const { ending, seconds } = state.value.mood;
      const deduction: Deduction = {
        ...wanted,
        state: 'ACCEPT',
        errCode: null,
        transactionId: null,
        endedAt: null,
        dueAt: new Date(now().getTime() + seconds * 1000).toISOString(),
        ending,
      };
      state.value.deductions.unshift(deduction);
      state.save();
      return deduction;
    },
    notePreNotice: (contractId, fen) => {
      state.value.preNotices.unshift({ contractId, at: iso(), fen });
      state.value.preNotices.length = Math.min(state.value.preNotices.length, 500);
      state.save();
    },
    open: () => {
      const { hour } = wall(now());
      return hour >= 7 && hour < 22;
    },
    settleAll: () => {
      for (const one of state.value.deductions) if (one.state === 'ACCEPT') end(one, iso());
    },
    setMood: (mood) => {
      Object.assign(state.value.mood, mood);
      state.save();
    },
    calm: () => {
      outages.forget();
      Object.assign(state.value.mood, usualMood());
      state.save();
    },
    reset: () => {
      const { apiV2Key, notices: list } = state.value;
      list.length = 0;
      state.reset();
      Object.assign(state.value, { apiV2Key, notices: list });
      state.save();
      outages.forget();
    },
  };
};
