import { guestFields, passStates } from './access.js';
import { contract } from './contract.js';
import { Id, text, z } from './schemas.js';

/** A pass that staff make for somebody who stands beside them (at the kiosk, C4): it is the owner's, not theirs. */

/** account: has the mini-program and sees the pass there; person: whom the ledger names, with the paper alone. */
export const passHostKinds = ['account', 'person'] as const;

const ofHouse = { as: ['staff'], may: 'pass.issue', on: { param: 'id', of: 'house', within: 'community' } } as const;
const params = z.object({ id: Id });

/** What has to be known before a pass of a house can be made: in whose name, and where it may open. */
export const readPassDesk = contract({
  name: 'readPassDesk',
  summary: '代办访客通行证要用的',
  method: 'GET',
  path: '/staff/houses/:id/pass-desk',
  auth: ofHouse,
  params,
  response: z.object({
    hosts: z.array(z.object({ id: Id, kind: z.enum(passHostKinds), name: z.string(), roleName: z.string() })),
    places: z.array(z.object({ id: Id, name: z.string() })),
    /** Living passes of hosts who have the paper alone: whoever has the mini-program looks there. */
    live: z.array(z.object({ id: Id, name: z.string(), hostName: z.string(), windowWords: z.string() })),
  }),
  errors: ['house.not_found'],
});

/** As it is printed for whoever asked for it. */
export const PassSlip = z.object({
  id: Id,
  /** 赵明 */
  name: z.string(),
  houseLabel: z.string(),
  hostName: z.string(),
  hostKind: z.enum(passHostKinds),
  windowWords: z.string(),
  uses: z.int(),
  plate: z.nullable(z.string()),
  places: z.array(z.string()),
  state: z.enum(passStates),
  stateName: z.string(),
  /** Null when the pass is of no use any more, or its host has it in the mini-program and it was not made just now. */
  code: z.nullable(z.object({ text: z.string(), digits: z.string() })),
  communityName: z.string(),
  servicePhone: z.nullable(z.string()),
});
export type PassSlip = z.infer<typeof PassSlip>;

/** `hostId`: one of the house's hosts. */
export const IssueBody = z.object({ hostId: Id, ...guestFields });
export type IssueBody = z.infer<typeof IssueBody>;

/** Audited with who made it; a host who has the mini-program is told. */
export const issuePass = contract({
  name: 'issuePass',
  summary: '代办访客通行证',
  method: 'POST',
  path: '/staff/houses/:id/passes',
  auth: ofHouse,
  params,
  body: IssueBody,
  response: PassSlip,
  idempotent: true,
  errors: ['house.not_found', 'pass.too_many', 'request.invalid'],
});

/** The paper once more, for a host who has nothing else. */
export const readPassSlip = contract({
  name: 'readPassSlip',
  summary: '再打一次通行证',
  method: 'GET',
  path: '/staff/passes/:id/slip',
  auth: { as: ['staff'], may: 'pass.issue', on: { param: 'id', of: 'pass', within: 'community' } },
  params,
  response: PassSlip,
  errors: ['pass.not_found'],
});

/** For a host without a telephone: dead at once where the door asks us, within 60 s where it holds a list. */
export const revokeIssuedPass = contract({
  name: 'revokeIssuedPass',
  summary: '代作废访客通行证',
  method: 'POST',
  path: '/staff/passes/:id/revoke',
  auth: { as: ['staff'], may: 'pass.issue', on: { param: 'id', of: 'pass', within: 'community' } },
  params,
  body: z.object({ reason: text(100) }),
  response: PassSlip,
  idempotent: true,
  errors: ['pass.not_found'],
});
