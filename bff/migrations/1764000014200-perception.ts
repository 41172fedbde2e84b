import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, columnsFor, dropColumns } from '../src/platform/database/columns.js';

const nullable = { isNullable: true };

/** What providers hear in recordings and see in pictures, kept with the file so that nobody asks twice. */
export class Perception1764000014200 implements MigrationInterface {
  name = 'Perception1764000014200';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    await addColumns(runner, 'stored_file', [
      c.time('read_at', nullable),
      c.text('heard_text', nullable),
      c.text('seen', nullable),
    ]);
    await addColumns(runner, 'repair', [
      c.bool('spoken', { default: 0 }),
      c.string('seen_type', 32, nullable),
      c.int('seen_bp', nullable),
    ]);
    await addColumns(runner, 'recognition_sample', [c.string('source', 8, { default: "'text'" })]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'recognition_sample', ['source']);
    await dropColumns(runner, 'repair', ['spoken', 'seen_type', 'seen_bp']);
    await dropColumns(runner, 'stored_file', ['read_at', 'heard_text', 'seen']);
  }
}
