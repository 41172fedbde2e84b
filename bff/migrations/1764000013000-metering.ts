import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** What meters counted by the hour and the day, and what that gave away. */
export class Metering1764000013000 implements MigrationInterface {
  name = 'Metering1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'meter',
      primary: ['community_id', 'device_id'],
      columns: [
        c.id('community_id'),
        c.id('device_id'),
        c.string('kind', 8),
        c.id('house_id', nullable),
        c.id('building_id', nullable),
        c.time('first_at'),
        c.bigint('first_raw'),
        c.time('last_at'),
        c.bigint('last_raw'),
        c.int('over_count'),
        c.time('turn_at', nullable),
        c.bigint('turn_old', nullable),
        c.bigint('turn_fresh', nullable),
      ],
      indexes: [{ columns: ['community_id', 'house_id', 'kind'] }],
    });
    await createTable(runner, {
      name: 'meter_hour',
      primary: ['community_id', 'device_id', 'at'],
      columns: [c.id('community_id'), c.id('device_id'), c.time('at'), c.bigint('used'), c.bool('estimated')],
    });
    await createTable(runner, {
      name: 'meter_day',
      primary: ['community_id', 'device_id', 'day'],
      columns: [c.id('community_id'), c.id('device_id'), c.string('day', 10), c.bigint('used'), c.bool('estimated')],
    });
    await createTable(runner, {
      name: 'meter_finding',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('device_id'),
        c.id('house_id', nullable),
        c.id('building_id', nullable),
        c.string('kind', 10),
        c.bigint('figure'),
        c.time('opened_at'),
        c.time('closed_at', nullable),
        c.string('open_key', 40, nullable),
      ],
      indexes: [
        // One of a kind is open at a meter; those that are over do not meet here.
        { columns: ['community_id', 'open_key'], unique: true },
        { columns: ['community_id', 'device_id', 'opened_at'] },
        { columns: ['community_id', 'house_id', 'closed_at'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'meter_finding', 'meter_day', 'meter_hour', 'meter');
  }
}
