import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Payments, what they were for, what happened to them, consents, and what channels told us. */
export class Payment1764000008000 implements MigrationInterface {
  name = 'Payment1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'payment',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 20),
        c.id('house_id'),
        c.string('channel', 16),
        c.string('status', 10),
        c.string('title', 80),
        c.string('order_number', 32, nullable),
        c.bigint('amount_fen'),
        c.bigint('coupon_fen'),
        c.bigint('prepaid_fen'),
        c.bigint('top_up_fen'),
        c.bigint('refunded_fen'),
        c.id('payer_id', nullable),
        c.id('consent_id', nullable),
        c.id('collector_id', nullable),
        c.string('collector_name', 30, nullable),
        c.bool('held'),
        c.text('pay_arguments', nullable),
        c.string('transaction_id', 64, nullable),
        c.bigint('paid_fen', nullable),
        c.time('paid_at', nullable),
        c.time('created_at'),
        c.time('expire_at', nullable),
        c.time('pay_until', nullable),
        c.time('settled_at', nullable),
        c.time('closed_at', nullable),
        c.string('close_reason', 16, nullable),
        c.string('reference', 60, nullable),
        c.string('note', 200, nullable),
        c.id('assisted_by_id', nullable),
        c.string('assisted_by_name', 30, nullable),
        c.id('signature_file_id', nullable),
        c.time('reversed_at', nullable),
        c.id('reversed_by_id', nullable),
        c.string('reversed_by_name', 30, nullable),
        c.string('reverse_reason', 200, nullable),
      ],
      indexes: [
        { columns: ['order_number'], unique: true },
        // One charge of a channel pays one order, whatever is told about it.
        { columns: ['transaction_id'], unique: true },
        { columns: ['community_id', 'number'], unique: true },
        { columns: ['community_id', 'house_id', 'id'] },
        { columns: ['community_id', 'status', 'id'] },
        { columns: ['community_id', 'paid_at'] },
        { columns: ['community_id', 'collector_id', 'settled_at'] },
        { columns: ['community_id', 'reversed_at'] },
        { columns: ['id'] },
      ],
    });
    await createTable(runner, {
      name: 'payment_number',
      primary: ['community_id', 'day'],
      columns: [c.id('community_id'), c.string('day', 8), c.int('last_number')],
    });
    await createTable(runner, {
      name: 'payment_allocation',
      primary: ['community_id', 'payment_id', 'position'],
      columns: [
        c.id('community_id'),
        c.id('payment_id'),
        c.int('position'),
        c.id('bill_id', nullable),
        c.string('source', 8),
        c.id('coupon_id', nullable),
        c.string('fee_kind', 20, nullable),
        c.string('title', 80),
        c.bigint('amount_fen'),
        c.bigint('late_fen'),
        c.bigint('refunded_fen'),
      ],
      indexes: [{ columns: ['community_id', 'bill_id'] }],
    });
    await createTable(runner, {
      name: 'payment_event',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('payment_id'),
        c.time('at'),
        c.string('kind', 12),
        c.string('detail', 200, nullable),
        c.string('by_name', 30, nullable),
      ],
      indexes: [{ columns: ['community_id', 'payment_id', 'id'] }],
    });
    await createTable(runner, {
      name: 'pay_consent',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.string('code_hash', 64),
        c.string('code_encrypted', 200),
        c.text('bill_ids'),
        c.id('created_by'),
        c.time('created_at'),
        c.time('expires_at'),
        c.time('revoked_at', nullable),
      ],
      indexes: [{ columns: ['code_hash'], unique: true }, { columns: ['community_id', 'house_id', 'id'] }],
    });
    await createTable(runner, {
      name: 'channel_notification',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.string('channel', 8),
        c.string('provider_id', 128),
        c.string('kind', 8),
        c.string('state', 16),
        c.string('app_id', 32),
        c.string('merchant_id', 32),
        c.string('order_number', 64),
        c.string('transaction_id', 64),
        c.string('refund_number', 64, nullable),
        c.string('refund_id', 64, nullable),
        c.string('payer_hash', 64, nullable),
        c.string('trade_type', 16, nullable),
        c.string('currency', 8, nullable),
        c.bigint('amount_fen'),
        c.bigint('refund_fen', nullable),
        c.time('succeeded_at', nullable),
        c.time('received_at'),
        c.string('status', 8),
        c.string('outcome', 40, nullable),
        c.time('acted_at', nullable),
      ],
      indexes: [
        { columns: ['channel', 'provider_id'], unique: true },
        { columns: ['order_number'] },
        { columns: ['status', 'received_at'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'channel_notification',
      'pay_consent',
      'payment_event',
      'payment_allocation',
      'payment_number',
      'payment',
    );
  }
}
