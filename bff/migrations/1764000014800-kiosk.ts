import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Machines of the service station with tokens of their own, owners' cards, and what a card alone opens at a machine. */
export class Kiosk1764000014800 implements MigrationInterface {
  name = 'Kiosk1764000014800';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'kiosk',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('name', 20),
        c.string('place', 40),
        c.string('code_hash', 64, nullable),
        c.time('code_until', nullable),
        c.string('token_hash', 64, nullable),
        c.time('enrolled_at', nullable),
        c.time('seen_at', nullable),
        c.time('revoked_at', nullable),
        c.time('created_at'),
        c.id('by_id'),
      ],
      // Both are asked for without a community: whoever shows them is not known yet.
      indexes: [
        { columns: ['code_hash'], unique: true },
        { columns: ['token_hash'], unique: true },
      ],
    });
    await createTable(runner, {
      name: 'owner_card',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('person_id'),
        c.id('house_id'),
        c.string('status', 8),
        c.string('live_index', 64, nullable),
        c.string('live_key', 26, nullable),
        c.time('issued_at'),
        c.string('issued_by', 30),
        c.time('ended_at', nullable),
      ],
      indexes: [
        // Cards that are over have neither, and do not meet here.
        { columns: ['community_id', 'live_index'], unique: true },
        { columns: ['community_id', 'live_key'], unique: true },
        { columns: ['community_id', 'house_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'kiosk_visit',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('kiosk_id'),
        c.id('card_id'),
        c.id('person_id'),
        c.id('house_id'),
        c.time('opened_at'),
        c.time('until'),
        c.time('ended_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'kiosk_id', 'ended_at'] },
        { columns: ['community_id', 'card_id', 'ended_at'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'kiosk_visit', 'owner_card', 'kiosk');
  }
}
