import type { InquiryStatus } from 'shared-types/inquiry';
import { minutesText } from './policy.js';

/** Words of inquiries and of what the community knows. */

export const inquiryStatusNames: Record<InquiryStatus, string> = {
  bot: '自助',
  waiting: '等客服',
  staff: '客服在答',
  written: '书面答复',
  closed: '结束了',
};

export const articleStateNames = { valid: '有效', coming: '还没到时间', over: '过期了', retired: '停用了' } as const;

export const inquiryTexts = {
  suggestions: ['物业费怎么算', '怎么租车位', '装修要办什么手续', '我还欠多少钱', '报修多久有人来'],
  unsure: '这个问题我不确定，不敢乱答。下面几条可能有关；要是都不是，点“找人工”，帮您转给客服。',
  unsureNothing: '这个问题我不确定，不敢乱答。点“找人工”，帮您转给客服。',
  waiting: (before: number): string => (before > 0 ? `正在找客服，前面还有 ${before} 位` : '正在找客服，马上就到'),
  waitingTold: '已经帮您转给客服，前面说的都带过去了，不用再说一遍。',
  raised: (house: string): string => `${house} 在找客服`,
  taken: (name: string): string => `客服${name}来了`,
  handedOver: (name: string): string => `转给客服${name}，前面说的都带过去了`,
  nobody: '现在没有客服在线。',
  waitedLong: '让您久等了，客服还没有空。',
  written: (number: string): string => `问题已经记下，单号 ${number}，24 小时内书面答复您，进度里能看到。`,
  closed: '这次咨询结束了。',
  backToBot: '客服已经离开，可以接着问。',
  staff: (name: string): string => `客服 ${name}`,
  statusWords: (status: InquiryStatus, name: string | null, before: number): string => {
    if (status === 'waiting') return inquiryTexts.waiting(before);
    if (status === 'staff') return `客服${name ?? ''}正在为您解答`;
    if (status === 'written') return '正在书面答复';
    return status === 'closed' ? '结束了' : '先由小区知识库回答，随时可以找人工';
  },
  requestText: (question: string, talk: string): string => `咨询：${question}\n${talk}`,
  owner: '业主',
  validReversed: '结束的日子要在开始之后',
  duplicate: '已经有一条同名的知识',
  tooMany: '一个小区最多 500 条知识',
  cannedDuplicate: '已经有一条同名的常用语',
  cannedTooMany: '一个小区最多 100 条常用语',
  /** Sources that are not articles. */
  feeName: '收费标准',
  feeAsked: (name: string): string[] => [`${name}怎么收`, `${name}多少钱`, `${name}收费标准`],
  ruleName: (version: number): string => (version === 0 ? '服务规则' : `服务规则 第 ${version} 版`),
  ruleTitle: '报修的承诺时限',
  ruleAsked: ['报修多久有人来', '报修以后多久修好', '急事多久到', '多久有人回话'],
  ruleText: (times: { respond: number; finish: number; urgentRespond: number; urgentArrive: number }): string =>
    `一般报修 ${minutesText(times.respond)}内回应，${minutesText(times.finish)}内办结；急事 ${minutesText(times.urgentRespond)}内回应，${minutesText(times.urgentArrive)}内到场。超过时限会自动上报主管。`,
  announcementName: '公告',
  billName: '您家的账单',
  billTitle: (house: string): string => `${house}要缴的账单`,
  billAsked: ['我还欠多少钱', '我家要缴多少', '我这个月账单多少', '我欠费了吗', '我的账单哪天到期'],
  billText: (total: string, count: number, due: string | null): string =>
    `现在要缴 ${total}，共 ${count} 笔${due ? `，最早的 ${due} 到期` : ''}。点开可以看每一笔的算式。`,
  billNothing: '现在没有要缴的账单。',
  requestName: (title: string): string => `您的报修：${title}`,
  requestAsked: (title: string): string[] => [
    `${title}修到哪一步了`,
    '我的报修怎么样了',
    '我报的修有人来吗',
    '师傅到哪了',
  ],
  requestLine: (latest: string, due: string | null): string => `${latest}${due ? `，承诺 ${due} 前` : ''}。`,
} as const;
