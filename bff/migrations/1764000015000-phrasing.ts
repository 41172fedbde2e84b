import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropColumns, dropTables } from '../src/platform/database/columns.js';

/** Whether a machine put an answer into its words (what was said before was not), and what the desk says again and again. */
export class Phrasing1764000015000 implements MigrationInterface {
  name = 'Phrasing1764000015000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await addColumns(runner, 'inquiry_message', [c.bool('phrased', { default: 0 })]);
    await createTable(runner, {
      name: 'canned_answer',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('title', 20),
        c.text('text'),
        c.int('version'),
        c.time('changed_at'),
        c.id('by_id'),
        c.string('by_name', 30),
      ],
      indexes: [{ columns: ['community_id', 'title'], unique: true }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'canned_answer');
    await dropColumns(runner, 'inquiry_message', ['phrased']);
  }
}
