import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Mandates of auto debit, what was taken by them, files for the bank and its answers, and what papay told us. */
export class Autodebit1764000010400 implements MigrationInterface {
  name = 'Autodebit1764000010400';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'debit_mandate',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.string('kind', 8),
        c.string('status', 8),
        c.id('account_id', nullable),
        c.string('contract_code', 32, nullable),
        c.string('contract_id', 64, nullable),
        c.bigint('limit_fen'),
        c.time('created_at'),
        c.time('asked_at'),
        c.time('signed_at', nullable),
        c.time('ended_at', nullable),
        c.string('end_reason', 8, nullable),
        c.string('end_note', 100, nullable),
        c.id('open_key', nullable),
        c.string('holder_encrypted', 255, nullable),
        c.string('card_encrypted', 255, nullable),
        c.string('card_tail', 4, nullable),
        c.string('bank_name', 30, nullable),
        c.string('agreement_no', 32, nullable),
        c.id('registered_by', nullable),
        c.string('registered_by_name', 60, nullable),
      ],
      indexes: [
        // A house has one at a time; those that have ended do not meet here.
        { columns: ['community_id', 'open_key'], unique: true },
        { columns: ['contract_code'], unique: true },
        { columns: ['community_id', 'status', 'id'] },
        { columns: ['community_id', 'house_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'debit',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('mandate_id'),
        c.id('house_id'),
        c.string('kind', 8),
        c.string('slot', 26),
        c.string('status', 10),
        c.bigint('amount_fen'),
        c.text('bill_ids'),
        c.string('day', 10),
        c.int('attempts'),
        c.id('payment_id', nullable),
        c.string('order_number', 32, nullable),
        c.string('reason', 200, nullable),
        c.id('batch_id', nullable),
        c.int('position'),
        c.time('created_at'),
        c.time('ended_at', nullable),
      ],
      indexes: [
        // Once a month, or once a batch, however many workers look.
        { columns: ['community_id', 'mandate_id', 'slot'], unique: true },
        { columns: ['community_id', 'status', 'day'] },
        { columns: ['community_id', 'batch_id', 'position'] },
        { columns: ['community_id', 'house_id', 'id'] },
        { columns: ['payment_id'] },
      ],
    });
    await createTable(runner, {
      name: 'debit_batch',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 20),
        c.string('status', 10),
        c.int('count'),
        c.bigint('total_fen'),
        c.text('file_encrypted'),
        c.string('file_hash', 64),
        c.time('exported_at'),
        c.id('exported_by'),
        c.string('exported_by_name', 60),
        c.string('withdrawn_why', 100, nullable),
      ],
    });
    await createTable(runner, {
      name: 'debit_result',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('batch_id'),
        c.string('file_hash', 64),
        c.string('file_name', 100),
        c.time('at'),
        c.id('by_id'),
        c.string('by_name', 60),
        c.int('paid'),
        c.int('failed'),
        c.int('faults'),
      ],
      indexes: [{ columns: ['community_id', 'batch_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'debit_notice',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.string('kind', 10),
        c.text('body'),
        c.time('received_at'),
        c.string('status', 8),
        c.string('outcome', 40, nullable),
        c.time('acted_at', nullable),
      ],
      indexes: [{ columns: ['status', 'received_at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'debit_notice', 'debit_result', 'debit_batch', 'debit', 'debit_mandate');
  }
}
