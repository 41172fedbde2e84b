import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

/** Published finance reports: written once, each bound to a seal of the books and to the report before it. */
export class Disclosure1764000010000 implements MigrationInterface {
  name = 'Disclosure1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'finance_report',
      // A month is published once, whoever tries at the same time.
      primary: ['community_id', 'period'],
      columns: [
        c.id('community_id'),
        c.string('period', 7),
        c.id('id'),
        c.time('published_at'),
        c.id('published_by', { isNullable: true }),
        c.bigint('income_fen'),
        c.bigint('expense_fen'),
        c.int('entries'),
        c.int('chain_seq'),
        c.string('chain_hash', 64),
        c.string('previous_hash', 64, { isNullable: true }),
        c.string('body_hash', 64),
        c.text('body'),
      ],
      indexes: [{ columns: ['id'], unique: true }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'finance_report');
  }
}
