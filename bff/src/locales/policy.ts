import type { ServicePolicy } from 'shared-types/policy';
import type { PolicyFault, PolicyLeaf } from '../features/policy/policy.rules.js';

/** What is wrong with a policy, beside the field that it is about. */
export const policyFaultTexts: Record<PolicyFault, string> = {
  hoursReversed: '下班时间要晚于上班时间',
  hoursBeyondDay: '一天最晚到 24:00',
  weightsAllZero: '四项比重不能都是 0，不然分不出谁更合适',
  respondAfterArrive: '到场时限不能短于回应时限',
  arriveAfterFinish: '办结时限不能短于到场时限',
  respondAfterFinish: '办结时限不能短于回应时限',
  warningTooEarly: '提醒要晚一点：比最短的时限还早，一报修就响了',
  hintAboveThreshold: '提示的把握不能高于直接认定的把握',
  ruleTwice: '已经有一条同名编号的联动规则',
  problemTypeUnknown: '没有这种问题类型',
  skillUnknown: '没有这种技能',
  departmentWithoutOrders: '这个部门不接工单',
  visitHoursReversed: '上门服务的时间要从早到晚，上午在下午之前',
  opensTwice: '同一条规则里，一个部门只开一张工单',
};

/** How a value is said: 2 小时, 10%, 3 次, … */
export type PolicyUnit =
  | 'minutes'
  | 'days'
  | 'times'
  | 'orders'
  | 'dayOfMonth'
  | 'stars'
  | 'hour'
  | 'workHours'
  | 'nights'
  | 'litres'
  | 'wattHours'
  | 'watts'
  | 'houses'
  | 'share'
  | 'points'
  | 'yesNo'
  | 'wholeHours'
  | 'weekdays'
  | 'hours'
  | 'when'
  | 'rules';

/** Every leaf of the policy as staff call it; one without words does not compile. */
export const policyLeaves: Record<PolicyLeaf, { label: string; unit: PolicyUnit }> = {
  'general.respondMinutes': { label: '一般报修：回应时限', unit: 'minutes' },
  'general.finishMinutes': { label: '一般报修：办结时限', unit: 'minutes' },
  'emergency.respondMinutes': { label: '紧急报修：回应时限', unit: 'minutes' },
  'emergency.arriveMinutes': { label: '紧急报修：到场时限', unit: 'minutes' },
  'emergency.finishMinutes': { label: '紧急报修：办结时限', unit: 'minutes' },
  'emergency.callbackMinutes': { label: '紧急报修：回访时限', unit: 'minutes' },
  workingHours: { label: '一般报修的计时时段', unit: 'hours' },
  'warnings.generalMinutes': { label: '一般报修：到期前多久提醒', unit: 'minutes' },
  'warnings.emergencyMinutes': { label: '紧急报修：到期前多久提醒', unit: 'minutes' },
  'escalation.generalAgainMinutes': { label: '一般报修督办：没人应多久再催', unit: 'minutes' },
  'escalation.emergencyAgainMinutes': { label: '紧急报修督办：没人应多久再催', unit: 'minutes' },
  'escalation.followMinutes': { label: '督办：有人跟了还没办好，多久再上报', unit: 'minutes' },
  'pause.mostDays': { label: '暂停计时：一次最长', unit: 'days' },
  'pause.mostTimes': { label: '暂停计时：一件最多', unit: 'times' },
  confirmDays: { label: '业主没有回话，多久自动办结', unit: 'days' },
  reopenDays: { label: '办结后多久内可以说没修好', unit: 'days' },
  readingDays: { label: '设备读数：逐条的保存多久', unit: 'days' },
  readingHourDays: { label: '设备读数：每小时的保存多久', unit: 'days' },
  visitorRecordDays: { label: '访客和通行记录保存多久', unit: 'days' },
  'ownDoors.codeHours': { label: '业主开门：手机没网，开门码能用多久', unit: 'wholeHours' },
  'ownDoors.doorDays': { label: '业主开门：门断网，开门码还认多久', unit: 'days' },
  'ownDoors.remote': { label: '业主开门：可以远程开', unit: 'yesNo' },
  'ownDoors.remotePerHour': { label: '业主开门：每人每门一小时最多远程开', unit: 'times' },
  'urge.most': { label: '业主催单：一件最多', unit: 'times' },
  'urge.everyMinutes': { label: '业主催单：隔多久可以再催', unit: 'minutes' },
  'urge.escalateFrom': { label: '业主催单：第几次起告诉主管', unit: 'times' },
  'dispatch.automatic': { label: '派单：自动派', unit: 'yesNo' },
  'dispatch.defaultLimit': { label: '派单：每人手上最多', unit: 'orders' },
  'dispatch.generalAcceptMinutes': { label: '派单：一般工单等接单多久', unit: 'minutes' },
  'dispatch.emergencyAcceptMinutes': { label: '派单：紧急工单等接单多久', unit: 'minutes' },
  'dispatch.retryMinutes': { label: '派单：没人合适，多久再试', unit: 'minutes' },
  'dispatch.weights.skill': { label: '派单比重：手艺和口碑', unit: 'points' },
  'dispatch.weights.place': { label: '派单比重：熟悉这里', unit: 'points' },
  'dispatch.weights.load': { label: '派单比重：手上活少', unit: 'points' },
  'dispatch.weights.distance': { label: '派单比重：离得近', unit: 'points' },
  'recognition.typeThresholdBp': { label: '识别：问题类型至少多大把握', unit: 'share' },
  'recognition.emergencyThresholdBp': { label: '识别：多大把握直接算紧急', unit: 'share' },
  'recognition.emergencyHintBp': { label: '识别：多大把握提示可能紧急', unit: 'share' },
  'complaint.similarDays': { label: '投诉：多久以内的可能是同一件', unit: 'days' },
  'complaint.objections': { label: '投诉：一户可以不认可几次', unit: 'times' },
  'complaint.publishFrom': { label: '投诉：多少户反映就公示结果', unit: 'houses' },
  'spotCheck.shareBp': { label: '抽查：抽多少', unit: 'share' },
  'spotCheck.withinDays': { label: '抽查：多久内查完', unit: 'days' },
  'device.secretGraceMinutes': { label: '设备：换凭证后旧的还能用多久', unit: 'minutes' },
  'device.offlineMinutes': { label: '设备：多久没有消息算离线', unit: 'minutes' },
  'followUp.stars': { label: '差评跟进：几颗星以下要跟进（含）', unit: 'stars' },
  'followUp.serviceMinutes': { label: '差评跟进：客服多久内联系业主', unit: 'minutes' },
  'followUp.supervisorMinutes': { label: '差评跟进：主管多久内跟进', unit: 'minutes' },
  'followUp.managerMinutes': { label: '差评跟进：项目经理多久内跟进', unit: 'minutes' },
  'followUp.planMinutes': { label: '差评跟进：多久内公布整改方案', unit: 'minutes' },
  'followUp.againMinutes': { label: '差评跟进：过了时限多久再催一次', unit: 'minutes' },
  'whitePaper.day': { label: '白皮书：每月几号写', unit: 'dayOfMonth' },
  'whitePaper.hour': { label: '白皮书：几点写', unit: 'hour' },
  'whitePaper.repeatTimes': { label: '白皮书：报几次算反复', unit: 'times' },
  'whitePaper.repeatDays': { label: '白皮书：多久里算反复', unit: 'days' },
  'whitePaper.workerHours': { label: '白皮书：一个人一个月能干多少小时', unit: 'workHours' },
  'metering.leakNights': { label: '水表：连着几夜不停算漏水', unit: 'nights' },
  'metering.leakLitresPerHour': { label: '水表：夜里每小时至少多少升', unit: 'litres' },
  'metering.emptyWaterLitres': { label: '空置房：一天用水到多少算异常', unit: 'litres' },
  'metering.emptyPowerWh': { label: '空置房：一天用电到多少算异常', unit: 'wattHours' },
  'metering.lostShareBp': { label: '楼栋总表：比各户多走多少算异常', unit: 'share' },
  'metering.overloadWatts': { label: '电表：超过多少瓦算超负荷', unit: 'watts' },
  'metering.silentMinutes': { label: '水电表：多久没有读数算失联', unit: 'minutes' },
  'announcement.remindAfterMinutes': { label: '公告：多久没看就提醒', unit: 'minutes' },
  'announcement.mostReminders': { label: '公告：一则最多提醒', unit: 'times' },
  'announcement.freshDays': { label: '公告：几天内没看算未读', unit: 'days' },
  'inquiry.sureBp': { label: '咨询：知识库至少多大把握才回答', unit: 'share' },
  'inquiry.waitMinutes': { label: '咨询：等客服多久就转书面答复', unit: 'minutes' },
  'homeVisit.perHalf': { label: '上门服务：半天最多约几户（0：不开放）', unit: 'houses' },
  'homeVisit.aheadDays': { label: '上门服务：最多提前几天约', unit: 'days' },
  'homeVisit.weekdays': { label: '上门服务：哪几天可以约', unit: 'weekdays' },
  'homeVisit.morningFrom': { label: '上门服务：上午几点开始', unit: 'hour' },
  'homeVisit.morningTo': { label: '上门服务：上午几点结束', unit: 'hour' },
  'homeVisit.afternoonFrom': { label: '上门服务：下午几点开始', unit: 'hour' },
  'homeVisit.afternoonTo': { label: '上门服务：下午几点结束', unit: 'hour' },
  'homeVisit.giveMinutes': { label: '上门服务：多久没安排人就提醒', unit: 'minutes' },
  'chain.when': { label: '联动规则：什么时候开单', unit: 'when' },
  'chain.rules': { label: '联动规则', unit: 'rules' },
};

/** 15 分钟 · 2 小时 · 1 小时 30 分钟 · 24 小时 · 7 天 */
export const minutesText = (minutes: number): string => {
  const days = minutes % 1440 === 0 && minutes > 1440 ? minutes / 1440 : 0;
  if (days > 0) return `${days} 天`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} 小时` : '', rest > 0 || hours === 0 ? `${rest} 分钟` : ''].filter(Boolean).join(' ');
};

/** 1050 -> 10.5% */
export const shareText = (basisPoints: number): string => `${basisPoints / 100}%`;

const weekdayNames = ['', '一', '二', '三', '四', '五', '六', '日'];

/** 周一到周五 · 每天 · 周一、周三到周五 */
export const weekdaysText = (weekdays: readonly number[]): string => {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (days.length === 7) return '每天';
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => (run.length > 2 ? [[run.at(0), run.at(-1)]] : run.map((day) => [day])))
    .map((ends) => ends.map((day) => `周${weekdayNames[day ?? 0]}`).join('到'))
    .join('、');
};

/** 08:00–20:00，周一到周五 · 全天 */
export const hoursText = (hours: ServicePolicy['workingHours']): string =>
  hours ? `${hours.from}–${hours.to}，${weekdaysText(hours.weekdays)}` : '全天';

export const whenTexts: Record<ServicePolicy['chain']['when'], string> = {
  'at-once': '一报修就开',
  'on-take': '客服接手时开',
};

export const policyTexts = {
  yes: '开',
  no: '关',
  hours: (hours: number): string => `${hours} 小时`,
  noRule: '没有',
  switchedOff: '（停用）',
  anyWords: '不论怎么说',
  anyUrgency: '不论缓急',
  general: '一般',
  emergency: '紧急',
  /** Who made version 0, and why. */
  system: '系统',
  defaults: '最初的规则',
  ruleLabel: (name: string): string => `联动规则：${name}`,
  said: (words: readonly string[]): string => `说到${words.join('、')}`,
  /** The subject of the audit line. */
  changed: (version: number, count: number): string => `服务规则第 ${version} 版，改了 ${count} 处`,
} as const;
