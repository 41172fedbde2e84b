import { directions, passageWays, passStates } from './access.js';
import { contract } from './contract.js';
import { Done, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** 门岗. Who is expected, who passed, what the guard lets in by hand, and which doors belong together. */

/** Somebody who is expected today, or may still come. */
export const ExpectedView = z.object({
  id: Id,
  name: z.string(),
  houseId: Id,
  houseLabel: z.string(),
  /** 林女士 */
  hostName: z.string(),
  windowWords: z.string(),
  timeWords: z.string(),
  uses: z.int(),
  used: z.int(),
  plate: z.nullable(z.string()),
  places: z.array(z.string()),
  state: z.enum(passStates),
  stateName: z.string(),
});
export type ExpectedView = z.infer<typeof ExpectedView>;

/** Passes of today that were not revoked, the next to begin first; `q`: a part of a name, a house, a plate. */
export const listExpected = contract({
  name: 'listExpected',
  summary: '今天的访客',
  method: 'GET',
  path: '/staff/gate/expected',
  auth: { as: ['staff'], may: 'gate.watch' },
  query: z.object({ q: optionalText(30) }),
  /** `more`: so many further ones are not in the list. */
  response: z.object({ items: z.array(ExpectedView), more: z.int() }),
  errors: ['request.invalid'],
});

export const PassageView = z.object({
  id: Id,
  at: Instant,
  /** 今天 14:05 */
  when: z.string(),
  doorId: Id,
  place: z.string(),
  /** 赵明; null: nobody known. */
  who: z.nullable(z.string()),
  houseLabel: z.nullable(z.string()),
  plate: z.nullable(z.string()),
  direction: z.enum(directions),
  way: z.enum(passageWays),
  /** 扫码进门 */
  words: z.string(),
  admitted: z.boolean(),
  /** Ought not to have been let in, but the door could not know. */
  flagged: z.boolean(),
  late: z.boolean(),
  /** Of what a guard entered. */
  staffName: z.nullable(z.string()),
  note: z.nullable(z.string()),
});
export type PassageView = z.infer<typeof PassageView>;

/** Newest first. `refused`: not let in; `flagged`: let in although it ought not to have been. */
export const listPassages = contract({
  name: 'listPassages',
  summary: '通行记录',
  method: 'GET',
  path: '/staff/gate/passages',
  auth: { as: ['staff'], may: 'gate.watch' },
  query: z.object({
    ...PageQuery,
    only: z.optional(z.enum(['refused', 'flagged', 'guard'])),
    doorId: z.optional(Id),
  }),
  response: page(PassageView),
  errors: ['request.invalid'],
});

export const DoorView = z.object({
  id: Id,
  /** 北门 */
  name: z.string(),
  placeLabel: z.string(),
  /** Where it stands in no group, no guest is let in. */
  groups: z.array(z.string()),
  online: z.boolean(),
  /** 今天 10:54 说过话 */
  seenWords: z.string(),
  actions: z.array(z.enum(['open'])),
});
export type DoorView = z.infer<typeof DoorView>;

export const listDoors = contract({
  name: 'listDoors',
  summary: '门和道闸',
  method: 'GET',
  path: '/staff/gate/doors',
  auth: { as: ['staff'], may: 'gate.watch' },
  response: z.object({ items: z.array(DoorView) }),
  errors: [],
});

/** From afar, with the reason; audited. The passage says, when the door has answered, whether it opened. */
export const openDoor = contract({
  name: 'openDoor',
  summary: '远程开门',
  method: 'POST',
  path: '/staff/gate/doors/:id/open',
  auth: { as: ['staff'], may: 'gate.open', on: { param: 'id', of: 'device', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(100) }),
  response: PassageView,
  idempotent: true,
  errors: ['device.not_found', 'gate.cannot_open', 'request.invalid'],
});

/** What a guard let in or out by hand, with the reason. Audited; an entry with a pass uses it up. */
export const recordPassage = contract({
  name: 'recordPassage',
  summary: '登记放行',
  method: 'POST',
  path: '/staff/gate/passages',
  auth: { as: ['staff'], may: 'gate.open' },
  body: z.object({
    doorId: Id,
    direction: z.enum(directions),
    /** Whose guest; null: somebody without a pass. */
    passId: z.nullable(Id),
    who: text(20),
    plate: optionalText(12),
    /** 手机没电了，已和业主通话 */
    reason: text(100),
  }),
  response: PassageView,
  idempotent: true,
  errors: ['place.not_found', 'pass.not_found', 'request.invalid'],
});

export const GateGroupView = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  buildingId: z.nullable(Id),
  unitId: z.nullable(Id),
  /** 全小区 · 3栋 · 3栋2单元: whose guests may be let in here. */
  forWords: z.string(),
  doors: z.array(z.object({ id: Id, name: z.string() })),
});
export type GateGroupView = z.infer<typeof GateGroupView>;

const groupOf = {
  as: ['staff'],
  may: 'gate.manage',
  on: { param: 'id', of: 'gate_group', within: 'community' },
} as const;
const GroupParams = z.object({ id: Id });
const GroupBody = z.object({
  name: text(20),
  /** Guests of this building's houses alone, or of this unit's; null: of all. */
  buildingId: z.nullable(Id),
  unitId: z.nullable(Id),
  /** On the way in: the outermost first. */
  doorIds: z.array(Id).check(z.minLength(1), z.maxLength(50)),
});
export type GroupBody = z.infer<typeof GroupBody>;

/** On the way in; with every door that could be in one. */
export const listGateGroups = contract({
  name: 'listGateGroups',
  summary: '门的分组',
  method: 'GET',
  path: '/staff/gate/groups',
  auth: { as: ['staff'], may: 'gate.manage' },
  response: z.object({ items: z.array(GateGroupView), doors: z.array(z.object({ id: Id, name: z.string() })) }),
  errors: [],
});

export const createGateGroup = contract({
  name: 'createGateGroup',
  summary: '新建一组门',
  method: 'POST',
  path: '/staff/gate/groups',
  auth: { as: ['staff'], may: 'gate.manage' },
  body: GroupBody,
  response: GateGroupView,
  idempotent: true,
  errors: ['place.not_found', 'request.invalid'],
});

/** Passes that were given keep the group; from the next list on they open what stands in it now. */
export const changeGateGroup = contract({
  name: 'changeGateGroup',
  summary: '修改一组门',
  method: 'PUT',
  path: '/staff/gate/groups/:id',
  auth: groupOf,
  params: GroupParams,
  body: GroupBody,
  response: GateGroupView,
  errors: ['gate_group.not_found', 'place.not_found', 'request.invalid'],
});

/** Its doors let no guest in any more, whatever passes say. */
export const removeGateGroup = contract({
  name: 'removeGateGroup',
  summary: '删除一组门',
  method: 'DELETE',
  path: '/staff/gate/groups/:id',
  auth: groupOf,
  params: GroupParams,
  response: Done,
  errors: ['gate_group.not_found'],
});
