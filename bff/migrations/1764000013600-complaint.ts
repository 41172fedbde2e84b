import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropColumns, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;
const byKind = [{ columns: ['community_id', 'kind', 'id'] }];

/** A request may be a complaint; what each household said of it, the answers, and what was published. */
export class Complaint1764000013600 implements MigrationInterface {
  name = 'Complaint1764000013600';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await addColumns(runner, 'repair', [c.string('kind', 10, { default: "'repair'" })], byKind);
    await createTable(runner, {
      name: 'complaint_report',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 16),
        c.id('complaint_id'),
        c.id('origin_id'),
        c.string('channel', 12),
        c.id('reporter_id', nullable),
        c.id('staff_reporter_id', nullable),
        c.id('house_id', nullable),
        c.string('house_label', 60),
        c.string('contact_name', 30, nullable),
        c.string('contact_phone_encrypted', 200, nullable),
        c.bool('anonymous'),
        c.time('created_at'),
        c.time('joined_at', nullable),
        c.string('nod', 8, nullable),
        c.int('nod_round'),
        c.int('objections'),
        c.int('stars', nullable),
        c.string('rating_text', 500, nullable),
        c.time('rated_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'complaint_id'] },
        { columns: ['community_id', 'origin_id'] },
        { columns: ['community_id', 'number'] },
        { columns: ['reporter_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'complaint_said',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('report_id'),
        c.id('event_id'),
        c.string('kind', 8),
        c.time('at'),
        c.text('words'),
        c.text('field_words'),
      ],
      indexes: [{ columns: ['community_id', 'report_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'complaint_answer',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('complaint_id'),
        c.int('round'),
        c.text('text'),
        c.id('by_id'),
        c.string('by_name', 30),
        c.time('at'),
      ],
      indexes: [{ columns: ['community_id', 'complaint_id', 'round'], unique: true }],
    });
    await createTable(runner, {
      name: 'complaint_outcome',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('state', 10),
        c.string('title', 60),
        c.text('text'),
        c.string('category_id', 32),
        c.int('households'),
        c.time('reported_at'),
        c.id('written_by_id'),
        c.string('written_by_name', 30),
        c.id('decided_by_id', nullable),
        c.string('decided_by_name', 30, nullable),
        c.string('reason', 200, nullable),
        c.time('updated_at'),
        c.time('published_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'published_at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'complaint_outcome', 'complaint_answer', 'complaint_said', 'complaint_report');
    await dropColumns(runner, 'repair', ['kind'], byKind);
  }
}
