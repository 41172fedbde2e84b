import type { EventKind } from '../features/repair/repair.entity.js';

type Viewer = 'owner' | 'staff';

interface EventWords {
  kind: EventKind;
  actorKind: 'owner' | 'staff' | 'system';
  actorName: string;
  detail: string | null;
  /** A note may be for the office alone. */
  toOwner?: boolean;
}

/** 周建国 -> 周师傅: how a worker is spoken of to an owner. */
export const masterName = (name: string): string => `${[...name][0] ?? ''}师傅`;

const ownerTitles: Record<EventKind, (event: EventWords) => string> = {
  report: (event) => (event.actorKind === 'owner' ? '您报修' : '物业代您报修'),
  assign: (event) => `派给${event.detail ?? ''}`,
  accept: (event) => `${masterName(event.actorName)}接单`,
  refuse: () => '师傅暂时来不了，正在改派',
  arrive: (event) => `${masterName(event.actorName)}到场，扫码签到`,
  step: (event) => event.detail ?? '',
  finish: () => '修好了',
  confirm: () => '您确认修好了',
  rate: (event) => `您打了 ${event.detail ?? ''} 星`,
  add: () => '您补充',
  note: () => '物业留言',
  cancel: (event) => (event.actorKind === 'owner' ? '您说不修了' : '物业取消'),
  moderate: (event) => event.detail ?? '',
};

const staffTitles: Record<EventKind, (event: EventWords) => string> = {
  report: (event) => `${event.actorName} ${event.actorKind === 'owner' ? '报修' : '代报修'}`,
  assign: (event) => `${event.actorName} 派给 ${event.detail ?? ''}`,
  accept: (event) => `${event.actorName} 接单`,
  refuse: (event) => `${event.actorName} 不接`,
  arrive: (event) => `${event.actorName} 到场签到`,
  step: (event) => `${event.actorName} ${event.detail ?? ''}`,
  finish: (event) => `${event.actorName} 完工`,
  confirm: () => '业主确认修好了',
  rate: (event) => `业主打了 ${event.detail ?? ''} 星`,
  add: () => '业主补充',
  note: (event) => `${event.actorName} ${event.toOwner ? '给业主留言' : '备注（业主看不到）'}`,
  cancel: (event) => `${event.actorName} 取消`,
  moderate: (event) => `${event.actorName} ${event.detail ?? ''}`,
};

/** The title of a line in the history, for whoever reads it. */
export const eventTitle = (event: EventWords, viewer: Viewer): string =>
  (viewer === 'owner' ? ownerTitles : staffTitles)[event.kind](event);

export const repairWords = {
  contentHeld: '文字正在核对，稍后显示',
  contentRefused: '内容没有通过核对，没有显示',
  passed: '放行内容',
  refused: '不放行内容',
  automaticCheck: '内容核对',
  someone: '业主',
  presentedByStaff: '物业代报',
  preferredNow: '尽快',
} as const;

/** 派给周建国 · 10:46: the last thing, in lists. */
export const latestText = (event: EventWords): string => {
  const words: Partial<Record<EventKind, string>> = {
    report: '已报修，等物业派人',
    assign: `派给${event.detail ?? ''}，等师傅接单`,
    accept: `${masterName(event.actorName)}已接单`,
    refuse: '正在改派师傅',
    arrive: `${masterName(event.actorName)}已到场`,
    step: event.detail ?? '',
    finish: '修好了，请您看看',
    confirm: '已确认修好',
    rate: '已评价，谢谢您',
    add: '您补充了说明',
    note: '物业有留言',
    cancel: event.actorKind === 'owner' ? '您取消了' : '物业取消了',
  };
  return words[event.kind] ?? '';
};
