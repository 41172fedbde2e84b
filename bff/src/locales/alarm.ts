import type { AlarmCondition, AlarmRule, AlarmSeverity, CameraKind, SaidFamily } from 'shared-types/alarmPolicy';
import type { Fact } from '../features/alarm/alarm.rules.js';
import type { PolicyFault } from '../features/alarm/policy.rules.js';
import { deviceTexts } from './device.js';
import { minutesText } from './policy.js';

/** Values of readings as staff call them; others are called by their own name. */
export const knownMetrics = [
  { metric: 'vibration', name: '振动', unit: 'mm/s' },
  { metric: 'ropeWear', name: '钢丝绳磨损', unit: '%' },
  { metric: 'smoke', name: '烟雾浓度', unit: '%/m' },
  { metric: 'temperature', name: '温度', unit: '℃' },
  { metric: 'power', name: '功率', unit: 'W' },
  { metric: 'voltage', name: '电压', unit: 'V' },
  { metric: 'current', name: '电流', unit: 'A' },
  { metric: 'flow', name: '流量', unit: 'L/h' },
  { metric: 'pressure', name: '压力', unit: 'MPa' },
  { metric: 'lux', name: '照度', unit: 'lx' },
  { metric: 'people', name: '人数', unit: '人' },
  { metric: 'battery', name: '电量', unit: '%' },
] as const;

export const metricOf = (metric: string): { name: string; unit: string } =>
  knownMetrics.find((one) => one.metric === metric) ?? { name: metric, unit: '' };

const figure = (value: number): string => String(Math.round(value * 100) / 100);
const withUnit = (value: number, unit: string): string => (unit ? `${figure(value)} ${unit}` : figure(value));

export const severityNames: Record<AlarmSeverity, string> = { emergency: '紧急', serious: '严重', notice: '提醒' };

export const cameraNames: Record<CameraKind, string> = {
  'thrown-object': '高空抛物',
  'blocked-lane': '消防通道被占',
  loitering: '有人徘徊',
  'ebike-smoke': '电动车充电处冒烟',
};

/** 振动 ≥ 4.5 mm/s（回到 3.5 mm/s 以下算恢复） */
export const conditionText = (condition: AlarmCondition): string => {
  if (condition.kind === 'silence') return `${minutesText(condition.minutes)}没有消息`;
  const { name, unit } = metricOf(condition.metric);
  if (condition.kind === 'threshold') {
    const [sign, back] = condition.side === 'above' ? ['达到', '以下'] : ['低到', '以上'];
    return `${name}${sign} ${withUnit(condition.limit, unit)}（回到 ${withUnit(condition.clear, unit)} ${back}算恢复）`;
  }
  if (condition.kind === 'rate')
    return `${name} ${condition.withinMinutes} 分钟内${condition.direction === 'rise' ? '升' : '降'}了 ${withUnit(condition.limit, unit)}`;
  const side = condition.side === 'above' ? '升到' : '降到';
  const sure = condition.leastConfidenceBp / 100;
  return `${name}照这样下去 ${condition.withinDays} 天内会${side} ${withUnit(condition.limit, unit)}（把握 ${sure}% 以上）`;
};

/** 振动 5.2 mm/s，上限 4.5 mm/s */
export const factText = ({ condition, value, forecast }: Fact): string => {
  if (condition.kind === 'silence') return `${minutesText(Math.max(1, value))}没有消息`;
  const { name, unit } = metricOf(condition.metric);
  if (condition.kind === 'threshold')
    return `${name} ${withUnit(value, unit)}，${condition.side === 'above' ? '上限' : '下限'} ${withUnit(condition.limit, unit)}`;
  if (condition.kind === 'rate')
    return `${name} ${condition.withinMinutes} 分钟内${condition.direction === 'rise' ? '升' : '降'}了 ${withUnit(value, unit)}`;
  const days = forecast ? Math.ceil(forecast.days) : condition.withinDays;
  const range =
    forecast?.latestDays != null
      ? `，多半在 ${Math.floor(forecast.earliestDays)}–${Math.ceil(forecast.latestDays)} 天之间`
      : '';
  const sure = forecast ? `，把握 ${Math.floor(forecast.confidenceBp / 100)}%` : '';
  return `${name} ${withUnit(value, unit)}，照这样约 ${days} 天后到 ${withUnit(condition.limit, unit)}${range}${sure}`;
};

/** 电梯：振动 ≥ 4.5 mm/s …，持续 1 分钟 → 严重，工程部，开工单 */
export const ruleText = (rule: AlarmRule, names: { device: string | null; problemType: string | null }): string => {
  const who = rule.deviceId
    ? (names.device ?? '一台设备')
    : rule.kinds.map((kind) => deviceTexts.kinds[kind]).join('、');
  const what = rule.conditions.map(conditionText).join(rule.match === 'all' ? '，并且' : '，或者');
  const long = rule.forSeconds > 0 ? `，持续 ${rule.forSeconds} 秒` : '';
  const team = rule.department === 'security' ? '秩序部' : '工程部';
  const order = rule.order ? `，开${names.problemType ?? ''}工单${rule.order.emergency ? '（紧急）' : ''}` : '';
  return `${who}：${what}${long} → ${severityNames[rule.severity]}，${team}${order}${rule.active ? '' : '（停用）'}`;
};

/** 电梯振动过大：最近 7 天会报 3 条，按现在的规则是 1 条（看了 12 台设备的读数） */
export const rehearsalText = (
  name: string,
  { before, after, devices, whole }: { before: number | null; after: number | null; devices: number; whole: boolean },
): string => {
  const was = before === null ? '' : `，按现在的规则是 ${before} 条`;
  const seen = `看了 ${devices} 台设备${whole ? '' : '的一部分读数'}`;
  return `${name}：最近 7 天会报 ${after ?? 0} 条${was}（${seen}）`;
};

export const alarmTexts = {
  system: '系统',
  camera: '摄像头',
  device: '设备',
  noPlace: '设备没有登记在房屋或公共区域里，请人工报修',
  orderDone: '工单办完了',
  orderCancelled: '工单取消了',
  orderTaken: (name: string): string => `${name}接了工单`,
  ruleOff: '规则停用或改了，不再看这个值',
  deviceOff: '设备不在用了',
  closedBoth: '读数恢复，也处理好了，自动结案',
  outcome: { real: '属实', false: '误报' },
  escalatedTo: { supervisor: '主管', manager: '经理' },
  lateAcknowledge: '没有人说去看',
  lateHandle: '到时间还没有处理好',
  lateFinish: '处理过了，还没有结案',
  stillAbnormal: '读数还没有恢复，恢复后才能结案',
  photoMissing: '结案要有一张现场照片',
  missed: (count: number): string => `又报了 ${count} 次`,
  /** What the request says: 电梯振动过大：振动 5.2 mm/s，上限 4.5 mm/s */
  orderText: (title: string, detail: string): string => `设备报警：${title}。${detail}`,
  policyChanged: (version: number, changes: number): string => `报警规则第 ${version} 版，改了 ${changes} 处`,
  firstReason: '最初的规则',
  deviceSaid: '设备自己报警',
  smokeSaid: '烟感报警',
  found: {
    leak: '可能漏水',
    empty: '空房在用水电',
    lost: '总表和分表对不上',
    overload: '用电超负荷',
    silent: '水电表没有读数',
  },
  brokenPicture: '图片打不开，没有存',
} as const;

export const policyFaultTexts: Record<PolicyFault, string> = {
  clearBeyondLimit: '恢复的线要比报警的线更靠里',
  ruleTwice: '两条规则的编号一样',
  nothingWatched: '选一类设备，或者选一台',
  silenceMixed: '“没有消息”和“变化”不能都要同时成立',
  problemTypeUnknown: '没有这种问题类型',
  emergencyUnknown: '这种问题没有这个紧急情形',
};

const saidNames: Record<SaidFamily, { by: string; names: Record<string, string> }> = {
  camera: { by: '摄像头', names: cameraNames },
  told: { by: '设备', names: { smoke: alarmTexts.smokeSaid, other: alarmTexts.deviceSaid } },
  found: { by: '水电表', names: alarmTexts.found },
};

/** 摄像头：高空抛物 · 水电表：可能漏水 */
export const saidLabel = (family: SaidFamily, kind: string): string => {
  const { by, names } = saidNames[family];
  return `${by}：${names[kind] ?? kind}`;
};
