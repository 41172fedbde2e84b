import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnsFor, createTable, dropTables } from '../src/platform/database/columns.js';

/** Communities, what stands in them, who the ledger says lives there, and imports of that ledger. */
export class Places1764000001000 implements MigrationInterface {
  name = 'Places1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    const nullable = { isNullable: true };
    await createTable(runner, {
      name: 'community',
      primary: ['id'],
      columns: [c.id('id'), c.string('name', 40), c.string('service_phone', 20, nullable), c.time('created_at')],
    });
    await createTable(runner, {
      name: 'building',
      primary: ['community_id', 'id'],
      columns: [c.id('community_id'), c.id('id'), c.string('code', 20), c.string('name', 40), c.int('position')],
      indexes: [{ columns: ['community_id', 'code'], unique: true }],
    });
    await createTable(runner, {
      name: 'building_unit',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('building_id'),
        c.string('code', 20),
        c.string('name', 40),
        c.int('position'),
      ],
      indexes: [{ columns: ['community_id', 'building_id', 'code'], unique: true }],
    });
    await createTable(runner, {
      name: 'house',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('building_id'),
        c.id('unit_id', nullable),
        c.string('number', 20),
        // building|unit|number: what makes a row of the next ledger the same house
        c.string('natural_key', 80),
        c.string('label', 60),
        c.string('kind', 8),
        c.int('floor', nullable),
        c.string('layout', 40, nullable),
        c.int('area_hundredths', nullable),
        c.string('usage_text', 20, nullable),
        c.string('occupancy', 10),
        c.string('vacant_since', 10, nullable),
        c.string('handed_over_on', 10, nullable),
        c.string('remark', 300, nullable),
        c.string('place_code', 24),
        c.time('created_at'),
        c.time('updated_at'),
      ],
      indexes: [
        { columns: ['community_id', 'natural_key'], unique: true },
        { columns: ['community_id', 'building_id'] },
        { columns: ['place_code'], unique: true },
      ],
    });
    await createTable(runner, {
      name: 'house_person',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('house_id'),
        c.string('name', 30),
        c.string('role', 8),
        c.string('id_last_four_encrypted', 120, nullable),
        c.int('position'),
        c.time('since'),
        c.time('ended_at', nullable),
      ],
      indexes: [{ columns: ['community_id', 'house_id'] }, { columns: ['community_id', 'name'] }],
    });
    await createTable(runner, {
      name: 'person_phone',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('person_id'),
        c.id('house_id'),
        c.string('number_encrypted', 200),
        c.string('number_index', 64),
        c.string('last_four_index', 64),
        c.int('position'),
      ],
      indexes: [
        { columns: ['number_index'] },
        { columns: ['community_id', 'last_four_index'] },
        { columns: ['community_id', 'person_id'] },
      ],
    });
    await createTable(runner, {
      name: 'parking_space',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('number', 20),
        c.string('zone', 20, nullable),
        c.string('tenure', 10),
        c.id('house_id', nullable),
        c.string('plate', 12, nullable),
        c.time('updated_at'),
      ],
      indexes: [{ columns: ['community_id', 'number'], unique: true }, { columns: ['community_id', 'house_id'] }],
    });
    await createTable(runner, {
      name: 'public_area',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('name', 40),
        c.id('building_id', nullable),
        c.string('place_code', 24),
        c.time('created_at'),
      ],
      indexes: [
        { columns: ['place_code'], unique: true },
        { columns: ['community_id', 'name'], unique: true },
      ],
    });
    await createTable(runner, {
      name: 'import_run',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.string('file_name', 120),
        c.string('status', 10),
        // JSON: sheets with their column guesses; the grid itself lies in the file store
        c.text('sheets'),
        c.string('file_key', 120),
        c.string('created_by_name', 30),
        c.time('created_at'),
        c.time('applied_at', nullable),
      ],
    });
    await createTable(runner, {
      name: 'import_row',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('import_id'),
        c.int('sheet_index'),
        c.int('row_number'),
        c.string('state', 10),
        c.string('change_kind', 8),
        // encrypted JSON: what the office wrote, and what staff mended (holds telephone numbers)
        c.text('content_encrypted'),
        // encrypted JSON: problems, how it is understood, what an update changes
        c.text('reading_encrypted'),
        c.bool('accepted'),
        c.bool('excluded'),
      ],
      indexes: [{ columns: ['community_id', 'import_id', 'state'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'import_row',
      'import_run',
      'public_area',
      'parking_space',
      'person_phone',
      'house_person',
      'house',
      'building_unit',
      'building',
      'community',
    );
  }
}
