import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';
import { partitionByMonth } from '../src/platform/database/partitions.js';

const nullable = { isNullable: true } as const;

/** What devices report and what they are told; and the names under which processes listen to a broker. */
export class Telemetry1764000011200 implements MigrationInterface {
  name = 'Telemetry1764000011200';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'device_reading',
      // The time is part of the key, or the table could not lie in parts by it.
      primary: ['community_id', 'device_id', 'at', 'seq'],
      columns: [c.id('community_id'), c.id('device_id'), c.time('at'), c.bigint('seq'), c.text('body')],
    });
    await partitionByMonth(runner, 'device_reading', 'at');
    await createTable(runner, {
      name: 'device_latest',
      primary: ['community_id', 'device_id'],
      columns: [c.id('community_id'), c.id('device_id'), c.time('at'), c.text('body')],
    });
    await createTable(runner, {
      name: 'device_rollup',
      primary: ['community_id', 'device_id', 'step', 'at'],
      columns: [c.id('community_id'), c.id('device_id'), c.string('step', 4), c.time('at'), c.text('body')],
      indexes: [{ columns: ['community_id', 'step', 'at'] }],
    });
    await createTable(runner, {
      name: 'device_rollup_due',
      primary: ['community_id', 'device_id', 'at'],
      columns: [c.id('community_id'), c.id('device_id'), c.time('at')],
    });
    await createTable(runner, {
      name: 'telemetry_refusal',
      primary: ['community_id', 'device_id', 'day', 'reason'],
      columns: [
        c.id('community_id'),
        c.id('device_id'),
        c.string('day', 10),
        c.string('reason', 12),
        c.int('count'),
        c.time('last_at'),
        c.time('claimed_at', nullable),
        c.string('sample', 500),
      ],
      indexes: [{ columns: ['day'] }],
    });
    await createTable(runner, {
      name: 'telemetry_event',
      primary: ['community_id', 'device_id', 'event_id'],
      columns: [
        c.id('community_id'),
        c.id('device_id'),
        c.string('event_id', 64),
        c.string('type', 40),
        c.time('at'),
        c.bool('is_trusted'),
        c.time('received_at'),
        c.text('body'),
        c.string('state', 8),
      ],
      indexes: [{ columns: ['state', 'received_at'] }],
    });
    await createTable(runner, {
      name: 'device_command',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('device_id'),
        c.string('name', 40),
        c.text('args'),
        c.string('cause', 80),
        c.string('state', 8),
        c.int('sends'),
        c.time('issued_at'),
        c.time('expires_at'),
        c.time('ended_at', nullable),
        c.string('reason', 200, nullable),
        c.text('result', nullable),
      ],
      indexes: [{ columns: ['community_id', 'device_id', 'state'] }, { columns: ['state', 'expires_at'] }],
    });
    await createTable(runner, {
      name: 'process_slot',
      primary: ['name'],
      columns: [c.string('name', 40), c.string('family', 30), c.id('holder'), c.time('hold_until')],
      indexes: [{ columns: ['family'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      ...['process_slot', 'device_command', 'telemetry_event', 'telemetry_refusal', 'device_rollup_due'],
      ...['device_rollup', 'device_latest', 'device_reading'],
    );
  }
}
