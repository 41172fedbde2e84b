import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Electronic invoices of payments, what is wanted of each, and the title books of owners. */
export class Invoice1764000010200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'invoice',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('payment_id'),
        c.int('seq'),
        c.string('payment_number', 20),
        c.id('house_id'),
        c.id('account_id', nullable),
        c.string('status', 16),
        c.bigint('amount_fen'),
        c.string('title_kind', 10),
        c.string('title_name', 100),
        c.string('title_tax_no', 20, nullable),
        c.text('line_items'),
        c.string('remark', 200),
        c.string('request_no', 64),
        c.int('attempt'),
        c.time('sent_at', nullable),
        c.int('looks'),
        c.string('reason', 200, nullable),
        c.string('attention', 16, nullable),
        c.time('next_look_at', nullable),
        c.time('created_at'),
        c.string('invoice_no', 20, nullable),
        c.time('issued_at', nullable),
        c.string('reverse_cause', 8, nullable),
        c.string('reverse_reason', 80, nullable),
        c.id('reversed_by', nullable),
        c.string('reversed_by_name', 30, nullable),
        c.string('reverse_no', 64, nullable),
        c.int('reverse_attempt'),
        c.string('red_invoice_no', 20, nullable),
        c.time('reversed_at', nullable),
      ],
      indexes: [
        // One paper a turn of a payment, whoever comes first.
        { columns: ['payment_id', 'seq'], unique: true },
        { columns: ['request_no'], unique: true },
        { columns: ['community_id', 'status', 'id'] },
        { columns: ['community_id', 'house_id'] },
        { columns: ['account_id'] },
      ],
    });
    await createTable(runner, {
      name: 'invoice_claim',
      primary: ['community_id', 'payment_id'],
      columns: [
        c.id('community_id'),
        c.id('payment_id'),
        c.bool('wanted'),
        c.string('title_kind', 10),
        c.string('title_name', 100),
        c.string('title_tax_no', 20, nullable),
        c.time('created_at'),
      ],
    });
    await createTable(runner, {
      name: 'invoice_title',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.id('account_id'),
        c.string('kind', 10),
        c.string('name', 100),
        c.string('tax_no', 20, nullable),
        c.bool('is_default'),
        c.time('created_at'),
      ],
      indexes: [{ columns: ['account_id'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'invoice_title', 'invoice_claim', 'invoice');
  }
}
