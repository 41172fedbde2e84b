import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Rules of alarms by version, alarms with their history, what is remembered of each device, and what devices told. */
export class Alarm1764000011800 implements MigrationInterface {
  name = 'Alarm1764000011800';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'alarm',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('source', 8),
        c.string('rule_id', 40, nullable),
        c.string('camera_kind', 16, nullable),
        c.id('device_id', nullable),
        c.string('device_name', 60),
        c.string('place_label', 120),
        c.id('house_id', nullable),
        c.id('area_id', nullable),
        c.string('title', 80),
        c.string('detail', 200),
        c.string('severity', 10),
        c.int('severity_rank'),
        c.string('department', 20),
        c.string('status', 14),
        c.int('policy_version'),
        c.int('said_count'),
        c.time('first_at'),
        c.time('last_at'),
        c.time('raised_at'),
        c.time('normal_at', nullable),
        c.time('due_from', nullable),
        c.time('due_at', nullable),
        c.string('level', 10, nullable),
        c.int('calls'),
        c.time('next_step_at', nullable),
        c.id('holder_id', nullable),
        c.string('holder_name', 60, nullable),
        c.time('acknowledged_at', nullable),
        c.time('handled_at', nullable),
        c.time('closed_at', nullable),
        c.string('outcome', 8, nullable),
        c.id('repair_id', nullable),
        c.text('samples'),
        c.string('open_key', 80, nullable),
      ],
      indexes: [
        // One alarm a fault: those that are closed do not meet here.
        { columns: ['community_id', 'open_key'], unique: true },
        { columns: ['community_id', 'closed_at', 'severity_rank', 'id'] },
        { columns: ['community_id', 'device_id', 'id'] },
        { columns: ['community_id', 'repair_id'] },
      ],
    });
    await createTable(runner, {
      name: 'alarm_event',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('alarm_id'),
        c.time('at'),
        c.string('kind', 20),
        c.id('by_id', nullable),
        c.string('by_name', 60),
        c.string('words', 200),
        c.string('note', 500, nullable),
      ],
      indexes: [{ columns: ['community_id', 'alarm_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'alarm_watch',
      primary: ['community_id', 'device_id'],
      columns: [
        c.id('community_id'),
        c.id('device_id'),
        c.time('heard_at', nullable),
        c.bigint('heard_seq'),
        c.text('rules'),
        c.text('recent'),
      ],
    });
    await createTable(runner, {
      name: 'alarm_said',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('device_id'),
        c.string('kind', 20),
        c.time('at'),
        c.time('received_at'),
        c.string('words', 200, nullable),
        c.id('alarm_id', nullable),
        c.time('acted_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'alarm_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'alarm_policy',
      primary: ['community_id', 'version'],
      columns: [
        c.id('community_id'),
        c.int('version'),
        c.text('body'),
        c.time('at'),
        c.id('by_id', nullable),
        c.string('by_name', 30),
        c.string('reason', 200),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'alarm_policy', 'alarm_said', 'alarm_watch', 'alarm_event', 'alarm');
  }
}
