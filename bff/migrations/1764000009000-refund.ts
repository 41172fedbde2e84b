import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropColumns, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Money that goes back, and the second password that moves it. */
export class Refund1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    // When the person gave their password again; by the wall's clock.
    await addColumns(runner, 'session', [c.time('stepped_up_at', nullable)]);
    await createTable(runner, {
      name: 'refund',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 32),
        c.id('payment_id'),
        c.string('payment_number', 20),
        c.time('paid_at', nullable),
        c.string('order_number', 32, nullable),
        c.string('channel', 16),
        c.id('house_id'),
        c.bool('unwanted'),
        c.string('way', 10),
        c.string('status', 12),
        c.bigint('amount_fen'),
        c.bigint('total_fen'),
        c.string('reason', 80),
        c.bool('large'),
        c.string('attention', 12, nullable),
        c.time('requested_at'),
        c.id('requested_by', nullable),
        c.string('requested_by_name', 30, nullable),
        c.time('decided_at', nullable),
        c.id('decided_by', nullable),
        c.string('decided_by_name', 30, nullable),
        c.string('decision', 200, nullable),
        c.time('sent_at', nullable),
        c.int('polls'),
        c.time('accepted_at', nullable),
        c.string('channel_refund_id', 64, nullable),
        c.string('received_account', 64, nullable),
        c.time('done_at', nullable),
        c.string('settled_way', 10, nullable),
        c.string('settled_note', 200, nullable),
        c.string('settled_by_name', 30, nullable),
        c.time('settled_at', nullable),
        c.id('again_of', nullable),
      ],
      indexes: [
        // The channel's notices and statements know the number alone.
        { columns: ['number'], unique: true },
        { columns: ['payment_id'] },
        { columns: ['community_id', 'status', 'requested_at'] },
        { columns: ['community_id', 'channel', 'accepted_at'] },
      ],
    });
    await createTable(runner, {
      name: 'refund_part',
      primary: ['community_id', 'refund_id', 'position'],
      columns: [
        c.id('community_id'),
        c.id('refund_id'),
        c.int('position'),
        c.id('payment_id'),
        c.id('bill_id', nullable),
        c.string('source', 8),
        c.string('fee_kind', 20, nullable),
        c.string('label', 80),
        c.bigint('amount_fen'),
        c.string('taken_from', 12, nullable),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'refund_part', 'refund');
    await dropColumns(runner, 'session', ['stepped_up_at']);
  }
}
