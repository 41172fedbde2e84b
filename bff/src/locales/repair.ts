import type { PromiseKind } from 'shared-types/repair';
import type { EscalationCause } from 'shared-types/supervision';
import type { EventKind, WorkOrderEntity } from '../features/repair/repair.entity.js';
import { departmentNames } from './staff.js';

type Viewer = 'owner' | 'staff';

/** In the detail of a request's first line: it is a complaint. */
export const complaintMark = 'complaint';

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

/** Parts of a detail that holds several: 主管|到场|陈志远. */
const partOf = (event: EventWords, index: number): string => event.detail?.split('|')[index] ?? '';

const levels: Record<string, string> = { supervisor: '主管', manager: '项目经理' };

/** 主管 陈志远 */
export const levelName = (level: string, names: string): string => [levels[level] ?? '', names].join(' ').trim();

const promises: Record<PromiseKind, string> = {
  respond: '回应时限',
  arrive: '到场时限',
  finish: '办结时限',
  callback: '回访时限',
  confirm: '确认时限',
};

const causes: Record<EscalationCause, string> = {
  respond: '过了回应时限',
  arrive: '过了到场时限',
  finish: '过了办结时限',
  callback: '过了回访时限',
  confirm: '过了确认时限',
  unheld: '一直没人接',
  'nobody-fits': '没有人能派',
  urged: '业主在催',
  undecided: '类型没定',
};

const takenBack: Record<string, string> = {
  unanswered: '没有按时接单',
  shift: '下班了',
  disabled: '已停用',
  desk: '改派了别人',
  pause: '业主约了别的时间',
};

const outcomes: Record<string, string> = { satisfied: '业主满意', unsatisfied: '业主说没修好', 'no-answer': '没人接' };

const ownerTitles: Record<EventKind, (event: EventWords) => string> = {
  report: (event) => (event.actorKind === 'owner' ? '您报修' : '物业代您报修'),
  answer: () => '物业书面答复',
  agree: () => '答复得到认可，办结了',
  object: () => '有人不认可答复，重新办',
  merge: (event) => event.detail ?? '',
  split: (event) => event.detail ?? '',
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
  nobody: () => '正在找师傅',
  'take-back': () => '换一位师傅，正在派',
  preempt: (event) => `${masterName(event.detail ?? '')}先去处理急事，正在改派`,
  late: (event) => `${promises[(event.detail ?? 'finish') as PromiseKind] ?? ''}过了，物业正在赶`,
  escalate: (event) => `报给${levelName(partOf(event, 0), partOf(event, 2))}督办`,
  follow: (event) => `${event.actorName} 在跟这件事`,
  pause: (event) => `时间先停，到${event.detail ?? ''}`,
  resume: () => '时间接着走',
  callback: (event) => `物业回访，${outcomes[event.detail ?? ''] ?? ''}`,
  classify: (event) => (event.actorKind === 'system' ? (event.detail ?? '') : `物业认定为${event.detail ?? ''}`),
  urge: (event) => `您催了一下，${event.detail ?? ''}`,
  reopen: (event) => (event.actorKind === 'owner' ? '您说还没修好，重新派' : '没修好，重新派'),
  'add-order': (event) => event.detail ?? '',
  take: (event) => `客服${event.actorName}负责跟到底`,
  close: (event) => `${event.detail ?? '7'} 天没有回话，先办结了`,
};

const staffTitles: Record<EventKind, (event: EventWords) => string> = {
  report: (event) =>
    event.detail === complaintMark
      ? '收到投诉'
      : event.actorKind === 'system'
        ? '设备报警，自动报修'
        : `${event.actorName} ${event.actorKind === 'owner' ? '报修' : '代报修'}`,
  answer: (event) => `${event.actorName} 书面答复`,
  agree: () => '答复得到认可，办结',
  object: () => '投诉人不认可答复，重新办',
  merge: (event) => event.detail ?? '',
  split: (event) => event.detail ?? '',
  assign: (event) => `${event.actorKind === 'system' ? '自动' : event.actorName} 派给 ${event.detail ?? ''}`,
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
  nobody: (event) => `没有合适的人能派${event.detail ? `：${event.detail}` : ''}`,
  'take-back': (event) => `从 ${partOf(event, 0)} 收回，${takenBack[partOf(event, 1)] ?? ''}`,
  preempt: (event) => `${event.detail ?? ''} 先去处理急事，这单改派`,
  late: (event) => `超过${promises[(event.detail ?? 'finish') as PromiseKind] ?? ''}`,
  escalate: (event) =>
    `报${levelName(partOf(event, 0), partOf(event, 2))}督办：${causes[partOf(event, 1) as EscalationCause] ?? ''}`,
  follow: (event) => `${event.actorName}：我来跟`,
  pause: (event) => `${event.actorName} 停表到 ${event.detail ?? ''}`,
  resume: (event) => `${event.actorKind === 'system' ? '停表到点' : event.actorName}，时限接着走`,
  callback: (event) => `${event.actorName} 回访：${outcomes[event.detail ?? ''] ?? ''}`,
  classify: (event) =>
    event.actorKind === 'system' ? (event.detail ?? '') : `${event.actorName} 认定为${event.detail ?? ''}`,
  urge: (event) => `业主催了一下，${event.detail ?? ''}`,
  reopen: (event) => `${event.actorKind === 'owner' ? '业主说没修好' : `${event.actorName} 说没修好`}，重新办`,
  'add-order': (event) => event.detail ?? '',
  take: (event) => `${event.actorName} 负责跟到底`,
  close: (event) => `业主 ${event.detail ?? '7'} 天没回话，自动办结`,
};

/** The title of a line in the history, for whoever reads it. */
export const eventTitle = (event: EventWords, viewer: Viewer): string =>
  (viewer === 'owner' ? ownerTitles : staffTitles)[event.kind](event);

const percent = (basisPoints: number | null): string =>
  basisPoints === null ? '' : ` ${Math.round(basisPoints / 100)}%`;

export const repairWords = {
  /** At most 30 characters, as names are kept. */
  byCard: (name: string, kiosk: string): string => `${name}（${kiosk}刷卡）`.slice(0, 30),
  helpedBy: (helper: string): string => `业主（${helper}帮问）`.slice(0, 30),
  byFace: (name: string, kiosk: string): string => `${name}（${kiosk}刷脸）`.slice(0, 30),
  contentHeld: '文字正在核对，稍后显示',
  contentRefused: '内容没有通过核对，没有显示',
  passed: '放行内容',
  refused: '不放行内容',
  automaticCheck: '内容核对',
  someone: '业主',
  presentedByStaff: '物业代报',
  preferredNow: '尽快',
  undecidedTitle: '待定类型',
  complaintAdded: '投诉人补充了新情况，请看看',
  complaintObjected: '投诉人不认可答复，请再处理',
  answerTask: '书面答复',
  partFinished: (name: string): string => `${masterName(name)}处理好了`,
  mergedAway: '和另一件投诉是同一件事，并过去一起办',
  merged: (households: number): string => `又有 ${households} 户反映同一件事，一起办`,
  split: '有一户的投诉拆出来单独办',
  urgedCase: (escalates: boolean): string => (escalates ? '已提醒负责的人，也报了主管' : '已提醒负责的人'),
  handleTask: (typeName: string): string => `${typeName}：核实并处理`,
  tracksEmergency: '急事，请全程跟进',
  promises,
  causes,
  takenBack: {
    unanswered: takenBack.unanswered ?? '',
    shift: takenBack.shift ?? '',
    disabled: takenBack.disabled ?? '',
    desk: takenBack.desk ?? '',
    pause: takenBack.pause ?? '',
  },
  recognised: (typeName: string | null, confidenceBp: number | null, emergency: string | null): string =>
    typeName === null
      ? '认不准是什么问题，请人来定'
      : `认作${typeName}${percent(confidenceBp)}${emergency ? `，按急事办：${emergency}` : ''}`,
  classified: (typeName: string, emergency: string | null): string =>
    emergency ? `${typeName}，急事：${emergency}` : typeName,
  joined: (order: Pick<WorkOrderEntity, 'department' | 'task'>, rule: string | null): string =>
    `${departmentNames[order.department as keyof typeof departmentNames] ?? ''}一起办：${order.task}${rule ? `（${rule}）` : ''}`,
  preempts: (title: string): string => `急事先办，从“${title}”换过来`,
  byHand: (name: string, reason: string | null): string => (reason ? `${name} 手动派，${reason}` : `${name} 手动派`),
  urged: (move: 'dispatch' | 'hurry' | 'tell', worker: string | null, escalates: boolean): string => {
    const moved =
      move === 'dispatch'
        ? '已重新派人'
        : move === 'hurry'
          ? `已催${masterName(worker ?? '')}，5 分钟没接就换人`
          : `已提醒${masterName(worker ?? '')}`;
    return escalates ? `${moved}，也报了主管` : moved;
  },
  departmentPart: (department: string): string =>
    departmentNames[department as keyof typeof departmentNames] ?? department,
} as const;

/** 派给周建国 · 10:46: the last thing, in lists. */
export const latestText = (event: EventWords): string => {
  const words: Partial<Record<EventKind, string>> = {
    report: event.detail === complaintMark ? '收到投诉，等客服受理' : '已报修，等物业派人',
    take: event.detail === complaintMark ? `客服${event.actorName}已受理` : '',
    answer: '已书面答复',
    agree: '答复得到认可，办结了',
    object: '不认可答复，重新办',
    merge: event.detail ?? '',
    split: event.detail ?? '',
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
    'take-back': '正在换一位师傅',
    preempt: '师傅先去处理急事，正在改派',
    escalate: `${levelName(partOf(event, 0), partOf(event, 2))}在督办`,
    pause: `时间先停，到${event.detail ?? ''}`,
    resume: '时间接着走',
    callback: '物业回访过了',
    classify: event.actorKind === 'system' ? '' : `物业认定为${event.detail ?? ''}`,
    urge: `您催了，${event.detail ?? ''}`,
    reopen: '没修好，重新办',
    close: '没有回话，先办结了',
  };
  return words[event.kind] ?? '';
};
