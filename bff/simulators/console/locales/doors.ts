import type { DoorRefusal } from '../../../src/kernel/door.js';
import type { Words } from '../../devices/doors.js';

const reasons: Record<DoorRefusal, string> = {
  unreadable: '不是通行码',
  forged: '码是假的',
  unknown: '没有这个码',
  early: '还没到时间',
  late: '过了时间',
  elsewhere: '不是这个门的码',
  revoked: '已经作废',
  used: '次数用完了',
  paused: '按错太多次，键盘停一会儿（二维码照样能扫）',
  unanswered: '没有回应',
};

export const doorTexts = {
  intro:
    '这里扮演站在门口的人。把业主手机上的通行码（长串，AJ: 开头是访客的，AO: 开头是业主的开门码）或六位码给门口机看，车牌给车牌相机看。可以把一个门的网线拔掉：它自己验码、自己记，插回去再补报。',
  stand: '站在门口',
  door: '哪个门',
  shown: '通行码、六位码或车牌',
  direction: '方向',
  directions: { in: '进', out: '出' },
  show: '给它看',
  air: '蓝牙',
  airState: '手机找它时',
  airStates: { near: '就在身边', away: '找不到', silent: '找得到，不回应', stuck: '锁卡住了' },
  set: '就这样',
  doors: '门、道闸和车牌相机',
  hint: '每半分钟取一次名单',
  empty: '小区启动几秒后，门才连上来',
  heads: ['门', '网络', '名单', '等着补报', '上一次'],
  online: '连着',
  cutOff: '断着',
  cut: '拔网线',
  restore: '插回去',
  has: '有',
  none: '还没有',
} as const;

export const doorWords: Words = {
  outcome: ({ admit, reason, alone, name }) =>
    `${admit ? `门开了${name ? `，欢迎 ${name}` : ''}` : `没有开：${reason ? reasons[reason] : '没有通过'}`}${alone ? '（门自己决定的）' : ''}`,
  car: (opened, words) => `${opened ? '杆抬了' : '杆没有抬'}${words ? `：${words}` : ''}`,
};
