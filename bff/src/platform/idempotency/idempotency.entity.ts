import { EntitySchema } from 'typeorm';

export interface IdempotencyEntity {
  actor: string;
  route: string;
  key: string;
  inputHash: string;
  /** JSON of what the command returned, without personal data. */
  result: string;
  createdAt: Date;
}

export const IdempotencyEntity = new EntitySchema<IdempotencyEntity>({
  name: 'idempotency',
  tableName: 'idempotency',
  columns: {
    actor: { type: 'varchar', length: 40, primary: true },
    route: { type: 'varchar', length: 60, primary: true },
    key: { name: 'client_key', type: 'varchar', length: 80, primary: true },
    inputHash: { name: 'input_hash', type: 'varchar', length: 64 },
    result: { type: 'text' },
    createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
  },
});
