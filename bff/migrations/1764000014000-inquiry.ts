import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** What a community knows, and the conversations in which it answers. */
export class Inquiry1764000014000 implements MigrationInterface {
  name = 'Inquiry1764000014000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'article',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('title', 40),
        c.text('questions'),
        c.text('answer'),
        c.string('source', 60),
        c.string('valid_from', 10, nullable),
        c.string('valid_until', 10, nullable),
        c.time('retired_at', nullable),
        c.int('version'),
        c.time('changed_at'),
        c.id('by_id'),
        c.string('by_name', 30),
      ],
    });
    await createTable(runner, {
      name: 'inquiry',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('account_id'),
        c.id('house_id'),
        c.string('status', 8),
        c.time('opened_at'),
        c.time('changed_at'),
        c.time('waiting_since', nullable),
        c.id('staff_id', nullable),
        c.string('staff_name', 30, nullable),
        c.id('repair_id', nullable),
        c.time('closed_at', nullable),
        c.string('last', 100),
        c.string('open_key', 60, nullable),
      ],
      indexes: [
        // One conversation a person and house: those that are over do not meet here.
        { columns: ['open_key'], unique: true },
        { columns: ['community_id', 'status', 'waiting_since', 'id'] },
        { columns: ['community_id', 'changed_at', 'id'] },
        { columns: ['account_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'inquiry_message',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('inquiry_id'),
        c.int('position'),
        c.time('at'),
        c.string('kind', 10),
        c.text('body'),
        c.id('by_id', nullable),
        c.string('by_name', 30, nullable),
        c.text('sources'),
        c.int('confidence_bp', nullable),
        c.string('link', 200, nullable),
      ],
      indexes: [{ columns: ['community_id', 'inquiry_id', 'position'], unique: true }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'inquiry_message', 'inquiry', 'article');
  }
}
