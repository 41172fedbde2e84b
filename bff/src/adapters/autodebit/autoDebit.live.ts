import { wall } from 'shared-types/time';
import { AutoDebitError } from './autoDebit.errors.js';
import {
  type AutoDebitNotification,
  AutoDebitNotificationRefused,
  type AutoDebitPort,
  type ContractStatus,
  type DeductState,
  type DeductStatus,
} from './autoDebit.port.js';
import { createPapayClient, type PapayClientOptions } from './papayClient.js';
import { type Fields, readXml, signedWith, signMd5 } from './papayXml.js';

/** WeChat's own mini-program on which the payer signs; ours must name it in `navigateToMiniProgramAppIdList`. */
const signingPage = { appId: 'wxbd687630cd02ce1d', path: 'pages/index/index' };
const firstHour = 7;
const lastHour = 22;

export interface LiveAutoDebitOptions extends PapayClientOptions {
  planId: string;
  /** The community's clock, by which hours of deduction are kept. */
  now: () => Date;
}

/** 20261123105400, Beijing's. */
const momentOf = (text: string | undefined): Date | null => {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text ?? '');
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
};

const fenOf = (text: string | undefined): number | null => {
  const fen = /^\d{1,12}$/.test(text ?? '') ? Number(text) : null;
  return fen !== null && fen > 0 ? fen : null;
};

const deductStates: Record<string, DeductState> = {
  ACCEPT: 'accepted',
  NOTPAY: 'accepted',
  USERPAYING: 'accepted',
  SUCCESS: 'paid',
  // It was paid before it was given back: the refund has a life of its own.
  REFUND: 'paid',
  PAY_FAIL: 'failed',
  PAYERROR: 'failed',
  CLOSED: 'failed',
  REVOKED: 'failed',
};

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof AutoDebitError && codes.includes(error.code);

const contractOf = (fields: Fields): Extract<AutoDebitNotification, { kind: 'contract' }> | null => {
  const change = fields.change_type === 'ADD' ? 'signed' : fields.change_type === 'DELETE' ? 'terminated' : null;
  const { contract_code: contractCode, contract_id: contractId, plan_id: planId, openid } = fields;
  const at = new Date(`${(fields.operate_time ?? '').replace(' ', 'T')}+08:00`);
  if (!change || !contractCode || !contractId || !planId || !openid || Number.isNaN(at.getTime())) return null;
  return { kind: 'contract', change, contractCode, contractId, planId, openid, at };
};

const deductionOf = (fields: Fields): Extract<AutoDebitNotification, { kind: 'deduction' }> | null => {
  const { out_trade_no: outTradeNo, contract_id: contractId, transaction_id: transactionId } = fields;
  const amountFen = fenOf(fields.total_fee);
  if (!outTradeNo || !contractId || amountFen === null) return null;
  const known = { kind: 'deduction' as const, outTradeNo, contractId, amountFen };
  if (fields.result_code !== 'SUCCESS') return { ...known, result: 'failed', reason: fields.err_code || 'NO_CODE' };
  const paidAt = momentOf(fields.time_end);
  return transactionId && paidAt ? { ...known, result: 'paid', transactionId, paidAt } : null;
};

const reader =
  ({ apiV2Key, merchantId, appId, planId }: LiveAutoDebitOptions) =>
  (rawBody: string): AutoDebitNotification => {
    const fields = readXml(rawBody);
    const ours =
      fields?.return_code === 'SUCCESS' &&
      signedWith(fields, apiV2Key) &&
      fields.mch_id === merchantId &&
      (fields.appid ?? appId) === appId &&
      (fields.plan_id ?? planId) === planId;
    const read = ours && fields ? (fields.change_type ? contractOf(fields) : deductionOf(fields)) : null;
    if (!read) throw new AutoDebitNotificationRefused();
    return read;
  };

/** Facts: `wechat.md` 2.12. Real deductions need WeChat's approval of the plan. */
export const createLiveAutoDebit = (options: LiveAutoDebitOptions): AutoDebitPort => {
  const { appId, merchantId, planId, apiV2Key, realNow, now } = options;
  const client = createPapayClient(options);

  const queryContract = async (by: { contractCode: string } | { contractId: string }): Promise<ContractStatus> => {
    const which: Fields =
      'contractId' in by ? { contract_id: by.contractId } : { plan_id: planId, contract_code: by.contractCode };
    try {
      const answer = await client.call('querycontract', '/papay/querycontract', { ...which, version: '1.0' });
      const state = ({ '0': 'signed', '1': 'terminated' } as const)[answer.contract_state ?? ''];
      if (!state || !answer.contract_id) throw new AutoDebitError('unknown', 'OTHER_SHAPE', 'querycontract');
      return { state, contractId: answer.contract_id };
    } catch (error) {
      if (isCode(error, 'CONTRACT_NOT_EXIST', 'CONTRACTNOTEXIST')) return { state: 'none' };
      throw error;
    }
  };

  const queryDeduct = async (outTradeNo: string): Promise<DeductStatus> => {
    const name = 'paporderquery';
    try {
      const answer = await client.call(name, '/pay/paporderquery', { out_trade_no: outTradeNo });
      const state = deductStates[answer.trade_state ?? ''];
      if (!state || answer.out_trade_no !== outTradeNo) throw new AutoDebitError('unknown', 'OTHER_SHAPE', name);
      const amountFen = fenOf(answer.total_fee);
      const amount = amountFen === null ? {} : { amountFen };
      if (state === 'failed') return { state, ...amount, reason: answer.err_code || answer.trade_state || '' };
      if (state !== 'paid') return { state, ...amount };
      const paidAt = momentOf(answer.time_end);
      if (!answer.transaction_id || amountFen === null || !paidAt)
        throw new AutoDebitError('unknown', 'OTHER_SHAPE', name);
      return { state, transactionId: answer.transaction_id, amountFen, paidAt };
    } catch (error) {
      if (isCode(error, 'ORDERNOTEXIST', 'ORDER_NOT_EXIST')) return { state: 'none' };
      throw error;
    }
  };

  return {
    kind: 'wechat-papay',
    planId,

    signUrl: ({ contractCode, requestSerial, displayAccount, notifyUrl }) => {
      const fields: Fields = {
        appid: appId,
        mch_id: merchantId,
        notify_url: notifyUrl,
        contract_code: contractCode,
        contract_display_account: displayAccount,
        plan_id: planId,
        request_serial: requestSerial,
        timestamp: String(Math.floor(realNow().getTime() / 1000)),
      };
      return { ...signingPage, extraData: { ...fields, sign: signMd5(fields, apiV2Key) } };
    },

    queryContract,
    queryDeduct,

    preNotify: ({ contractId, amountFen }) =>
      client.notify(
        contractId,
        JSON.stringify({
          mchid: merchantId,
          appid: appId,
          deduct_duration: { count: 1, unit: 'DAY' },
          estimated_amount: { amount: amountFen, currency: 'CNY' },
        }),
      ),

    deduct: async ({ contractId, outTradeNo, amountFen, description, notifyUrl }) => {
      const name = 'pappayapply';
      if (!Number.isSafeInteger(amountFen) || amountFen <= 0) throw new AutoDebitError('refused', 'BAD_AMOUNT', name);
      const { hour } = wall(now());
      if (hour < firstHour || hour >= lastHour) throw new AutoDebitError('busy', 'OUT_OF_HOURS', name);
      try {
        await client.call(name, '/pay/pappayapply', {
          body: description,
          out_trade_no: outTradeNo,
          total_fee: String(amountFen),
          spbill_create_ip: '127.0.0.1',
          notify_url: notifyUrl,
          trade_type: 'PAP',
          contract_id: contractId,
        });
      } catch (error) {
        // Deducted already under this number: the query tells the rest.
        if (!isCode(error, 'ORDERPAID')) throw error;
      }
      return 'accepted';
    },

    terminate: async (contractId, remark) => {
      const more = { contract_id: contractId, contract_termination_remark: remark, version: '1.0' };
      try {
        await client.call('deletecontract', '/papay/deletecontract', more);
      } catch (error) {
        if (!(error instanceof AutoDebitError) || error.kind !== 'refused') throw error;
        if ((await queryContract({ contractId })).state === 'signed') throw error;
      }
    },

    readNotification: reader(options),
  };
};
