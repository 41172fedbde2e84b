import { contract } from './contract.js';
import { Id, Instant, text, z } from './schemas.js';

/**
 * 问一问 (C7). An owner asks; what the community knows answers at once and names its source, or says that it is not sure.
 * A person is always one tap away; where nobody is there, the question is answered in writing on a request's clocks.
 */

export const sourceKinds = ['article', 'fee', 'rule', 'announcement', 'bill', 'request'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** bot: the community's knowledge answers; waiting: for a person; staff: a person is there; written: a request answers. */
export const inquiryStatuses = ['bot', 'waiting', 'staff', 'written', 'closed'] as const;
export type InquiryStatus = (typeof inquiryStatuses)[number];

export const SourceView = z.object({
  kind: z.enum(sourceKinds),
  id: z.string(),
  /** 停车管理规定 第三条 */
  name: z.string(),
  title: z.string(),
  /** What it says, whole. */
  text: z.string(),
  /** Page of the mini-program; null: the text is all there is. */
  link: z.nullable(z.string()),
});
export type SourceView = z.infer<typeof SourceView>;

/** asked: by the owner; answered, unsure: by the knowledge; said: by a person of the staff; told: what happened. */
export const messageKinds = ['asked', 'answered', 'unsure', 'said', 'told'] as const;

export const InquiryMessage = z.object({
  id: Id,
  at: Instant,
  kind: z.enum(messageKinds),
  text: z.string(),
  /** A machine has put the source into these words; the source itself is what holds. */
  phrased: z.boolean(),
  /** 客服 李晓梅; null: not a person of the staff. */
  by: z.nullable(z.string()),
  /** Of an answer its source; of what is unsure what might be meant. */
  sources: z.array(SourceView),
  /** A page that goes on with it: the request that answers in writing. */
  link: z.nullable(z.string()),
});
export type InquiryMessage = z.infer<typeof InquiryMessage>;

export const InquiryView = z.object({
  id: Id,
  houseId: Id,
  houseLabel: z.string(),
  status: z.enum(inquiryStatuses),
  /** 正在找客服，前面没有人 */
  statusWords: z.string(),
  /** Oldest first; the last two hundred. */
  messages: z.array(InquiryMessage),
  actions: z.array(z.enum(['ask', 'person', 'write', 'close'])),
});
export type InquiryView = z.infer<typeof InquiryView>;

const own = { as: ['owner'], on: { param: 'id', of: 'inquiry', within: 'self' } } as const;
const Params = z.object({ id: Id });

/** The conversation of a house that is not over, or was within the hour; null: none. */
export const readCurrentInquiry = contract({
  name: 'readCurrentInquiry',
  summary: '这户正在问的',
  method: 'GET',
  path: '/houses/:id/inquiry',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: Params,
  response: z.object({ inquiry: z.nullable(InquiryView), suggestions: z.array(z.string()) }),
  errors: ['house.not_found'],
});

/** Goes on with the conversation of the house, or begins one. */
export const ask = contract({
  name: 'ask',
  summary: '问一问',
  method: 'POST',
  path: '/inquiries',
  auth: { as: ['owner'] },
  body: z.object({ houseId: Id, text: text(500) }),
  response: InquiryView,
  idempotent: true,
  errors: ['house.not_found', 'rate.limited'],
});

/** Twice is once. Where nobody is at the desk, it is answered in writing. */
export const askForPerson = contract({
  name: 'askForPerson',
  summary: '找人工',
  method: 'POST',
  path: '/inquiries/:id/person',
  auth: own,
  params: Params,
  body: z.object({}),
  response: InquiryView,
  idempotent: true,
  errors: ['inquiry.not_found', 'inquiry.illegal_transition'],
});

export const askInWriting = contract({
  name: 'askInWriting',
  summary: '请书面答复',
  method: 'POST',
  path: '/inquiries/:id/write',
  auth: own,
  params: Params,
  body: z.object({}),
  response: InquiryView,
  idempotent: true,
  errors: ['inquiry.not_found', 'inquiry.illegal_transition', 'house.not_found'],
});

export const closeInquiry = contract({
  name: 'closeInquiry',
  summary: '问完了',
  method: 'POST',
  path: '/inquiries/:id/close',
  auth: own,
  params: Params,
  body: z.object({}),
  response: InquiryView,
  idempotent: true,
  errors: ['inquiry.not_found'],
});
