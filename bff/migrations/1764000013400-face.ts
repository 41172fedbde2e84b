import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** Consents to faces by version, where each face lies, and the terminals that hold them. Pictures lie in the store. */
export class Face1764000013400 implements MigrationInterface {
  name = 'Face1764000013400';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'face_consent',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('account_id'),
        c.id('house_id'),
        c.int('version'),
        c.time('given_at'),
        c.id('photo_id', nullable),
        c.time('photo_at', nullable),
        c.time('ended_at', nullable),
        c.string('ended_why', 8, nullable),
        c.time('gone_at', nullable),
        c.string('open_key', 60, nullable),
      ],
      indexes: [
        // One of a person and a house is open; those that are over do not meet here.
        { columns: ['community_id', 'open_key'], unique: true },
        { columns: ['community_id', 'account_id', 'house_id'] },
        { columns: ['community_id', 'gone_at', 'ended_at'] },
      ],
    });
    await createTable(runner, {
      name: 'face_photo',
      primary: ['community_id', 'id'],
      columns: [c.id('community_id'), c.id('id'), c.id('consent_id'), c.time('created_at')],
      indexes: [{ columns: ['community_id', 'consent_id'] }],
    });
    await createTable(runner, {
      name: 'face_copy',
      primary: ['community_id', 'consent_id', 'device_id'],
      columns: [
        c.id('community_id'),
        c.id('consent_id'),
        c.id('device_id'),
        c.bool('wanted'),
        c.string('state', 8),
        c.id('photo_id', nullable),
        c.int('tries'),
        c.string('problem', 12, nullable),
        c.time('next_at'),
        c.time('wanted_at'),
      ],
      indexes: [{ columns: ['community_id', 'device_id', 'state', 'next_at'] }],
    });
    await createTable(runner, {
      name: 'face_terminal',
      primary: ['community_id', 'device_id'],
      columns: [
        c.id('community_id'),
        c.id('device_id'),
        c.bool('faces', nullable),
        c.string('problem', 12, nullable),
        c.string('introduced_with', 64, nullable),
        c.time('leased_until', nullable),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'face_terminal', 'face_copy', 'face_photo', 'face_consent');
  }
}
