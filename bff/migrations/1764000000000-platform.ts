import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const queue = async (runner: QueryRunner, name: string): Promise<void> => {
  const c = columnsFor(runner);
  await createTable(runner, {
    name,
    primary: ['id'],
    columns: [
      c.id('id'),
      c.id('community_id', { isNullable: true }),
      c.string('topic', 60),
      c.text('payload'),
      c.string('state', 8),
      c.time('due_at'),
      c.int('attempts'),
      c.time('hold_until', { isNullable: true }),
      c.id('lease', { isNullable: true }),
      c.string('last_error', 500, { isNullable: true }),
      c.time('created_at'),
      c.time('ended_at', { isNullable: true }),
    ],
    indexes: [{ columns: ['state', 'due_at'] }, { columns: ['community_id', 'state'] }],
  });
};

/** What every feature stands on: clock, sessions, idempotency keys, outbox, timers, audit log. */
export class Platform1764000000000 implements MigrationInterface {
  name = 'Platform1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'clock',
      primary: ['id'],
      columns: [c.id('id'), c.time('real_at'), c.time('virtual_at'), c.int('speed')],
    });
    await createTable(runner, {
      name: 'session',
      primary: ['id'],
      columns: [
        c.string('id', 64),
        c.string('actor_kind', 8),
        c.id('actor_id'),
        c.time('created_at'),
        c.time('last_seen_at'),
        // 30 days in milliseconds do not fit an int
        c.bigint('idle_ms'),
        c.time('expires_at'),
        c.time('revoked_at', { isNullable: true }),
      ],
      indexes: [{ columns: ['actor_kind', 'actor_id'] }, { columns: ['expires_at'] }],
    });
    await createTable(runner, {
      name: 'idempotency',
      primary: ['actor', 'route', 'client_key'],
      columns: [
        c.string('actor', 40),
        c.string('route', 60),
        c.string('client_key', 80),
        c.string('input_hash', 64),
        c.text('result'),
        c.time('created_at'),
      ],
      indexes: [{ columns: ['created_at'] }],
    });
    await queue(runner, 'outbox');
    await queue(runner, 'timer');
    await createTable(runner, {
      name: 'audit_log',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.time('at'),
        c.string('actor_kind', 12),
        c.id('actor_id', { isNullable: true }),
        c.string('actor_name', 60),
        c.string('action', 60),
        c.string('subject_kind', 30),
        c.id('subject_id', { isNullable: true }),
        c.string('subject', 120),
        c.string('reason', 300, { isNullable: true }),
        c.string('request_id', 40, { isNullable: true }),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'audit_log', 'timer', 'outbox', 'idempotency', 'session', 'clock');
  }
}
