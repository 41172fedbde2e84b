import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropColumns, dropTables } from '../src/platform/database/columns.js';

/** Residents at doors: who passed, and which of their codes let them in last, so that no picture of one does again. */
export class OwnDoors1764000013200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await addColumns(
      runner,
      'passage',
      [c.id('account_id', { isNullable: true })],
      [{ columns: ['community_id', 'account_id', 'at'] }],
    );
    await createTable(runner, {
      name: 'own_door_use',
      primary: ['community_id', 'device_id', 'account_id'],
      columns: [
        c.id('community_id'),
        c.id('device_id'),
        c.id('account_id'),
        c.bigint('last_step'),
        c.bigint('used_at'),
      ],
      indexes: [{ columns: ['community_id', 'used_at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'own_door_use');
    await dropColumns(runner, 'passage', ['account_id'], [{ columns: ['community_id', 'account_id', 'at'] }]);
  }
}
