import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/**
 * Double-entry books whose rows are sealed into a hash chain. Entries and postings know no counter, so that nobody who
 * posts waits for anybody else who does: the sealer gives the voucher numbers afterwards.
 */
export class Ledger1764000005000 implements MigrationInterface {
  name = 'Ledger1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'ledger_entry',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('cause_kind', 30),
        c.string('cause_id', 80),
        c.time('at'),
        c.time('posted_at'),
        c.string('memo', 200),
        c.bigint('amount_fen'),
        c.int('legs'),
        c.id('reverses', nullable),
        c.id('by_id', nullable),
        // The public half of the leaf; the salt keeps the private half from being guessed.
        c.string('public_memo', 200, nullable),
        c.string('public_supplier', 60, nullable),
        c.string('public_about', 60, nullable),
        c.string('salt', 32),
      ],
      indexes: [
        // A cause is posted once, whoever tries at the same time.
        { columns: ['community_id', 'cause_kind', 'cause_id'], unique: true },
        // An entry is reversed once; entries that reverse nothing do not meet here.
        { columns: ['community_id', 'reverses'], unique: true },
        { columns: ['community_id', 'at', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'ledger_posting',
      primary: ['community_id', 'entry_id', 'leg'],
      columns: [
        c.id('community_id'),
        c.id('entry_id'),
        c.int('leg'),
        c.string('account', 24),
        // Debit +, credit −.
        c.bigint('amount_fen'),
        c.time('at'),
        c.id('house_id', nullable),
        c.id('bill_id', nullable),
        c.string('subject_kind', 10, nullable),
        c.string('subject_id', 40, nullable),
        c.string('subject_label', 60, nullable),
        c.string('note', 120, nullable),
        c.string('purpose', 30, nullable),
      ],
      indexes: [
        // Sums by account and time are answered by the index alone.
        { columns: ['community_id', 'account', 'at', 'amount_fen'] },
        { columns: ['community_id', 'house_id', 'account', 'at', 'amount_fen'] },
        { columns: ['community_id', 'bill_id'] },
      ],
    });
    await createTable(runner, {
      name: 'ledger_seal',
      primary: ['community_id', 'seq'],
      columns: [
        c.id('community_id'),
        c.int('seq'),
        c.string('prev_hash', 64),
        c.string('root', 64),
        c.int('count'),
        c.time('sealed_at'),
        c.string('hash', 64),
      ],
      indexes: [{ columns: ['community_id', 'sealed_at'] }],
    });
    await createTable(runner, {
      name: 'ledger_sealed_entry',
      primary: ['community_id', 'number'],
      columns: [c.id('community_id'), c.int('number'), c.int('seq'), c.id('entry_id'), c.string('leaf_hash', 64)],
      indexes: [
        { columns: ['community_id', 'entry_id'], unique: true },
        { columns: ['community_id', 'seq', 'number'] },
      ],
    });
    await createTable(runner, {
      name: 'ledger_unsealed',
      primary: ['community_id', 'entry_id'],
      columns: [c.id('community_id'), c.id('entry_id')],
    });
    await createTable(runner, {
      name: 'ledger_chain',
      primary: ['community_id'],
      columns: [
        c.id('community_id'),
        c.int('seq'),
        c.string('hash', 64),
        c.int('last_number'),
        c.time('verified_at', nullable),
        c.string('fault', 500, nullable),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'ledger_chain',
      'ledger_unsealed',
      'ledger_sealed_entry',
      'ledger_seal',
      'ledger_posting',
      'ledger_entry',
    );
  }
}
