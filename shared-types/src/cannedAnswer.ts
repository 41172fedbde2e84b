import { contract } from './contract.js';
import { Done, Id, Instant, text, z } from './schemas.js';

/** 常用语: what the desk says again and again, kept once for everybody who answers. Put into the answer, never sent by itself. */

const manage = { as: ['staff'], may: 'canned.manage' } as const;
const onCanned = { param: 'id', of: 'canned_answer', within: 'community' } as const;
const Params = z.object({ id: Id });

export const CannedBody = z.object({
  /** 问候 */
  title: text(20),
  text: text(1000),
});
export type CannedBody = z.infer<typeof CannedBody>;

export const CannedView = z.object({
  id: Id,
  ...CannedBody.shape,
  byName: z.string(),
  changedAt: Instant,
  version: z.int(),
});
export type CannedView = z.infer<typeof CannedView>;

/** By title. */
export const listCanned = contract({
  name: 'listCanned',
  summary: '常用语',
  method: 'GET',
  path: '/staff/canned-answers',
  auth: { as: ['staff'], may: 'inquiry.answer' },
  response: z.object({ items: z.array(CannedView) }),
  errors: [],
});

export const createCanned = contract({
  name: 'createCanned',
  summary: '写一条常用语',
  method: 'POST',
  path: '/staff/canned-answers',
  auth: manage,
  body: CannedBody,
  response: CannedView,
  idempotent: true,
  errors: ['request.invalid'],
});

export const changeCanned = contract({
  name: 'changeCanned',
  summary: '修改一条常用语',
  method: 'PUT',
  path: '/staff/canned-answers/:id',
  auth: { ...manage, on: onCanned },
  params: Params,
  body: z.object({ ...CannedBody.shape, version: z.int() }),
  response: CannedView,
  idempotent: true,
  errors: ['canned_answer.not_found', 'canned_answer.changed', 'request.invalid'],
});

export const removeCanned = contract({
  name: 'removeCanned',
  summary: '删掉一条常用语',
  method: 'POST',
  path: '/staff/canned-answers/:id/remove',
  auth: { ...manage, on: onCanned },
  params: Params,
  body: z.object({}),
  response: Done,
  idempotent: true,
  errors: ['canned_answer.not_found'],
});
