import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Money of houses beside their bills: prepayments, deposits, coupons, reminders, opening imports; policy of money. */
export class Account1764000007000 implements MigrationInterface {
  name = 'Account1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'money_policy',
      primary: ['community_id', 'version'],
      columns: [
        c.id('community_id'),
        c.int('version'),
        c.text('body'),
        c.time('at'),
        c.id('by_id', nullable),
        c.string('by_name', 30),
        c.string('reason', 200),
      ],
    });
    await createTable(runner, {
      name: 'house_balance',
      primary: ['community_id', 'house_id'],
      columns: [
        c.id('community_id'),
        c.id('house_id'),
        c.bigint('balance_fen'),
        c.bool('auto_offset'),
        c.time('updated_at'),
      ],
    });
    await createTable(runner, {
      name: 'balance_movement',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.time('at'),
        c.string('kind', 12),
        c.string('cause_kind', 20),
        c.string('cause_id', 60),
        c.bigint('amount_fen'),
        c.bigint('balance_fen'),
        c.string('words', 100),
      ],
      indexes: [
        // One movement a cause and house: the second try finds the first one's.
        { columns: ['community_id', 'house_id', 'cause_kind', 'cause_id'], unique: true },
        { columns: ['community_id', 'house_id', 'at', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'deposit',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 20),
        c.id('house_id'),
        c.string('kind', 12),
        c.bigint('amount_fen'),
        c.string('method', 8),
        c.string('note', 200, nullable),
        c.string('status', 10),
        c.time('taken_at'),
        c.id('taken_by'),
        c.string('taken_by_name', 30),
        c.time('returned_at', nullable),
        c.id('returned_by', nullable),
        c.string('returned_by_name', 30, nullable),
        c.string('return_method', 8, nullable),
        c.bigint('return_fen', nullable),
        c.bigint('deducted_fen', nullable),
        c.string('deduct_reason', 200, nullable),
      ],
      indexes: [
        { columns: ['community_id', 'number'], unique: true },
        { columns: ['community_id', 'status', 'id'] },
        { columns: ['community_id', 'house_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'deposit_number',
      primary: ['community_id', 'day'],
      columns: [c.id('community_id'), c.string('day', 8), c.int('last_number')],
    });
    await createTable(runner, {
      name: 'coupon',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.string('fee_kind', 20),
        c.bigint('amount_fen'),
        // Its last day, YYYY-MM-DD.
        c.string('valid_until', 10),
        c.string('status', 10),
        c.string('reason', 100),
        c.string('cause_kind', 20),
        c.string('cause_id', 60),
        c.time('issued_at'),
        c.id('used_by', nullable),
        c.id('bill_id', nullable),
        c.bigint('used_fen'),
        c.time('ended_at', nullable),
      ],
      indexes: [
        // One coupon a cause and house.
        { columns: ['community_id', 'house_id', 'cause_kind', 'cause_id'], unique: true },
        { columns: ['community_id', 'house_id', 'status'] },
        { columns: ['community_id', 'status', 'id'] },
        { columns: ['community_id', 'used_by'] },
        { columns: ['community_id', 'bill_id'] },
      ],
    });
    await createTable(runner, {
      name: 'bill_reminder',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        // The due day whose stages run, and the stage of it: d-3, d20; by hand: h2025-11-27.
        c.string('anchor', 10),
        c.string('stage', 12),
        c.int('stage_days', nullable),
        c.time('at'),
        c.bigint('due_fen'),
        c.id('by_id', nullable),
        c.string('by_name', 30, nullable),
      ],
      indexes: [
        { columns: ['community_id', 'house_id', 'anchor', 'stage'], unique: true },
        { columns: ['community_id', 'house_id', 'at'] },
      ],
    });
    await createTable(runner, {
      name: 'arrears_import',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('file_name', 120),
        c.string('file_key', 80),
        c.string('status', 10),
        c.time('created_at'),
        c.string('created_by_name', 30),
        c.time('applied_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'created_at'] }],
    });
    await createTable(runner, {
      name: 'arrears_import_row',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('import_id'),
        c.int('position'),
        c.string('state', 8),
        c.id('house_id', nullable),
        c.bigint('arrears_fen'),
        c.bigint('prepaid_fen'),
        // Cells and what they were understood as: remarks may name people.
        c.text('content_encrypted'),
      ],
      indexes: [{ columns: ['community_id', 'import_id', 'position'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'arrears_import_row',
      'arrears_import',
      'bill_reminder',
      'coupon',
      'deposit_number',
      'deposit',
      'balance_movement',
      'house_balance',
      'money_policy',
    );
  }
}
