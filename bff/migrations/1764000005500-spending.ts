import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Expenses, public revenue and the maintenance fund's movements, with their vouchers and the second person's word. */
export class Spending1764000005500 implements MigrationInterface {
  name = 'Spending1764000005500';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'spending',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 20),
        c.string('kind', 16),
        c.string('category', 16),
        c.bigint('amount_fen'),
        c.string('day', 10),
        c.string('account', 8),
        c.string('funded_by', 16, nullable),
        c.string('supplier', 60, nullable),
        c.string('memo', 100),
        c.id('order_id', nullable),
        c.string('order_number', 20, nullable),
        c.id('building_id', nullable),
        c.id('unit_id', nullable),
        c.string('place_label', 60, nullable),
        c.string('device_label', 60, nullable),
        c.int('vouchers'),
        c.bool('vouchers_public'),
        c.string('state', 10),
        c.id('entered_by'),
        c.string('entered_by_name', 60),
        c.time('entered_at'),
        c.id('decided_by', nullable),
        c.string('decided_by_name', 60, nullable),
        c.time('decided_at', nullable),
        c.string('reason', 200, nullable),
        c.id('reversed_by', nullable),
        c.string('reversed_by_name', 60, nullable),
        c.time('reversed_at', nullable),
        c.id('entry_id', nullable),
        c.id('reversal_entry_id', nullable),
        c.id('corrects_id', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'day', 'id'] },
        { columns: ['community_id', 'state', 'id'] },
        { columns: ['community_id', 'supplier', 'id'] },
        { columns: ['community_id', 'entry_id'] },
        { columns: ['community_id', 'reversal_entry_id'] },
        // One is corrected once; those that correct nothing do not meet here.
        { columns: ['community_id', 'corrects_id'], unique: true },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'spending');
  }
}
