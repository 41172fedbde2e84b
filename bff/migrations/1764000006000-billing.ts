import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Fees as data, meters, shared sums, runs and the bills that they make; disputes and corrections of bills. */
export class Billing1764000006000 implements MigrationInterface {
  name = 'Billing1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'fee_item',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        // The same in all versions of a fee.
        c.string('code', 32),
        c.int('version'),
        c.string('name', 20),
        c.string('kind', 16),
        c.string('icon', 12),
        c.text('rule'),
        c.text('scope'),
        c.text('discounts'),
        c.text('late', nullable),
        c.string('valid_from', 7),
        c.string('valid_to', 7, nullable),
        // Bills were made of it: from then on it is only ended and succeeded.
        c.time('used_at', nullable),
        c.time('created_at'),
        c.string('by_name', 30),
      ],
      indexes: [{ columns: ['community_id', 'code', 'version'], unique: true }],
    });
    await createTable(runner, {
      name: 'meter_reading',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.string('meter', 10),
        c.string('period', 7),
        c.string('read_on', 10),
        // Thousandths of the meter's unit.
        c.bigint('value'),
        c.bigint('opening_value', nullable),
        c.bigint('used', nullable),
        c.bigint('new_meter_start', nullable),
        c.bool('estimated'),
        c.string('source', 8),
        c.id('by_id', nullable),
        c.string('by_name', 30, nullable),
        c.time('at'),
      ],
      indexes: [
        { columns: ['community_id', 'meter', 'period', 'house_id'], unique: true },
        { columns: ['community_id', 'house_id', 'meter', 'period'] },
      ],
    });
    await createTable(runner, {
      name: 'fee_pool',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('fee_code', 32),
        c.string('period', 7),
        // Empty: the whole community.
        c.string('building_id', 26),
        c.bigint('total_fen'),
        c.string('voucher', 100),
        c.id('by_id', nullable),
        c.string('by_name', 30),
        c.time('at'),
        // The run that shares it.
        c.id('run_id', nullable),
      ],
      indexes: [{ columns: ['community_id', 'fee_code', 'period', 'building_id'], unique: true }],
    });
    await createTable(runner, {
      name: 'billing_run',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('month', 7),
        c.string('state', 12),
        c.bool('automatic'),
        c.id('by_id', nullable),
        c.string('by_name', 30, nullable),
        // Each fee with the month that is billed.
        c.text('fees'),
        // The last house that the present stage is through with; empty: none.
        c.string('cursor_id', 26),
        c.int('chunk'),
        c.int('done'),
        c.int('total'),
        c.int('bills'),
        c.int('houses'),
        c.bigint('total_fen'),
        // By fee: bills, amounts, and how many houses get none, by reason.
        c.text('summary'),
        // What shared sums were shared among: when it changes half-way, the drafts begin anew.
        c.string('pool_digest', 64, nullable),
        c.string('due_on', 10, nullable),
        c.int('kept'),
        c.string('reason', 300, nullable),
        c.time('created_at'),
        c.time('published_at', nullable),
        c.time('ended_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'created_at', 'month', 'id'] }],
    });
    await createTable(runner, {
      name: 'billing_gap',
      primary: ['community_id', 'run_id', 'house_id', 'fee_id'],
      columns: [c.id('community_id'), c.id('run_id'), c.id('house_id'), c.id('fee_id'), c.string('reason', 16)],
    });
    await createTable(runner, {
      name: 'bill',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.id('run_id', nullable),
        c.id('fee_id', nullable),
        c.string('fee_code', 32),
        c.string('fee_kind', 16),
        c.string('fee_name', 20),
        c.string('period', 7),
        c.int('months'),
        // Empty while it stands, so that a house has one bill of a fee and month; else the bill's own id.
        c.string('slot', 26),
        c.string('status', 5),
        c.bigint('amount_fen'),
        c.bigint('paid_fen'),
        c.bigint('coupon_fen'),
        c.bigint('late_fee_fen'),
        c.bigint('late_waived_fen'),
        // Unpaid fen × days so far, and the last day that is reckoned.
        c.bigint('late_basis'),
        c.string('late_through', 10, nullable),
        c.string('due_on', 10, nullable),
        c.text('facts'),
        c.string('origin', 10),
        c.string('reason', 200, nullable),
        c.id('replaces_id', nullable),
        c.id('replaced_by', nullable),
        c.time('disputed_at', nullable),
        c.time('created_at'),
        c.time('published_at', nullable),
        c.time('ended_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'period', 'fee_code', 'house_id', 'slot'], unique: true },
        { columns: ['community_id', 'house_id', 'period'] },
        { columns: ['community_id', 'status', 'due_on'] },
      ],
    });
    await createTable(runner, {
      name: 'bill_hold',
      primary: ['community_id', 'bill_id'],
      columns: [c.id('community_id'), c.id('bill_id'), c.id('payment_id')],
      indexes: [{ columns: ['community_id', 'payment_id'] }],
    });
    await createTable(runner, {
      name: 'bill_event',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('bill_id'),
        c.string('kind', 16),
        c.time('at'),
        c.bigint('amount_fen', nullable),
        c.string('by_kind', 8),
        c.string('by_name', 30, nullable),
        c.string('words', 300, nullable),
        // The payment, refund or coupon behind it.
        c.id('source_id', nullable),
      ],
      indexes: [{ columns: ['community_id', 'bill_id', 'id'] }],
    });
    await createTable(runner, {
      name: 'bill_dispute',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('bill_id'),
        c.id('house_id'),
        c.id('account_id'),
        c.time('at'),
        c.string('reason', 300),
        c.string('state', 10),
        c.string('answer', 300, nullable),
        c.time('answered_at', nullable),
        c.string('answered_by', 30, nullable),
        c.bool('corrected'),
      ],
      indexes: [{ columns: ['community_id', 'state', 'at', 'id'] }, { columns: ['community_id', 'bill_id', 'at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'bill_dispute',
      'bill_event',
      'bill_hold',
      'bill',
      'billing_gap',
      'billing_run',
      'fee_pool',
      'meter_reading',
      'fee_item',
    );
  }
}
