import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropColumns, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Passes for hosts without an account, face terminals that stand at kiosks, and what a face opens there. */
export class KioskGuestsAndFaces1764000017000 implements MigrationInterface {
  name = 'KioskGuestsAndFaces1764000017000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await addColumns(runner, 'visitor_pass', [c.id('host_person_id', nullable)]);
    await createTable(runner, {
      name: 'terminal_post',
      primary: ['community_id', 'device_id'],
      columns: [c.id('community_id'), c.id('device_id'), c.id('kiosk_id'), c.time('since')],
      // A kiosk has one terminal beside it.
      indexes: [{ columns: ['community_id', 'kiosk_id'], unique: true }],
    });
    // Its own consent, to its own text: those that stand do not name it.
    await addColumns(runner, 'face_consent', [c.int('kiosk_version', nullable), c.time('kiosk_at', nullable)]);
    await createTable(runner, {
      name: 'face_call',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('kiosk_id'),
        c.id('account_id'),
        c.time('heard_at'),
        c.time('taken_at', nullable),
        c.time('used_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'kiosk_id', 'heard_at'] }],
    });
    await addColumns(runner, 'kiosk_visit', [c.id('account_id', nullable), c.id('consent_id', nullable)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'kiosk_visit', ['account_id', 'consent_id']);
    await dropTables(runner, 'face_call');
    await dropColumns(runner, 'face_consent', ['kiosk_version', 'kiosk_at']);
    await dropTables(runner, 'terminal_post');
    await dropColumns(runner, 'visitor_pass', ['host_person_id']);
  }
}
