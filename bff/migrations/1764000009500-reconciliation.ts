import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Statements of the channels, what of them agrees with our books, and what became of the rest. */
export class Reconciliation1764000009500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'statement',
      primary: ['channel', 'day'],
      columns: [
        c.string('channel', 8),
        c.string('day', 10),
        c.time('fetched_at'),
        c.int('row_count'),
        c.string('hash', 40, nullable),
        c.bigint('balance_fen', nullable),
      ],
    });
    await createTable(runner, {
      name: 'statement_row',
      primary: ['community_id', 'channel', 'row_key'],
      columns: [
        c.id('community_id'),
        c.string('channel', 8),
        c.string('row_key', 66),
        c.string('day', 10),
        c.string('what', 8),
        c.string('number', 64),
        c.string('order_number', 64),
        c.time('at'),
        c.bigint('amount_fen'),
        c.bigint('fee_fen'),
        c.string('state', 8),
        c.id('matched_id', nullable),
        c.bigint('ours_fen', nullable),
        c.id('house_id', nullable),
        c.string('title', 80, nullable),
      ],
      indexes: [{ columns: ['community_id', 'channel', 'day', 'at'] }, { columns: ['number'] }],
    });
    await createTable(runner, {
      name: 'fund_row',
      primary: ['channel', 'id'],
      columns: [
        c.string('channel', 8),
        c.id('id'),
        c.string('day', 10),
        c.time('at'),
        c.string('kind', 12),
        c.bigint('amount_fen'),
        c.bigint('fee_fen'),
        c.bigint('balance_fen'),
        c.string('voucher_no', 64),
        c.id('community_id', nullable),
      ],
      indexes: [{ columns: ['channel', 'day'] }],
    });
    await createTable(runner, {
      name: 'reconciliation',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('channel', 8),
        c.string('day', 10),
        c.string('state', 8),
        c.time('fetched_at', nullable),
        c.time('compared_at', nullable),
        c.bigint('fee_fen'),
        c.bigint('counted_fen', nullable),
        c.bigint('banked_fen'),
        c.bigint('count_fee_fen'),
        c.string('count_note', 200, nullable),
        c.string('counted_by_name', 30, nullable),
        c.time('counted_at', nullable),
        c.time('closed_at', nullable),
        c.string('closed_by_name', 30, nullable),
        c.time('reminded_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'channel', 'day'], unique: true }],
    });
    await createTable(runner, {
      name: 'reconcile_difference',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('reconciliation_id'),
        c.string('channel', 8),
        c.string('day', 10),
        c.string('kind', 14),
        c.string('reason', 20),
        c.string('what', 8),
        c.string('number', 64),
        c.string('order_number', 64),
        c.time('at'),
        c.bigint('ours_fen', nullable),
        c.bigint('theirs_fen', nullable),
        c.id('payment_id', nullable),
        c.id('refund_id', nullable),
        c.id('house_id', nullable),
        c.string('title', 80, nullable),
        c.text('receipt', nullable),
        c.time('asked_at', nullable),
        c.time('wait_until', nullable),
        c.string('wait_note', 200, nullable),
        c.string('waited_by_name', 30, nullable),
        c.string('decision', 10, nullable),
        c.string('decision_reason', 200, nullable),
        c.string('decided_by_name', 30, nullable),
        c.time('decided_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'reconciliation_id'] },
        { columns: ['community_id', 'channel', 'decided_at'] },
        { columns: ['number'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'reconcile_difference', 'reconciliation', 'fund_row', 'statement_row', 'statement');
  }
}
