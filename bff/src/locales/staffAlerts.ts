import type { StaffAlertKind } from '../platform/staffAlert.js';

interface Said {
  /** What the title begins with; the request's own title follows. */
  head: string;
  /** After the place. */
  body: string;
}

/** What staff are told, by kind; each says what its detail is. */
const sayings: Record<StaffAlertKind, (detail: string | undefined) => Said> = {
  /** 急事，请全程跟进: of whoever tracks it; a worker's order has none. */
  assigned: (detail) =>
    detail ? { head: '请跟进', body: `${detail}。` } : { head: '新工单', body: '派给您了，请尽快接单。' },
  /** 到场时限 */
  warning: (detail = '时限') => ({ head: '快到时限了', body: `${detail}快到了，请抓紧。` }),
  /** 到场时限 */
  late: (detail = '时限') => ({ head: '超时了', body: `已经过了${detail}，请马上处理。` }),
  /** 过了到场时限 */
  escalated: (detail = '过了时限') => ({ head: '请督办', body: `${detail}，请您跟到办结。` }),
  /** 过了到场时限 */
  'escalated-again': (detail = '过了时限') => ({
    head: '还没人跟，请督办',
    body: `${detail}，到现在没有人跟，请您马上处理。`,
  }),
  /** 会修电梯的师傅手上都满了 */
  'nobody-fits': (detail = '现在没有合适的师傅') => ({ head: '没人接单，请派人', body: `${detail}，请您指派。` }),
  /** 没有按时接单 */
  'taken-back': (detail = '已经转给别人') => ({ head: '工单转走了', body: `${detail}，这一单不用去了。` }),
  preempted: () => ({ head: '这单先放下', body: '有紧急报修要您先去，这一单会另外安排。' }),
  /** 第 2 次 */
  urged: (detail) => ({ head: '业主在催', body: `业主${detail ?? ''}催了，请去看看，回个话。` }),
  callback: () => ({ head: '该回访了', body: '紧急报修已经处理好，请给业主打个电话。' }),
  undecided: () => ({ head: '请定问题类型', body: '拿不准是什么问题，请您看看，定下来。' }),
  /** 困人 */
  'maybe-emergency': (detail = '紧急情况') => ({ head: '可能很急', body: `听起来像${detail}，请马上看看。` }),
  'spot-check': () => ({ head: '抽查', body: '这一单抽中了，请去看看修得怎么样。' }),
  /** The owner's reason stays with the request. */
  reopened: () => ({ head: '业主说没修好', body: '又打开了，请再处理。' }),
  unheld: () => ({ head: '没有人管', body: '这件报修现在没有人负责，请马上安排。' }),
  /** 周建国 */
  'worker-left': (detail) => ({ head: '师傅下班了', body: `${detail || '师傅'}下班了，活还没做完，请改派。` }),
};

export interface AlertWords {
  title: string;
  body: string;
}

/** 新工单：厨房水管漏水 / 3栋2单元1102，派给您了，请尽快接单。 */
export const alertWords = (
  kind: StaffAlertKind,
  about: { title: string; placeLabel: string } | null,
  detail: string | undefined,
): AlertWords => {
  const { head, body } = sayings[kind](detail);
  return about ? { title: `${head}：${about.title}`, body: `${about.placeLabel}，${body}` } : { title: head, body };
};

/** Pages of the staff's front end that a message opens. */
export const staffLinks = {
  request: (id: string): string => `/requests/${id}`,
  spotChecks: (): string => '/spot-checks',
} as const;
