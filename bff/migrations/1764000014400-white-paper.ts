import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

/** White papers: a month of service, computed once, with the requests behind each of its numbers. */
export class WhitePaper1764000014400 implements MigrationInterface {
  name = 'WhitePaper1764000014400';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'white_paper',
      // A month has one, whoever computes it at the same time.
      primary: ['community_id', 'period'],
      columns: [
        c.id('community_id'),
        c.string('period', 7),
        c.id('id'),
        c.time('generated_at'),
        c.int('requests'),
        c.int('kept_bp', { isNullable: true }),
        c.int('stars_tenths', { isNullable: true }),
        c.int('policy_version'),
        c.text('body'),
        c.text('figures'),
      ],
      indexes: [{ columns: ['id'], unique: true }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'white_paper');
  }
}
