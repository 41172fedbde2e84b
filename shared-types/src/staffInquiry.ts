import { contract } from './contract.js';
import { InquiryView, inquiryStatuses } from './inquiry.js';
import { Day, Done, Id, Instant, PageQuery, page, text, z } from './schemas.js';

/** What the desk answers, and what the community knows. */

const answer = { as: ['staff'], may: 'inquiry.answer' } as const;
const manage = { as: ['staff'], may: 'article.manage' } as const;
const onInquiry = { param: 'id', of: 'inquiry', within: 'community' } as const;
const onArticle = { param: 'id', of: 'article', within: 'community' } as const;
const Params = z.object({ id: Id });

export const StaffInquiryRow = z.object({
  id: Id,
  houseLabel: z.string(),
  ownerName: z.string(),
  /** Who stood beside at the kiosk; null: it was asked on a telephone. */
  helperName: z.nullable(z.string()),
  status: z.enum(inquiryStatuses),
  /** 等客服 */
  statusName: z.string(),
  /** The last thing that was said. */
  last: z.string(),
  at: Instant,
  /** Since when a person is waited for; null: nobody waits. */
  waitingSince: z.nullable(Instant),
  staffName: z.nullable(z.string()),
  mine: z.boolean(),
});
export type StaffInquiryRow = z.infer<typeof StaffInquiryRow>;

export const StaffInquiryView = z.object({
  ...InquiryView.shape,
  ownerName: z.string(),
  helperName: z.nullable(z.string()),
  staffName: z.nullable(z.string()),
  mine: z.boolean(),
  /** What may be said to the last question, the likeliest first. */
  canned: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
  colleagues: z.array(z.object({ id: Id, name: z.string() })),
  staffActions: z.array(z.enum(['take', 'say', 'handOver', 'write', 'close'])),
});
export type StaffInquiryView = z.infer<typeof StaffInquiryView>;

/** `open`: somebody waits or is being answered, who waits longest first. `over`: newest first. */
export const listInquiries = contract({
  name: 'listInquiries',
  summary: '咨询',
  method: 'GET',
  path: '/staff/inquiries',
  auth: answer,
  query: z.object({ ...PageQuery, which: z._default(z.enum(['open', 'over']), 'open') }),
  response: z.object({ ...page(StaffInquiryRow).shape, waiting: z.int() }),
  errors: ['request.invalid'],
});

export const readInquiry = contract({
  name: 'readInquiry',
  summary: '一次咨询',
  method: 'GET',
  path: '/staff/inquiries/:id',
  auth: { ...answer, on: onInquiry },
  params: Params,
  response: StaffInquiryView,
  errors: ['inquiry.not_found'],
});

const act = {
  method: 'POST',
  auth: { ...answer, on: onInquiry },
  params: Params,
  response: StaffInquiryView,
  idempotent: true,
  errors: ['inquiry.not_found', 'inquiry.illegal_transition'],
} as const;

/** Of two who take it, one has it. */
export const takeInquiry = contract({
  ...act,
  name: 'takeInquiry',
  summary: '接待咨询',
  path: '/staff/inquiries/:id/take',
  body: z.object({}),
});

export const sayInInquiry = contract({
  ...act,
  name: 'sayInInquiry',
  summary: '回答咨询',
  path: '/staff/inquiries/:id/say',
  body: z.object({ text: text(1000) }),
});

export const handOverInquiry = contract({
  ...act,
  name: 'handOverInquiry',
  summary: '咨询转给同事',
  path: '/staff/inquiries/:id/hand-over',
  body: z.object({ staffId: Id }),
  errors: ['inquiry.not_found', 'inquiry.illegal_transition', 'staff.not_found'],
});

/** Too much for a chat: a request is opened, and its clocks promise the written answer. */
export const writeInquiry = contract({
  ...act,
  name: 'writeInquiry',
  summary: '咨询转书面答复',
  path: '/staff/inquiries/:id/write',
  body: z.object({}),
});

export const endInquiry = contract({
  ...act,
  name: 'endInquiry',
  summary: '结束咨询',
  path: '/staff/inquiries/:id/end',
  body: z.object({}),
});

export const ArticleBody = z.object({
  title: text(40),
  /** As people ask it. */
  questions: z.array(text(60)).check(z.minLength(1), z.maxLength(12)),
  answer: text(1000),
  /** 停车管理规定 第三条 */
  source: text(60),
  validFrom: z.nullable(Day),
  validUntil: z.nullable(Day),
});
export type ArticleBody = z.infer<typeof ArticleBody>;

export const ArticleView = z.object({
  id: Id,
  ...ArticleBody.shape,
  /** valid: it answers now. */
  state: z.enum(['valid', 'coming', 'over', 'retired']),
  /** 有效 */
  stateName: z.string(),
  changedAt: Instant,
  byName: z.string(),
  version: z.int(),
});
export type ArticleView = z.infer<typeof ArticleView>;

/** By title; `q` as an owner would ask, the likeliest first. */
export const listArticles = contract({
  name: 'listArticles',
  summary: '知识库',
  method: 'GET',
  path: '/staff/articles',
  auth: answer,
  query: z.object({ q: z.optional(z.string().check(z.maxLength(200))) }),
  response: z.object({ items: z.array(ArticleView) }),
  errors: [],
});

export const createArticle = contract({
  name: 'createArticle',
  summary: '写一条知识',
  method: 'POST',
  path: '/staff/articles',
  auth: manage,
  body: ArticleBody,
  response: ArticleView,
  idempotent: true,
  errors: ['request.invalid'],
});

export const changeArticle = contract({
  name: 'changeArticle',
  summary: '修改一条知识',
  method: 'PUT',
  path: '/staff/articles/:id',
  auth: { ...manage, on: onArticle },
  params: Params,
  body: z.object({ ...ArticleBody.shape, version: z.int() }),
  response: ArticleView,
  idempotent: true,
  errors: ['article.not_found', 'article.changed', 'request.invalid'],
});

export const retireArticle = contract({
  name: 'retireArticle',
  summary: '停用一条知识',
  method: 'POST',
  path: '/staff/articles/:id/retire',
  auth: { ...manage, on: onArticle },
  params: Params,
  body: z.object({}),
  response: Done,
  idempotent: true,
  errors: ['article.not_found'],
});
