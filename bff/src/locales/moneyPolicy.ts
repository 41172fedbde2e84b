import { formatFen } from 'shared-types/money';
import type { MoneyFault, MoneyLeaf } from '../features/policy/moneyPolicy.rules.js';
import { shareText } from './policy.js';

/** What is wrong with a money policy, beside the field that it is about. */
export const moneyFaultTexts: Record<MoneyFault, string> = {
  dueBeforeRun: '缴费日不能早于出账日',
  stagesNotAscending: '提醒的日子要从早到晚，不能重复',
  stageBeforeRun: '这次提醒比出账还早，请改晚一些',
  quietSame: '免打扰的开始和结束不能是同一时刻',
  quietTooLong: '一天至少要有 2 小时可以提醒',
};

/** How a value is said: 25 日, ¥500.00, 30 分钟, … */
type MoneyUnit =
  | 'dayOfMonth'
  | 'hour'
  | 'yesNo'
  | 'days'
  | 'stages'
  | 'clock'
  | 'fen'
  | 'minutes'
  | 'hours'
  | 'times'
  | 'share';

/** Every value of the policy as staff call it; one without words does not compile. */
export const moneyLeaves: Record<MoneyLeaf, { label: string; unit: MoneyUnit }> = {
  'billing.runDay': { label: '出账：每月几日', unit: 'dayOfMonth' },
  'billing.runHour': { label: '出账：几点', unit: 'hour' },
  'billing.publishAutomatically': { label: '出账：自动发布', unit: 'yesNo' },
  'billing.dueDay': { label: '出账：最晚缴费日', unit: 'dayOfMonth' },
  'billing.voidWithinDays': { label: '出账：发布后多久内可以整批作废', unit: 'days' },
  'reminders.stagesDays': { label: '催缴：哪几天提醒', unit: 'stages' },
  'reminders.quietFrom': { label: '免打扰（催缴、公告提醒）：从', unit: 'clock' },
  'reminders.quietTo': { label: '免打扰（催缴、公告提醒）：到', unit: 'clock' },
  'reminders.leastFen': { label: '催缴：欠多少才提醒', unit: 'fen' },
  'payment.openMinutes': { label: '付款：下单后多久内付', unit: 'minutes' },
  'payment.consentHours': { label: '付款：代付邀请管多久', unit: 'hours' },
  'refund.managerAboveFen': { label: '退款：超过多少要经理批', unit: 'fen' },
  'spending.approveAboveFen': { label: '收支：超过多少要另一个人审', unit: 'fen' },
  'reconciliation.fetchHour': { label: '对账：几点取对账单', unit: 'hour' },
  'reconciliation.remindHours': { label: '对账：差异多久没处理就提醒', unit: 'hours' },
  'report.day': { label: '月报：每月几日公布', unit: 'dayOfMonth' },
  'report.hour': { label: '月报：几点公布', unit: 'hour' },
  'autoDebit.on': { label: '代扣：自动扣款', unit: 'yesNo' },
  'autoDebit.day': { label: '代扣：每月几日扣', unit: 'dayOfMonth' },
  'autoDebit.hour': { label: '代扣：几点扣', unit: 'hour' },
  'autoDebit.noticeDays': { label: '代扣：提前多久告诉业主', unit: 'days' },
  'autoDebit.retries': { label: '代扣：余额不足再扣几次', unit: 'times' },
  'autoDebit.retryAfterDays': { label: '代扣：隔多久再扣', unit: 'days' },
  'autoDebit.limitFen': { label: '代扣：一次最多扣多少', unit: 'fen' },
  'invoice.automatic': { label: '发票：付款后自动开', unit: 'yesNo' },
  'invoice.taxRateBp': { label: '发票：税率', unit: 'share' },
};

/** 到期前 3 天、到期当天、逾期 20 天 */
export const stageText = (days: number): string => {
  if (days === 0) return '到期当天';
  return days < 0 ? `到期前 ${-days} 天` : `逾期 ${days} 天`;
};

/** Values as staff say them. */
export const moneySayings: Record<MoneyUnit, (value: never) => string> = {
  dayOfMonth: (day: number) => `${day} 日`,
  hour: (hour: number) => `${hour} 点`,
  yesNo: (yes: boolean) => (yes ? '开' : '关'),
  days: (days: number) => `${days} 天`,
  stages: (stages: readonly number[]) => stages.map(stageText).join('、') || '不提醒',
  clock: (clock: string) => clock,
  fen: formatFen,
  minutes: (minutes: number) => `${minutes} 分钟`,
  hours: (hours: number) => `${hours} 小时`,
  times: (times: number) => `${times} 次`,
  share: shareText,
};

export const moneyPolicyTexts = {
  /** The subject of the audit line. */
  changed: (version: number, count: number): string => `收费规则第 ${version} 版，改了 ${count} 处`,
} as const;
