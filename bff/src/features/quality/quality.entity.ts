import type { Department } from 'shared-types/permissions';
import type { spotCheckVerdicts } from 'shared-types/supervision';
import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** A finished order that the sample drew for a look afterwards (C11). */
export interface SpotCheckEntity {
  communityId: string;
  id: string;
  orderId: string;
  repairId: string;
  department: Department;
  workerId: string;
  workerName: string;
  finishedAt: Date;
  /** 0..9999, from the order's id; drawn when it is below `shareBp`. */
  draw: number;
  shareBp: number;
  dueAt: Date;
  verdict: (typeof spotCheckVerdicts)[number] | null;
  note: string | null;
  judgedBy: string | null;
  judgedByName: string | null;
  judgedAt: Date | null;
}

export const SpotCheckEntity = new EntitySchema<SpotCheckEntity>({
  name: 'spot_check',
  tableName: 'spot_check',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    orderId: id('order_id'),
    repairId: id('repair_id'),
    department: string(20),
    workerId: id('worker_id'),
    workerName: string(30, 'worker_name'),
    finishedAt: time('finished_at'),
    draw: int(),
    shareBp: int('share_bp'),
    dueAt: time('due_at'),
    verdict: string(8, undefined, nullable),
    note: string(500, undefined, nullable),
    judgedBy: id('judged_by', nullable),
    judgedByName: string(30, 'judged_by_name', nullable),
    judgedAt: time('judged_at', nullable),
  },
});
