import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

/** Owners' accounts and their bindings to houses; staff, their posts in communities, and shifts. */
export class Identity1764000002000 implements MigrationInterface {
  name = 'Identity1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    const nullable = { isNullable: true };
    await createTable(runner, {
      name: 'owner_account',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.string('openid', 64),
        c.string('unionid', 64, nullable),
        c.string('name', 30, nullable),
        c.string('phone_encrypted', 200, nullable),
        c.string('phone_index', 64, nullable),
        c.time('created_at'),
        c.time('last_signed_in_at'),
      ],
      indexes: [{ columns: ['openid'], unique: true }, { columns: ['phone_index'] }],
    });
    await createTable(runner, {
      name: 'binding',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.id('account_id'),
        c.string('role', 8),
        c.string('status', 10),
        // phone: matched by the ledger's number; application: reviewed by staff
        c.string('basis', 12),
        c.string('applicant_name', 30),
        c.string('note', 200, nullable),
        c.time('applied_at'),
        c.time('decided_at', nullable),
        c.id('decided_by', nullable),
        c.string('decided_by_name', 30, nullable),
        // self, owner (of the house), staff, ledger (its number matched), transfer (the house changed hands)
        c.string('decided_by_kind', 8, nullable),
        c.string('reason', 200, nullable),
        // account|house while pending or active, null after: one open binding a person and house
        c.string('open_key', 60, nullable),
      ],
      indexes: [
        { columns: ['open_key'], unique: true },
        { columns: ['account_id', 'status'] },
        { columns: ['community_id', 'house_id', 'status'] },
        { columns: ['community_id', 'status', 'id'] },
        // An owner's call names a binding without its community.
        { columns: ['id'] },
      ],
    });
    await createTable(runner, {
      name: 'staff_account',
      primary: ['id'],
      columns: [
        c.id('id'),
        c.string('username', 64),
        c.string('name', 30),
        c.string('phone_encrypted', 200, nullable),
        c.string('password_hash', 200),
        // own: chosen by the person; first: made by us, to be changed; demo: printed by the demo, to be changed elsewhere
        c.string('password_kind', 8),
        c.time('created_at'),
      ],
      indexes: [{ columns: ['username'], unique: true }],
    });
    // Failed sign-ins by name, whether or not somebody has that name, so that the answers tell nothing.
    await createTable(runner, {
      name: 'sign_in_lock',
      primary: ['name_hash'],
      columns: [
        c.string('name_hash', 64),
        c.int('failed_tries'),
        c.time('locked_until', nullable),
        c.time('updated_at'),
      ],
      indexes: [{ columns: ['updated_at'] }],
    });
    await createTable(runner, {
      name: 'staff_post',
      primary: ['community_id', 'staff_id'],
      columns: [
        c.id('community_id'),
        c.id('staff_id'),
        c.string('department', 20),
        c.bool('active'),
        c.text('roles'),
        c.text('skills'),
        c.text('area_ids'),
      ],
      indexes: [{ columns: ['staff_id'] }],
    });
    await createTable(runner, {
      name: 'shift',
      primary: ['community_id', 'id'],
      columns: [c.id('community_id'), c.id('id'), c.id('staff_id'), c.time('starts_at'), c.time('ends_at')],
      indexes: [{ columns: ['community_id', 'starts_at'] }, { columns: ['community_id', 'staff_id', 'ends_at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'shift', 'staff_post', 'sign_in_lock', 'staff_account', 'binding', 'owner_account');
  }
}
