import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/**
 * Cards that open doors, with their numbers as ciphers until no terminal holds them, and where each of them lies. And a
 * number by community that every change of passes and gate groups counts up: doors ask for their lists every half minute.
 */
export class Doors1764000019000 implements MigrationInterface {
  name = 'Doors1764000019000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'door_card',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('card_id'),
        c.id('person_id'),
        c.id('house_id'),
        c.string('number_index', 64),
        c.string('number_encrypted', 160, nullable),
        c.time('started_at'),
        c.time('ended_at', nullable),
        c.string('ended_why', 8, nullable),
        c.time('gone_at', nullable),
        c.id('open_key', nullable),
      ],
      indexes: [
        // One of a card is open; those that are over do not meet here.
        { columns: ['community_id', 'open_key'], unique: true },
        // Not unique: a card that was given back is given out again.
        { columns: ['community_id', 'number_index', 'id'] },
        { columns: ['community_id', 'house_id', 'id'] },
        { columns: ['community_id', 'gone_at', 'ended_at'] },
      ],
    });
    await createTable(runner, {
      name: 'door_card_copy',
      primary: ['community_id', 'door_card_id', 'device_id'],
      columns: [
        c.id('community_id'),
        c.id('door_card_id'),
        c.id('device_id'),
        c.bool('wanted'),
        c.string('state', 8),
        c.int('tries'),
        c.string('problem', 12, nullable),
        c.time('next_at'),
        c.time('wanted_at'),
      ],
      indexes: [{ columns: ['community_id', 'device_id', 'state', 'next_at'] }],
    });
    await createTable(runner, {
      name: 'door_list_revision',
      primary: ['community_id'],
      columns: [c.id('community_id'), c.bigint('revision')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'door_list_revision', 'door_card_copy', 'door_card');
  }
}
