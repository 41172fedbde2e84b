import { VisitView } from './access.js';
import { contract } from './contract.js';
import { Id, Instant, z } from './schemas.js';

/**
 * 开门. Owners, families and tenants open the doors of their own house: by a code that changes, by Bluetooth, and from
 * afar where the community allows it. Who does not live there any more can do none of it.
 */

const houseOf = { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } } as const;
const HouseParams = z.object({ id: Id });
const DoorParams = z.object({ id: Id, doorId: Id });

export const OwnDoorView = z.object({
  id: Id,
  /** 北门 */
  name: z.string(),
  /** By which a phone knows the door on the air; hex. */
  tag: z.string(),
  actions: z.array(z.enum(['open'])),
});
export type OwnDoorView = z.infer<typeof OwnDoorView>;

/** The doors of a house on the way in, and when the caller last used any door. */
export const listOwnDoors = contract({
  name: 'listOwnDoors',
  summary: '自己家的门',
  method: 'GET',
  path: '/houses/:id/doors',
  auth: houseOf,
  params: HouseParams,
  response: z.object({
    items: z.array(OwnDoorView),
    /** Whether the community allows opening from afar; where it does not, `remoteWhy` says so. */
    remote: z.boolean(),
    remoteWhy: z.nullable(z.string()),
    /** The caller's own, newest first. */
    recent: z.array(VisitView),
  }),
  errors: ['house.not_found'],
});

export const DoorKeys = z.object({
  houseId: Id,
  /** 16 bytes, hex. */
  person: z.string(),
  /** The wall's time when this was made: phones reckon their own clock's error by it. */
  realNow: Instant,
  /** Codes can be made until then without a network. */
  until: Instant,
  /** 北门、3栋2单元门厅 */
  places: z.string(),
  hours: z.array(
    z.object({
      /** Hours since 1970. */
      hour: z.int(),
      keys: z.array(z.object({ group: z.int(), /** 16 bytes, hex. */ key: z.string() })),
    }),
  ),
});
export type DoorKeys = z.infer<typeof DoorKeys>;

/** What a phone makes codes of for the next hours (policy). It opens nothing any more when the hours are over. */
export const readDoorKeys = contract({
  name: 'readDoorKeys',
  summary: '开门码的短时密钥',
  method: 'GET',
  path: '/houses/:id/door-keys',
  auth: houseOf,
  params: HouseParams,
  response: DoorKeys,
  errors: ['house.not_found', 'door.none'],
});

/** For one challenge of one door, which dies half a minute after it was given. */
export const askDoorToken = contract({
  name: 'askDoorToken',
  summary: '蓝牙开门的一次性凭证',
  method: 'POST',
  path: '/houses/:id/doors/:doorId/token',
  auth: houseOf,
  params: DoorParams,
  body: z.object({ /** 16 bytes that the door gave, hex. */ challenge: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
  response: z.object({ /** Hex. */ token: z.string() }),
  errors: ['house.not_found', 'door.not_found', 'rate.limited', 'request.invalid'],
});

/** From afar, where the community allows it; limited and audited. The visit says, when the door has answered, whether it opened. */
export const openOwnDoor = contract({
  name: 'openOwnDoor',
  summary: '业主远程开门',
  method: 'POST',
  path: '/houses/:id/doors/:doorId/open',
  auth: houseOf,
  params: DoorParams,
  body: z.object({}),
  response: VisitView,
  idempotent: true,
  errors: ['house.not_found', 'door.not_found', 'door.remote_off', 'door.remote_often', 'gate.cannot_open'],
});
