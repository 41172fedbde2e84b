import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';
import type { CommandState } from './control.machine.js';

/** What a device is told to do. */
export interface CommandEntity {
  communityId: string;
  id: string;
  deviceId: string;
  /** open */
  name: string;
  /** JSON. */
  args: string;
  /** What it comes of, as the feature that gave it says: access:remote-open:01J… */
  cause: string;
  status: CommandState;
  /** How often it went to the broker. */
  sends: number;
  /** Both by the wall's clock: a device has no other. */
  issuedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  /** Why the device did not do it. */
  reason: string | null;
  /** JSON that the device gave with its answer. */
  result: string | null;
}

export const CommandEntity = new EntitySchema<CommandEntity>({
  name: 'device_command',
  tableName: 'device_command',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    deviceId: id('device_id'),
    name: string(40),
    args: text(),
    cause: string(80),
    status: string(8, 'state'),
    sends: int(),
    issuedAt: time('issued_at'),
    expiresAt: time('expires_at'),
    endedAt: time('ended_at', nullable),
    reason: string(200, undefined, nullable),
    result: text(undefined, nullable),
  },
});

export const commandEntities = [CommandEntity];
