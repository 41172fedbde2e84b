import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

/** Requests, their work orders and history; stored files; ratings; the inbox and the ledger of subscribe messages. */
export class Repairs1764000003000 implements MigrationInterface {
  name = 'Repairs1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    const nullable = { isNullable: true };
    await createTable(runner, {
      name: 'stored_file',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.string('uploader_kind', 8),
        c.id('uploader_id'),
        c.string('kind', 8),
        c.string('storage_key', 120),
        c.string('thumb_key', 120, nullable),
        c.string('mime', 80),
        c.int('bytes'),
        c.int('width', nullable),
        c.int('height', nullable),
        c.int('duration_ms', nullable),
        c.time('created_at'),
        // set once, when a command takes the file
        c.id('community_id', nullable),
        c.string('subject_kind', 20, nullable),
        c.id('subject_id', nullable),
        c.int('position'),
      ],
      indexes: [{ columns: ['subject_id'] }, { columns: ['created_at'] }],
    });
    await createTable(runner, {
      name: 'repair_number',
      primary: ['community_id', 'day'],
      columns: [c.id('community_id'), c.string('day', 8), c.int('last_number')],
    });
    await createTable(runner, {
      name: 'repair',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 16),
        c.string('channel', 12),
        c.id('reporter_id', nullable),
        c.id('staff_reporter_id', nullable),
        c.id('house_id', nullable),
        c.id('area_id', nullable),
        c.string('place_label', 60),
        c.string('place_code', 24),
        c.string('spot', 20, nullable),
        c.string('problem_type_id', 32),
        c.string('title', 60),
        c.string('urgency', 10),
        c.string('emergency', 40, nullable),
        c.text('body', nullable),
        c.time('preferred_from', nullable),
        c.time('preferred_to', nullable),
        c.string('contact_name', 30, nullable),
        c.string('contact_phone_encrypted', 200, nullable),
        c.string('status', 10),
        c.string('moderation', 8),
        c.string('moderation_reason', 200, nullable),
        c.time('respond_due_at'),
        c.time('arrive_due_at', nullable),
        c.time('finish_due_at'),
        c.time('created_at'),
        c.time('updated_at'),
        c.time('done_at', nullable),
        c.time('closed_at', nullable),
        c.string('latest', 80),
        c.int('stars', nullable),
        c.string('rating_text', 500, nullable),
        c.time('rated_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'status', 'created_at'] },
        { columns: ['community_id', 'house_id', 'created_at'] },
        { columns: ['reporter_id', 'status'] },
        { columns: ['community_id', 'number'], unique: true },
        { columns: ['community_id', 'done_at'] },
      ],
    });
    await createTable(runner, {
      name: 'work_order',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.string('department', 20),
        c.string('status', 10),
        c.id('worker_id', nullable),
        c.string('worker_name', 30, nullable),
        c.string('dispatch_note', 200, nullable),
        c.time('assigned_at', nullable),
        c.time('accepted_at', nullable),
        c.time('arrived_at', nullable),
        c.time('finished_at', nullable),
        c.string('result', 500, nullable),
        c.time('created_at'),
      ],
      indexes: [{ columns: ['community_id', 'repair_id'] }, { columns: ['community_id', 'worker_id', 'status'] }],
    });
    await createTable(runner, {
      name: 'work_order_step',
      primary: ['community_id', 'order_id', 'step_id'],
      columns: [
        c.id('community_id'),
        c.id('order_id'),
        c.string('step_id', 40),
        c.time('done_at'),
        c.time('recorded_at'),
        c.string('note', 300, nullable),
      ],
    });
    await createTable(runner, {
      name: 'repair_event',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.id('order_id', nullable),
        c.time('at'),
        c.time('recorded_at'),
        c.string('kind', 20),
        c.string('actor_kind', 8),
        c.id('actor_id', nullable),
        c.string('actor_name', 30),
        c.string('body', 1000, nullable),
        c.string('detail', 200, nullable),
        c.bool('to_owner'),
        // kept from workers until somebody let it pass
        c.bool('held'),
      ],
      indexes: [{ columns: ['community_id', 'repair_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'inbox_message',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.id('account_id'),
        c.id('community_id'),
        c.string('title', 40),
        c.string('body', 300),
        c.string('link', 200, nullable),
        c.time('at'),
        c.time('read_at', nullable),
      ],
      indexes: [{ columns: ['account_id', 'at'] }, { columns: ['account_id', 'read_at'] }],
    });
    await createTable(runner, {
      name: 'subscription_quota',
      primary: ['account_id', 'template_id'],
      columns: [c.id('account_id'), c.string('template_id', 64), c.int('remaining'), c.time('updated_at')],
    });
    await createTable(runner, {
      name: 'message_delivery',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.id('community_id'),
        c.id('account_id'),
        c.string('template_id', 64),
        // sending: the call may or may not have been made; it is never made again
        c.string('state', 10),
        c.string('error', 200, nullable),
        c.time('created_at'),
        c.time('ended_at', nullable),
      ],
      indexes: [{ columns: ['account_id', 'created_at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'message_delivery',
      'subscription_quota',
      'inbox_message',
      'repair_event',
      'work_order_step',
      'work_order',
      'repair',
      'repair_number',
      'stored_file',
    );
  }
}
