import type { Direction, PassageWay, PassState } from 'shared-types/access';
import { clockTime, dayName, dayTime, toDay } from 'shared-types/time';
import type { WindowFault } from '../features/access/pass.rules.js';
import type { DoorRefusal } from '../kernel/door.js';

/** Words of visitors, doors and gates. */

export const passStateNames: Record<PassState, string> = {
  soon: '还没到时间',
  open: '可用',
  used: '次数用完',
  over: '已过期',
  revoked: '已作废',
};

export const directionNames: Record<Direction, string> = { in: '进门', out: '出门' };

export const wayNames: Record<PassageWay, string> = {
  qr: '扫码',
  digits: '按六位码',
  own: '开门码',
  bluetooth: '蓝牙',
  plate: '车牌',
  face: '刷脸',
  card: '刷卡',
  guard: '门岗登记',
  remote: '远程',
};

/** Why somebody was not let in, as owners and guards read it. */
export const refusalNames: Record<DoorRefusal, string> = {
  unreadable: '不是我们的通行码',
  forged: '码是假的',
  unknown: '没有这个码',
  early: '还没到时间',
  late: '已经过了时间',
  elsewhere: '不是这个门的码',
  revoked: '已经作废',
  used: '次数用完了',
  paused: '按错太多次，键盘先停一停',
  unanswered: '门没有回应',
};

/** On the small screen at the bar; null: it goes up. */
export const barWords = (reason: DoorRefusal | null): string => {
  if (reason === null) return '欢迎，请通行';
  if (reason === 'unknown') return '没有登记的车，请联系门岗';
  if (reason === 'unreadable') return '看不清车牌，请联系门岗';
  return `${refusalNames[reason]}，请联系门岗`;
};

export const windowFaultTexts: Record<WindowFault, string> = {
  reversed: '结束要晚于开始',
  past: '这个时间已经过去了',
  'too-long': '一张通行证最长 30 天',
  'too-far': '最早只能约 60 天以内的',
};

/** 今天 14:00–18:00 · 今天 14:00 到明天 12:00 */
export const windowWords = (from: Date, until: Date, now: Date): string =>
  toDay(from) === toDay(until)
    ? `${dayName(from, now)} ${clockTime(from)}–${clockTime(until)}`
    : `${dayTime(from, now)} 到${dayTime(until, now)}`;

const minuteMs = 60_000;

/** 40 分钟 · 3 小时 · 2 天: rounded up, so that nothing is promised too early. */
const spanWords = (ms: number): string => {
  const minutes = Math.max(1, Math.ceil(ms / minuteMs));
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`;
};

/** 3 小时后开始 · 还有 40 分钟 */
export const timeWords = (state: PassState, from: Date, until: Date, now: Date): string => {
  if (state === 'soon') return `${spanWords(from.getTime() - now.getTime())}后开始`;
  return state === 'open' ? `还有 ${spanWords(until.getTime() - now.getTime())}` : passStateNames[state];
};

export const accessTexts = {
  guestOf: (host: string) => `${host}家的客人`,
  noSuchHost: '这户现在没有这个人，请重新选',
  hostRoles: { owner: '业主', family: '家人', tenant: '租客' },
  /** 3栋2单元1102 赵明 */
  subjectPass: (house: string, guest: string) => `${house} ${guest}`,
  noSuchPlace: '有一处门不能选，请重新勾选',
  badPlate: '车牌不对，请检查，例如 粤B12345',
  nameRefused: '这个称呼发不出去，请换一个',
  listsJob: '叫门来取新名单',
  remoteOff: '本小区没有开放远程开门',
  oddPassage: '控制器报来的通行记录看不懂',
  noDoor: '有一处不是门或道闸，请重新勾选',
  atKiosk: '有一台人脸机放在自助机旁边，不能当门用',
  tooManyGroups: '门的分组太多了',
  wholeCommunity: '全小区',
  seen: (when: string) => `${when} 有消息`,
  neverSeen: '还没有连上过',
  /** 北门 进门 赵明 */
  subjectPassage: (place: string, direction: Direction, who: string) => `${place} ${directionNames[direction]} ${who}`,
  /** 北门 14:05，用完的通行证又放行了一次 */
  replayed: (place: string, at: string, what: string) => `${place} ${at}，${what}`,
  openJob: '远程开门（海康）',
  faceWithdrawn: '已经撤回同意的人脸放行了一次',
  cardEnded: '已经停用的门卡放行了一次',
  /** 北门 14:05，粤B99999：没有登记的车，杆没有抬 */
  carRefused: (place: string, at: string, plate: string | null, reason: DoorRefusal) =>
    `${place} ${at}${plate ? `，${plate}` : ''}：${reasonOf('plate', reason)}，杆没有抬`,
  leftFlag: '已经搬走的住户进了门',
  flags: {
    replay: '用完的访客码又放行了一次',
    revoked: '作废的访客码放行了一次',
    late: '过期的访客码放行了一次',
  },
};

/** What was wrong with an entry that a door let in; a face has no code, and who lives here no pass. */
export const flagWords = (way: PassageWay, flag: keyof typeof accessTexts.flags): string => {
  if (way === 'face') return accessTexts.faceWithdrawn;
  if (way === 'card') return accessTexts.cardEnded;
  return way === 'own' || way === 'bluetooth' ? accessTexts.leftFlag : accessTexts.flags[flag];
};

/** Why a resident's own code did not open. */
const ownRefusals: Partial<Record<DoorRefusal, string>> = {
  late: '码过时了，等下一个',
  early: '手机的钟快了',
  used: '这个码用过了，等下一个',
  elsewhere: '不是自己家的门',
  revoked: '已经不住在这里',
};

/** Why a card did not open: whose it is, is known. */
const cardRefusals: Partial<Record<DoorRefusal, string>> = {
  revoked: '卡已经停用',
  elsewhere: '这张卡开不了这个门',
};

/** A car has a plate, not a code. */
const reasonOf = (way: PassageWay, reason: DoorRefusal): string => {
  if (way === 'card') return cardRefusals[reason] ?? refusalNames[reason];
  if (way === 'own') return ownRefusals[reason] ?? refusalNames[reason];
  if (way === 'plate' && reason === 'unknown') return '没有登记的车';
  return way === 'plate' && reason === 'unreadable' ? '看不清车牌' : refusalNames[reason];
};

/** 扫码进门 · 没让进：已经作废 · 扫码进门（次数之外） */
export const visitWords = (visit: {
  way: PassageWay;
  direction: Direction;
  admitted: boolean;
  reason: DoorRefusal | null;
  flag: keyof typeof accessTexts.flags | null;
}): string => {
  if (visit.way === 'remote') {
    if (visit.admitted) return '远程开门';
    return visit.reason ? `远程开门没有成：${refusalNames[visit.reason]}` : '远程开门，等门回话';
  }
  const how = `${wayNames[visit.way]}${directionNames[visit.direction]}`;
  if (!visit.admitted) return `${how}没有放行：${visit.reason ? reasonOf(visit.way, visit.reason) : '没有通过'}`;
  return visit.flag ? `${how}（门口断网，${flagWords(visit.way, visit.flag)}）` : how;
};
