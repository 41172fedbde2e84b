import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

/** Bad ratings, the three levels that follow them up, and the plans that are published. */
export class FollowUp1764000014600 implements MigrationInterface {
  name = 'FollowUp1764000014600';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'follow_up',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.id('subject_id'),
        c.id('account_id', { isNullable: true }),
        c.id('house_id', { isNullable: true }),
        c.string('number', 16),
        c.string('title', 60),
        c.string('type_name', 20),
        c.string('place_label', 60),
        c.string('place', 60),
        c.int('stars'),
        c.string('words', 500),
        c.time('rated_at'),
        c.string('stage', 20),
        c.time('stage_at'),
        c.time('due_at', { isNullable: true }),
        c.time('plan_due_at'),
        c.int('late_calls'),
        c.text('cause', { isNullable: true }),
        c.time('published_at', { isNullable: true }),
        c.string('published_by', 30, { isNullable: true }),
        c.time('finished_at', { isNullable: true }),
        c.int('stars_after', { isNullable: true }),
        c.string('words_after', 500),
        c.time('rated_again_at', { isNullable: true }),
      ],
      indexes: [
        // A rating has one, however often it is told.
        { columns: ['community_id', 'subject_id'], unique: true },
        { columns: ['community_id', 'repair_id'] },
        { columns: ['community_id', 'due_at'] },
        { columns: ['community_id', 'published_at'] },
        { columns: ['account_id', 'rated_at'] },
        { columns: ['id'] },
      ],
    });
    await createTable(runner, {
      name: 'follow_up_note',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('follow_up_id'),
        c.string('level', 20),
        c.time('at'),
        c.id('by_id'),
        c.string('by_name', 30),
        c.string('outcome', 10),
        c.string('note', 500),
        c.string('owner_words', 500),
      ],
      indexes: [{ columns: ['community_id', 'follow_up_id'] }],
    });
    await createTable(runner, {
      name: 'follow_up_measure',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('follow_up_id'),
        c.int('position'),
        c.string('text', 200),
        c.string('responsible', 20),
        c.string('due_on', 10),
        c.time('done_at', { isNullable: true }),
        c.id('done_by_id', { isNullable: true }),
        c.string('done_by_name', 30, { isNullable: true }),
        c.string('done_note', 200, { isNullable: true }),
      ],
      indexes: [{ columns: ['community_id', 'follow_up_id'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'follow_up_measure', 'follow_up_note', 'follow_up');
  }
}
