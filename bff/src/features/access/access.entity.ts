import type { Direction, PassageWay } from 'shared-types/access';
import { EntitySchema } from 'typeorm';
import type { DoorRefusal } from '../../kernel/door.js';
import { bool, fen, id, int, json, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** Doors and gates that open together for a guest: 北门, 3栋2单元. Of a building or unit: only its houses may choose it. */
export interface GateGroupEntity {
  communityId: string;
  id: string;
  /** In signed codes, 1..65535; never given again. */
  number: number;
  name: string;
  buildingId: string | null;
  unitId: string | null;
  /** On the way in: the outermost first. */
  position: number;
  createdAt: Date;
  removedAt: Date | null;
}

export const GateGroupEntity = new EntitySchema<GateGroupEntity>({
  name: 'gate_group',
  tableName: 'gate_group',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    number: int(),
    name: string(40),
    buildingId: id('building_id', nullable),
    unitId: id('unit_id', nullable),
    position: int(),
    createdAt: time('created_at'),
    removedAt: time('removed_at', nullable),
  },
});

export interface GateGroupDeviceEntity {
  communityId: string;
  groupId: string;
  deviceId: string;
  position: number;
}

export const GateGroupDeviceEntity = new EntitySchema<GateGroupDeviceEntity>({
  name: 'gate_group_device',
  tableName: 'gate_group_device',
  columns: {
    communityId: key('community_id'),
    groupId: key('group_id'),
    deviceId: key('device_id'),
    position: int(),
  },
});

/** `left`: whoever invited does not live there any more; `staff`: for somebody who asked them to. */
export type RevokeReason = 'owner' | 'left' | 'staff';

export interface VisitorPassEntity {
  communityId: string;
  id: string;
  houseId: string;
  /** Who invited; where they have no account, whom the ledger names. */
  accountId: string;
  /** Whom the ledger names, where they have no account; null: an account invited. */
  hostPersonId: string | null;
  hostName: string;
  name: string;
  /** In the order of the way in. */
  groupIds: string[];
  groupNumbers: number[];
  /** Whole seconds. */
  validFrom: Date;
  validUntil: Date;
  uses: number;
  /** Entries that we know of; more than `uses` where doors that were cut off let the same code in. */
  used: number;
  plate: string | null;
  digitsEncrypted: string;
  createdAt: Date;
  revokedAt: Date | null;
  revokedWhy: RevokeReason | null;
}

export const VisitorPassEntity = new EntitySchema<VisitorPassEntity>({
  name: 'visitor_pass',
  tableName: 'visitor_pass',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    accountId: id('account_id'),
    hostPersonId: id('host_person_id', nullable),
    hostName: string(60, 'host_name'),
    name: string(60),
    groupIds: json('group_ids'),
    groupNumbers: json('group_numbers'),
    validFrom: time('valid_from'),
    validUntil: time('valid_until'),
    uses: int(),
    used: int(),
    plate: string(12, undefined, nullable),
    digitsEncrypted: string(120, 'digits_encrypted'),
    createdAt: time('created_at'),
    revokedAt: time('revoked_at', nullable),
    revokedWhy: string(8, 'revoked_why', nullable),
  },
});

/** A face terminal that stands at a kiosk (C4): it says who is there, and is no door. */
export interface TerminalPostEntity {
  communityId: string;
  deviceId: string;
  kioskId: string;
  since: Date;
}

export const TerminalPostEntity = new EntitySchema<TerminalPostEntity>({
  name: 'terminal_post',
  tableName: 'terminal_post',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    kioskId: id('kiosk_id'),
    since: time(),
  },
});

/** Six digits of a living pass, one row a group; deleted when the pass is dead. */
export interface AccessDigitsEntity {
  communityId: string;
  groupId: string;
  digitsIndex: string;
  passId: string;
  validUntil: Date;
}

export const AccessDigitsEntity = new EntitySchema<AccessDigitsEntity>({
  name: 'access_digits',
  tableName: 'access_digits',
  columns: {
    communityId: key('community_id'),
    groupId: key('group_id'),
    digitsIndex: { ...key('digits_index'), length: 64 },
    passId: id('pass_id'),
    validUntil: time('valid_until'),
  },
});

/** Wrong tries at the keypad of a door that asks us. */
export interface AccessKeypadEntity {
  communityId: string;
  deviceId: string;
  wrong: number;
  /** Milliseconds by the wall's clock. */
  pausedUntil: number;
}

export const AccessKeypadEntity = new EntitySchema<AccessKeypadEntity>({
  name: 'access_keypad',
  tableName: 'access_keypad',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    wrong: int(),
    pausedUntil: fen('paused_until'),
  },
});

/**
 * `replay`: let in more often than the pass allows, at doors that could not ask. `revoked`, `late`: let in by a door that
 * had not heard that the pass was dead.
 */
export type PassageFlag = 'replay' | 'revoked' | 'late';

/** Somebody at a door. The id comes from the door and its event, so that it is one however often it is told. */
export interface PassageEntity {
  communityId: string;
  id: string;
  deviceId: string;
  /** 北门, as it was called then. */
  place: string;
  passId: string | null;
  /** Somebody who lives here, at a door of their own. */
  accountId: string | null;
  houseId: string | null;
  who: string | null;
  plate: string | null;
  direction: Direction;
  at: Date;
  receivedAt: Date;
  way: PassageWay;
  admitted: boolean;
  reason: DoorRefusal | null;
  flag: PassageFlag | null;
  /** The door decided alone. */
  offline: boolean;
  staffId: string | null;
  staffName: string | null;
  note: string | null;
}

export const PassageEntity = new EntitySchema<PassageEntity>({
  name: 'passage',
  tableName: 'passage',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    deviceId: id('device_id'),
    place: string(120),
    passId: id('pass_id', nullable),
    accountId: id('account_id', nullable),
    houseId: id('house_id', nullable),
    who: string(60, undefined, nullable),
    plate: string(12, undefined, nullable),
    direction: string(4),
    at: time(),
    receivedAt: time('received_at'),
    way: string(10),
    admitted: bool(),
    reason: string(12, undefined, nullable),
    flag: string(10, undefined, nullable),
    offline: bool(),
    staffId: id('staff_id', nullable),
    staffName: string(60, 'staff_name', nullable),
    note: string(200, undefined, nullable),
  },
});

/** What a resident did last at a door; locked while the next is judged. */
export interface OwnDoorUseEntity {
  communityId: string;
  deviceId: string;
  accountId: string;
  /** Of the last code that let them in; 0: none yet. */
  lastStep: number;
  /** Milliseconds by the wall's clock. */
  usedAt: number;
}

export const OwnDoorUseEntity = new EntitySchema<OwnDoorUseEntity>({
  name: 'own_door_use',
  tableName: 'own_door_use',
  columns: {
    communityId: key('community_id'),
    deviceId: key('device_id'),
    accountId: key('account_id'),
    lastStep: fen('last_step'),
    usedAt: fen('used_at'),
  },
});

/** Counted up by every change of passes and gate groups: while it stands, lists of doors need not be made anew. */
export interface DoorListRevisionEntity {
  communityId: string;
  revision: number;
}

export const DoorListRevisionEntity = new EntitySchema<DoorListRevisionEntity>({
  name: 'door_list_revision',
  tableName: 'door_list_revision',
  columns: { communityId: key('community_id'), revision: fen() },
});

export const accessEntities = [
  GateGroupEntity,
  GateGroupDeviceEntity,
  VisitorPassEntity,
  AccessDigitsEntity,
  AccessKeypadEntity,
  PassageEntity,
  OwnDoorUseEntity,
  DoorListRevisionEntity,
  TerminalPostEntity,
];
