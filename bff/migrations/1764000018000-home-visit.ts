import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Visits at owners' homes (F3), what was done in them, and the half-days that bookings queue for. */
export class HomeVisit1764000018000 implements MigrationInterface {
  name = 'HomeVisit1764000018000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'home_visit',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.id('account_id', nullable),
        c.id('booked_by_id', nullable),
        c.string('booked_by_name', 30, nullable),
        c.string('purpose', 8),
        c.string('note', 200, nullable),
        c.string('day', 10),
        c.string('half', 9),
        c.time('from_at'),
        c.time('to_at'),
        c.string('contact_name', 30, nullable),
        c.string('phone_encrypted', 200, nullable),
        c.string('status', 9),
        c.id('staff_id', nullable),
        c.string('staff_name', 30, nullable),
        c.time('booked_at'),
        c.time('given_at', nullable),
        c.time('set_out_at', nullable),
        c.time('ended_at', nullable),
        c.string('result', 200, nullable),
        c.id('rebooked_as', nullable),
        c.string('open_key', 60, nullable),
      ],
      indexes: [
        // One visit a house and half-day; cancelled ones do not meet here.
        { columns: ['community_id', 'open_key'], unique: true },
        { columns: ['community_id', 'day', 'half', 'status'] },
        { columns: ['community_id', 'status', 'from_at', 'id'] },
        { columns: ['community_id', 'staff_id', 'from_at'] },
        { columns: ['house_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'home_visit_made',
      primary: ['community_id', 'subject_id'],
      columns: [c.id('community_id'), c.id('subject_id'), c.id('visit_id'), c.string('kind', 9), c.time('at')],
      indexes: [{ columns: ['community_id', 'visit_id'] }],
    });
    await createTable(runner, {
      name: 'home_visit_half',
      primary: ['community_id', 'day', 'half'],
      columns: [c.id('community_id'), c.string('day', 10), c.string('half', 9)],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'home_visit_half', 'home_visit_made', 'home_visit');
  }
}
