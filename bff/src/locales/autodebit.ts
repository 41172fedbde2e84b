import type { MandateKind } from 'shared-types/autodebit';
import { formatFen } from 'shared-types/money';
import type { BankFault } from '../adapters/autodebit/bankBatch.rules.js';
import type { EndReason } from '../features/autodebit/autodebit.entity.js';

/** 11月20日; with its year where that is not this one's. */
export const dayWords = (day: string, today: string): string => {
  const name = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  return day.slice(0, 4) === today.slice(0, 4) ? name : `${day.slice(0, 4)}年${name}`;
};

/** WeChat's codes, and our own words for what never reached it, as a payer reads them. */
const reasons: Record<string, string> = {
  NOTENOUGH: '账户余额不足',
  NOT_ENOUGH: '账户余额不足',
  USER_LIMIT: '超过了支付限额',
  CARD_INVALID: '绑定的银行卡现在用不了',
  CONTRACT_NOT_EXIST: '微信里的签约已经解除',
  CONTRACT_TERMINATED: '微信里的签约已经解除',
  nothing: '没有要扣的账单',
  held: '账单正在另外付，先不扣',
  off: '小区关闭了代扣',
  ended: '代扣已经结束',
  hours: '过了扣款时间，改天再扣',
  withdrawn: '批次已撤回，没有扣款',
};

const ends: Record<EndReason, string> = {
  owner: '业主自己关闭',
  wechat: '付款人在微信里解除',
  staff: '物业结束',
  expired: '没有签完',
  left: '签约的人不再是这户的住户',
};

export const resultFaults: Record<BankFault | 'already_paid', string> = {
  columns: '文件里没有“单号”“金额(元)”“结果”这几列，请确认是这个批次的结果文件',
  too_many_rows: '行数太多，请分开导入',
  row: '这一行不完整，或引号没有配对',
  unknown_number: '这个批次里没有这个单号，没有入账',
  amount_differs: '金额和我们发出的不一样，没有入账，请向银行核对',
  result: '结果要写“成功”或“失败”',
  contradiction: '同一个单号有两种结果，都没有入账，请向银行核对',
  already_paid: '这一笔先前已经扣成功并入账，这次写的是失败，请向银行核对',
};

export const autodebitTexts = {
  reason: (reason: string | null): string => (reason === null ? '' : (reasons[reason] ?? reason)),
  end: (reason: EndReason, note: string | null): string => (note ? `${ends[reason]}：${note}` : ends[reason]),
  /** 代-261125-7F3K */
  batchNumber: (day: string, tail: string): string => `代-${day.slice(2).replaceAll('-', '')}-${tail}`,
  fileName: (number: string): string => `银行代扣-${number}.csv`,
  bankPayer: (holder: string, bank: string, tail: string): string => `${holder}（${bank} 尾号 ${tail}）`,
  description: (community: string, title: string): string => `${community} ${title}`,
  remark: '业主关闭自动缴费',
  remarkLate: '没有在有效时间内签完',

  signing: '正在等微信确认。签完回到这里就能看到；没有签完，什么也不会扣。',
  active: (kind: MandateKind, day: number): string =>
    kind === 'papay'
      ? `每月 ${day} 日从微信扣当月的账单，扣之前会先告诉您。`
      : '每月由银行从您登记的银行卡扣账单，办理和停用请找服务台。',
  ending: '正在请微信解除签约，之后不会再扣。',
  ended: (words: string): string => `自动缴费已关闭：${words}。`,
  paused: '小区现在关闭了代扣，不会扣款，账单请自己付。',
  notSigned: (day: number, notice: number): string =>
    `签约以后，每月 ${day} 日自动付账单，提前 ${notice} 天告诉您要扣多少。随时可以关闭。`,
  limit: (fen: number): string => `一次最多扣 ${formatFen(fen)}，超出的账单留给您自己付。`,
  disputedOut: '您有疑问的账单不会扣。',
  announced: (day: string): string => `${day}扣`,
  asking: '正在扣款，等结果',
  askingBank: '已交给银行，等结果',
  waiting: (reason: string, day: string): string => `${reason}，${day}再扣一次`,
  failed: (reason: string): string => `没有扣成：${reason}`,
  paid: '已扣',

  deskOff: '代扣没有打开。打开它：规则 → 收费规则 → 代扣。真实扣款要先得到微信或银行的批准。',
  deskNoPapay: '这里没有接通微信委托代扣：要先得到微信按行业批准的模板，再由系统管理员设置。银行代扣不受影响。',
  deskOn: (day: number, hour: number): string =>
    `每月 ${day} 日 ${hour} 点扣微信签约的账单；银行代扣由您导出文件、导入结果。`,
  subjectMandate: (house: string, kind: MandateKind): string =>
    `${house} ${kind === 'papay' ? '微信代扣' : '银行代扣'}`,
  subjectBatch: (number: string, count: number, fen: number): string => `${number}，${count} 笔共 ${formatFen(fen)}`,
  subjectResult: (number: string, paid: number, failed: number): string =>
    `${number}，成功 ${paid} 笔，失败 ${failed} 笔`,
  houseTaken: '这户已经有一份代扣，请先结束旧的',
  nothingDue: '签了银行代扣的房子现在没有可扣的账单：没有欠的，或都有疑问、正在付。',
  noReason: '银行没有写原因',
  unreadable: '打不开这个文件。请用银行给的 CSV 结果文件，或另存为 CSV 再试。',
  stuck: (order: string): string => `单号 ${order} 一周没有结果，请到微信商户平台核对`,
  misconfigured: (code: string): string => `微信不接受我们的代扣请求（${code}），请检查模板和密钥`,
} as const;
