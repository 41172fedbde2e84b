import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** What the office tells people, and who has read it. */
export class Announcement1764000013800 implements MigrationInterface {
  name = 'Announcement1764000013800';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'announcement',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('kind', 10),
        c.string('status', 10),
        c.string('title', 40),
        c.text('body'),
        c.text('audience'),
        c.text('file_ids'),
        c.bool('pinned'),
        c.string('outage_kind', 8, nullable),
        c.time('outage_from', nullable),
        c.time('outage_until', nullable),
        c.time('publish_at', nullable),
        c.time('published_at', nullable),
        c.time('withdrawn_at', nullable),
        c.string('withdrawn_why', 200, nullable),
        c.int('reminders'),
        c.time('reminded_at', nullable),
        c.time('remind_at', nullable),
        c.int('version'),
        c.time('created_at'),
        c.time('changed_at'),
        c.id('by_id'),
        c.string('by_name', 30),
      ],
      indexes: [
        { columns: ['community_id', 'status', 'pinned', 'published_at', 'id'] },
        { columns: ['community_id', 'changed_at', 'id'] },
        { columns: ['community_id', 'outage_until'] },
      ],
    });
    await createTable(runner, {
      name: 'announcement_read',
      primary: ['community_id', 'announcement_id', 'account_id'],
      columns: [c.id('community_id'), c.id('announcement_id'), c.id('account_id'), c.time('at')],
      indexes: [{ columns: ['account_id', 'announcement_id'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'announcement_read', 'announcement');
  }
}
