import type { DoorCardEnd } from '../features/doorcard/doorCard.entity.js';
import type { TerminalProblem } from '../features/face/face.door.js';

/** Words of cards that open doors, for staff. */

const problems: Record<TerminalProblem, string> = {
  unreachable: '机器断网',
  no_answer: '机器没有回话',
  refused: '机器的登录密码不对',
  unsupported: '这台机器不能刷卡',
  bad_photo: '机器没有接受',
  full: '机器存满了',
  rejected: '机器没有接受',
  no_login: '机器还没有登录账号',
  busy: '机器正忙',
  card_taken: '机器里已有同号的卡，请在机器上删掉它',
};

export const doorCardTexts = {
  jobs: { sync: '给门禁机送或删门卡', watch: '看哪些门卡该删、哪台机器回来了' },
  ends: {
    blocked: '卡停用了',
    replaced: '换了新卡',
    left: '已搬走',
    closed: '改为不开门',
  } satisfies Record<DoorCardEnd, string>,
  somebody: '住户',
  copies: { waiting: '正在送过去', on: '能开了', leaving: '正在删除' },
  waitingFor: (problem: TerminalProblem) => `${problems[problem]}，会一直再试`,
  failed: (problem: TerminalProblem | null) => problems[problem ?? 'rejected'],
  leavingFor: (problem: TerminalProblem) => `${problems[problem]}，一恢复就删`,
  opens: (count: number) => `能开 ${count} 处门`,
  /** 1 处能开，还有 1 处没有送到 */
  opensSome: (on: number, waiting: number) => `${on} 处能开，还有 ${waiting} 处没有送到`,
  opensNone: (waiting: number) => `还不能开门，${waiting} 处没有送到`,
  noneLeft: '回家路上没有能刷卡的门了',
  leaving: (count: number) => `还有 ${count} 处没有删完`,
};
