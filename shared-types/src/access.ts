import { contract } from './contract.js';
import { Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/**
 * 访客与门禁. An owner invites; the visitor shows a signed code or types six digits; doors decide alone where the network
 * is down. A pass counts entries: going out uses nothing up.
 */

export const passStates = ['soon', 'open', 'used', 'over', 'revoked'] as const;
export type PassState = (typeof passStates)[number];

/** How somebody was known at a door; `own`: by the changing code of somebody who lives here. */
export const passageWays = ['qr', 'digits', 'own', 'bluetooth', 'plate', 'face', 'card', 'guard', 'remote'] as const;
export type PassageWay = (typeof passageWays)[number];

export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];

export const mostUses = 20;
/** Longest time from the first to the last moment of a pass. */
export const mostPassDays = 30;
/** A pass may begin so many days from now. */
export const mostAheadDays = 60;
export const mostPlaces = 8;

/** One passage of a visitor, as the owner sees it. */
export const VisitView = z.object({
  id: Id,
  at: Instant,
  /** 今天 14:05 */
  when: z.string(),
  direction: z.enum(directions),
  /** 北门 */
  place: z.string(),
  /** 扫码进门 · 没让进：已经作废 */
  words: z.string(),
  admitted: z.boolean(),
  /** Came to us later, because the door was cut off. */
  late: z.boolean(),
});
export type VisitView = z.infer<typeof VisitView>;

const passFacts = {
  id: Id,
  houseId: Id,
  houseLabel: z.string(),
  /** 赵明 */
  name: z.string(),
  from: Instant,
  until: Instant,
  /** 今天 14:00–18:00 */
  windowWords: z.string(),
  /** 3 小时后开始 · 还有 40 分钟 */
  timeWords: z.string(),
  uses: z.int(),
  used: z.int(),
  /** Where it opens, in the order of the way in. */
  places: z.array(z.object({ id: Id, name: z.string() })),
  plate: z.nullable(z.string()),
  state: z.enum(passStates),
  /** 可用 */
  stateName: z.string(),
};

export const PassSummary = z.object(passFacts);
export type PassSummary = z.infer<typeof PassSummary>;

const codes = {
  /** Null when the pass is of no use any more. */
  code: z.nullable(
    z.object({
      /** What the QR code says. */
      text: z.string(),
      /** The QR code as a picture: a data address. */
      image: z.string(),
      /** 482917 */
      digits: z.string(),
    }),
  ),
};

export const PassView = z.object({
  ...passFacts,
  ...codes,
  /** Opens the visitor's page without a sign-in; null when there is nothing to share. */
  shareToken: z.nullable(z.string()),
  /** Newest first. */
  visits: z.array(VisitView),
  actions: z.array(z.enum(['share', 'revoke'])),
});
export type PassView = z.infer<typeof PassView>;

/** Gates and doors that a house's guests may need, and what stands in the form at first. */
export const listPassPlaces = contract({
  name: 'listPassPlaces',
  summary: '访客可以去的门',
  method: 'GET',
  path: '/houses/:id/pass-places',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: z.object({ id: Id }),
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        name: z.string(),
        /** 北门、东门 */ doors: z.string(),
        /** Ticked at first. */ usual: z.boolean(),
      }),
    ),
  }),
  errors: ['house.not_found'],
});

/** What whoever invites says of a guest. */
export const guestFields = {
  name: text(20),
  from: Instant,
  until: Instant,
  uses: z.int().check(z.minimum(1), z.maximum(mostUses)),
  placeIds: z.array(Id).check(z.minLength(1), z.maxLength(mostPlaces)),
  /** By car: 粤B12345 */
  plate: optionalText(12),
};

export const PassBody = z.object({ houseId: Id, ...guestFields });
export type PassBody = z.infer<typeof PassBody>;

export const createPass = contract({
  name: 'createPass',
  summary: '邀请访客',
  method: 'POST',
  path: '/passes',
  auth: { as: ['owner'] },
  body: PassBody,
  response: PassView,
  idempotent: true,
  errors: ['house.not_found', 'pass.too_many', 'request.invalid'],
});

/** The caller's own. `live`: of use now or later. */
export const listPasses = contract({
  name: 'listPasses',
  summary: '我的访客',
  method: 'GET',
  path: '/passes',
  auth: { as: ['owner'] },
  query: z.object({ ...PageQuery, which: z._default(z.enum(['live', 'past']), 'live') }),
  response: page(PassSummary),
  errors: ['request.invalid'],
});

const passOf = { as: ['owner'], on: { param: 'id', of: 'pass', within: 'self' } } as const;
const PassParams = z.object({ id: Id });

export const readPass = contract({
  name: 'readPass',
  summary: '一张访客通行证',
  method: 'GET',
  path: '/passes/:id',
  auth: passOf,
  params: PassParams,
  response: PassView,
  errors: ['pass.not_found'],
});

/** Dead at once where the door asks us, within 60 s where it holds a list. Revoking twice is no error. */
export const revokePass = contract({
  name: 'revokePass',
  summary: '作废访客通行证',
  method: 'POST',
  path: '/passes/:id/revoke',
  auth: passOf,
  params: PassParams,
  body: z.object({}),
  response: PassView,
  errors: ['pass.not_found'],
});

/** What a visitor sees: the ticket, and nothing of the house but its host's name and its place. */
export const SharedPassView = z.object({
  name: z.string(),
  /** 林女士家的客人 */
  guestOf: z.string(),
  communityName: z.string(),
  servicePhone: z.nullable(z.string()),
  windowWords: z.string(),
  timeWords: z.string(),
  uses: z.int(),
  used: z.int(),
  places: z.array(z.string()),
  plate: z.nullable(z.string()),
  state: z.enum(passStates),
  stateName: z.string(),
  ...codes,
});
export type SharedPassView = z.infer<typeof SharedPassView>;

/** By the pass's own token, which nobody can guess; in the body, for addresses are logged. */
export const openSharedPass = contract({
  name: 'openSharedPass',
  summary: '访客打开通行证',
  method: 'POST',
  path: '/shared-passes/open',
  auth: 'public',
  body: z.object({ token: z.string().check(z.minLength(1), z.maxLength(100)) }),
  response: SharedPassView,
  errors: ['pass.not_found', 'rate.limited'],
});
