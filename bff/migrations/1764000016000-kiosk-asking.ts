import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropColumns, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;
const byAccount = [{ columns: ['account_id', 'id'] }];
const byOwner = [{ columns: ['owner_id', 'id'] }];

/**
 * Somebody who asks at a kiosk may have no account: a house asks then, and a member of staff has helped. And what a kiosk
 * says aloud in the voice of the property's own people.
 */
export class KioskAsking1764000016000 implements MigrationInterface {
  name = 'KioskAsking1764000016000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await addColumns(
      runner,
      'inquiry',
      [c.id('owner_id', nullable), c.id('helper_id', nullable), c.string('helper_name', 30, nullable)],
      [...byOwner, { columns: ['community_id', 'house_id', 'id'] }],
    );
    // Added, copied, dropped: no engine of ours makes a column nullable without harm.
    if (await runner.hasColumn('inquiry', 'account_id'))
      await runner.query('UPDATE inquiry SET owner_id = account_id WHERE owner_id IS NULL');
    await dropColumns(runner, 'inquiry', ['account_id'], byAccount);
    await createTable(runner, {
      name: 'kiosk_prompt',
      primary: ['community_id', 'prompt_key'],
      columns: [
        c.id('community_id'),
        c.string('prompt_key', 24),
        c.id('file_id'),
        c.time('recorded_at'),
        c.id('by_id'),
        c.string('by_name', 30),
      ],
    });
    await createTable(runner, {
      name: 'kiosk_voice',
      primary: ['community_id'],
      columns: [c.id('community_id'), c.bool('prefer_recorded'), c.time('changed_at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await dropTables(runner, 'kiosk_voice', 'kiosk_prompt');
    await addColumns(runner, 'inquiry', [c.id('account_id', { default: "''" })], byAccount);
    if (await runner.hasColumn('inquiry', 'owner_id'))
      await runner.query("UPDATE inquiry SET account_id = owner_id WHERE owner_id IS NOT NULL AND account_id = ''");
    await dropColumns(
      runner,
      'inquiry',
      ['owner_id', 'helper_id', 'helper_name'],
      [...byOwner, { columns: ['community_id', 'house_id', 'id'] }],
    );
  }
}
