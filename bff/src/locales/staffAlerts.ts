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
  /** R01…：商户账户余额不够 */
  'refund-attention': (detail = '有一笔退款') => ({ head: '退款要您看一下', body: `${detail}。` }),
  /** 微信支付 11月22日，2 笔 */
  'reconcile-differs': (detail = '有差异') => ({ head: '对账有差异', body: `${detail}，请处理后日结。` }),
  /** 收据 20261123-0012，开票平台没有开 */
  'invoice-attention': (detail = '有一张电子发票') => ({ head: '电子发票要您看一下', body: `${detail}。` }),
  /** 北门 14:05，用完的访客码又放行了一次 */
  'access-replay': (detail = '有一次放行不对') => ({ head: '门口请留意', body: `${detail}，请看一下记录。` }),
  /** 北门 14:05，粤B99999：没有登记的车 */
  'access-refused': (detail = '有一辆车没有放行') => ({ head: '道闸等您看一下', body: `${detail}。` }),
  /** 周建国 */
  /** 2026年12月账单 1280 笔共 98,000.00 元，已经发布 */
  'bill-run': (detail) => ({ head: '账单', body: `${detail || '账单有消息，请到出账里看'}。` }),
  'worker-left': (detail) => ({ head: '师傅下班了', body: `${detail || '师傅'}下班了，活还没做完，请改派。` }),
  /** 记-128 的内容和封存时不一样 */
  'ledger-fault': (detail = '账本和封存时不一样') => ({ head: '账本对不上', body: `${detail}，请马上查看。` }),
  /** 20261123-0012，金额 */
  'payment-mismatch': (detail) => ({
    head: '收款对不上',
    body: `支付平台的通知和我们的付款对不上${detail ? `，${detail}` : ''}，没有入账，请核对。`,
  }),
  /** 2026年10月的月报到期没有公布，有 3 笔凭证还没有封存 */
  /** 业主打了 1 星 */
  'follow-up': (detail = '业主打了低分') => ({ head: '差评要跟进', body: `${detail}，请您跟进。` }),
  /** “主管跟进”过了时限 */
  'follow-up-late': (detail = '差评跟进过了时限') => ({ head: '差评跟进超时', body: `${detail}，请马上办。` }),
  'white-paper': (detail = '上个月的白皮书写好了') => ({ head: '服务质量白皮书', body: `${detail}，点开看看。` }),
  'report-late': (detail = '月报到期没有公布') => ({ head: '月报没有按时公布', body: `${detail}，请马上处理。` }),
  /** 单号 P… 一周没有结果 */
  autodebit: (detail = '有一笔代扣') => ({ head: '代扣要您看一下', body: `${detail}。` }),
  /** 投诉人不认可答复，请再处理 */
  complaint: (detail = '请在时限前受理，书面答复') => ({ head: '投诉', body: `${detail}。` }),
  /** 3栋2单元1102 */
  inquiry: (detail = '有业主') => ({ head: '有人找客服', body: `${detail}在等人工，请接待。` }),
  /** 3栋2单元1102，今天 上午 09:00–12:00，安排您去 */
  'home-visit': (detail = '有一次上门服务') => ({ head: '上门服务', body: `${detail}。` }),
  /** 3栋2单元1102，今天 上午 09:00–12:00，还没有安排人 */
  'home-visit-late': (detail = '有一次上门服务') => ({ head: '上门服务要您看一下', body: `${detail}，请马上处理。` }),
  alarm: () => ({ head: '报警', body: '请马上去看，去之前点一下我去看。' }),
  'alarm-emergency': () => ({ head: '紧急报警', body: '请立刻赶到现场。' }),
  /** 没有人说去看 */
  'alarm-late': (detail = '到时间还没有处理') => ({ head: '报警没人管', body: `${detail}，请您马上安排人去看。` }),
  /** SIGN_ERROR */
  'payment-channel': (detail) => ({
    head: '在线付款出了问题',
    body: `支付平台不接受我们的请求${detail ? `，${detail}` : ''}，业主现在付不了，请马上找人看。`,
  }),
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
  books: (): string => '/books',
  reports: (): string => '/reports',
  followUp: (id: string): string => `/follow-ups/${id}`,
  whitePaper: (id: string): string => `/white-papers/${id}`,
  payment: (id: string): string => `/payments/${id}`,
  autoDebit: (): string => '/auto-debit',
  refund: (id: string): string => `/refunds/${id}`,
  reconciliation: (id: string): string => `/reconciliation/${id}`,
  invoice: (id: string): string => `/invoices/${id}`,
  notice: (id: string): string => `/notices/${id}`,
  inquiry: (id: string): string => `/inquiries/${id}`,
  homeVisit: (id: string): string => `/home-visits/${id}`,
  gate: (): string => '/gate',
  alarm: (id: string): string => `/alarms/${id}`,
} as const;
