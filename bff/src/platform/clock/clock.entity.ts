import { EntitySchema } from 'typeorm';

export interface ClockEntity {
  id: string;
  realAt: Date;
  virtualAt: Date;
  speed: number;
}

export const ClockEntity = new EntitySchema<ClockEntity>({
  name: 'clock',
  tableName: 'clock',
  columns: {
    id: { type: 'varchar', length: 26, primary: true },
    realAt: { name: 'real_at', type: 'datetime', precision: 3 },
    virtualAt: { name: 'virtual_at', type: 'datetime', precision: 3 },
    speed: { type: 'int' },
  },
});
