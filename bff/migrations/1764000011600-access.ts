import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** Gate groups, visitor passes with their six digits, keypads that rest, and who passed where. */
export class Access1764000011600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'gate_group',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.int('number'),
        c.string('name', 40),
        c.id('building_id', nullable),
        c.id('unit_id', nullable),
        c.int('position'),
        c.time('created_at'),
        c.time('removed_at', nullable),
      ],
      // A number stands in signed codes: it is never given again.
      indexes: [{ columns: ['community_id', 'number'], unique: true }],
    });
    await createTable(runner, {
      name: 'gate_group_device',
      primary: ['community_id', 'group_id', 'device_id'],
      columns: [c.id('community_id'), c.id('group_id'), c.id('device_id'), c.int('position')],
      indexes: [{ columns: ['community_id', 'device_id'] }],
    });
    await createTable(runner, {
      name: 'visitor_pass',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.id('account_id'),
        c.string('host_name', 60),
        c.string('name', 60),
        c.text('group_ids'),
        c.text('group_numbers'),
        c.time('valid_from'),
        c.time('valid_until'),
        c.int('uses'),
        c.int('used'),
        c.string('plate', 12, nullable),
        c.string('digits_encrypted', 120),
        c.time('created_at'),
        c.time('revoked_at', nullable),
        c.string('revoked_why', 8, nullable),
      ],
      indexes: [
        { columns: ['account_id', 'id'] },
        { columns: ['community_id', 'valid_until'] },
        { columns: ['community_id', 'plate'] },
      ],
    });
    await createTable(runner, {
      name: 'access_digits',
      // What makes six digits unique among the living codes of a group.
      primary: ['community_id', 'group_id', 'digits_index'],
      columns: [
        c.id('community_id'),
        c.id('group_id'),
        c.string('digits_index', 64),
        c.id('pass_id'),
        c.time('valid_until'),
      ],
      indexes: [{ columns: ['community_id', 'pass_id'] }, { columns: ['valid_until'] }],
    });
    await createTable(runner, {
      name: 'access_keypad',
      primary: ['community_id', 'device_id'],
      columns: [c.id('community_id'), c.id('device_id'), c.int('wrong'), c.bigint('paused_until')],
    });
    await createTable(runner, {
      name: 'passage',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('device_id'),
        c.string('place', 120),
        c.id('pass_id', nullable),
        c.id('house_id', nullable),
        c.string('who', 60, nullable),
        c.string('plate', 12, nullable),
        c.string('direction', 4),
        c.time('at'),
        c.time('received_at'),
        c.string('way', 10),
        c.bool('admitted'),
        c.string('reason', 12, nullable),
        c.string('flag', 10, nullable),
        c.bool('offline'),
        c.id('staff_id', nullable),
        c.string('staff_name', 60, nullable),
        c.string('note', 200, nullable),
      ],
      indexes: [{ columns: ['community_id', 'at'] }, { columns: ['community_id', 'pass_id', 'at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'passage',
      'access_keypad',
      'access_digits',
      'visitor_pass',
      'gate_group_device',
      'gate_group',
    );
  }
}
