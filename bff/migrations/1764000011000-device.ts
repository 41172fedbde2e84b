import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, createTable, dropIndexes, dropTables } from '../src/platform/database/columns.js';

const nullable = { isNullable: true } as const;

/** A device's page asks for the requests at its place. */
const byArea = [{ columns: ['community_id', 'area_id'] }];

/** The registry of devices: where each stands, what it is, what it signs in with, its papers and its history. */
export class Device1764000011000 implements MigrationInterface {
  name = 'Device1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await createTable(runner, {
      name: 'device',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('code', 40),
        c.string('qr_code', 24),
        c.string('kind', 16),
        c.string('protocol', 16),
        c.string('name', 60),
        c.string('vendor', 40, nullable),
        c.id('house_id', nullable),
        c.id('area_id', nullable),
        c.id('building_id', nullable),
        c.id('unit_id', nullable),
        c.string('building_name', 40, nullable),
        c.string('unit_name', 40, nullable),
        c.string('place_label', 120),
        c.string('spot', 60, nullable),
        c.string('lifecycle', 16),
        c.string('lifecycle_reason', 200, nullable),
        c.time('lifecycle_at'),
        c.bool('online'),
        c.time('last_seen_at', nullable),
        c.string('firmware', 40, nullable),
        c.string('brand', 40, nullable),
        c.string('model', 60, nullable),
        c.string('serial', 60, nullable),
        c.string('installed_on', 10, nullable),
        c.string('warranty_until', 10, nullable),
        c.string('remark', 300, nullable),
        c.string('secret_hash', 64, nullable),
        c.time('secret_set_at', nullable),
        c.string('old_secret_hash', 64, nullable),
        c.time('old_secret_until', nullable),
        c.string('address', 200, nullable),
        c.string('login_encrypted', 1000, nullable),
        c.time('created_at'),
        c.time('updated_at'),
      ],
      indexes: [
        // What makes a row of the next sheet the same device.
        { columns: ['community_id', 'code'], unique: true },
        { columns: ['qr_code'], unique: true },
        { columns: ['community_id', 'kind', 'code'] },
        { columns: ['community_id', 'house_id'] },
        { columns: ['community_id', 'area_id'] },
        { columns: ['community_id', 'building_id'] },
      ],
    });
    await createTable(runner, {
      name: 'device_document',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('device_id'),
        c.string('title', 60),
        c.time('added_at'),
        c.id('added_by'),
        c.string('added_by_name', 30),
        c.time('removed_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'device_id', 'id'] }],
    });
    await createTable(runner, {
      name: 'device_event',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('device_id'),
        c.string('kind', 16),
        c.string('note', 400),
        c.time('at'),
        c.id('by_id', nullable),
        c.string('by_name', 30),
      ],
      indexes: [{ columns: ['community_id', 'device_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'device_repair',
      primary: ['community_id', 'repair_id'],
      columns: [c.id('community_id'), c.id('repair_id'), c.id('device_id')],
      indexes: [{ columns: ['community_id', 'device_id', 'repair_id'] }],
    });
    await createTable(runner, {
      name: 'device_import',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('file_name', 120),
        c.string('file_key', 80),
        c.string('status', 10),
        c.time('created_at'),
        c.string('created_by_name', 30),
        c.time('applied_at', nullable),
      ],
    });
    await createTable(runner, {
      name: 'device_import_row',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('import_id'),
        c.int('position'),
        c.string('state', 8),
        // Cells and what they were understood as: remarks may name people.
        c.text('content_encrypted'),
      ],
      indexes: [{ columns: ['community_id', 'import_id', 'position'] }],
    });
    await addColumns(runner, 'repair', [], byArea);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndexes(runner, 'repair', byArea);
    await dropTables(
      runner,
      'device_import_row',
      'device_import',
      'device_repair',
      'device_event',
      'device_document',
      'device',
    );
  }
}
