import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';
import {
  addColumns,
  columnsFor,
  createTable,
  dropColumns,
  dropIndexes,
  dropTables,
} from '../src/platform/database/columns.js';

const nullable = { isNullable: true };
const zero = { default: 0 };

const repairIndexes = [
  { columns: ['community_id', 'next_due_at'] },
  { columns: ['community_id', 'steward_id', 'status'] },
];
const orderIndexes = [{ columns: ['community_id', 'status', 'created_at'] }];
const queues = ['outbox', 'timer'];
/** Rows on hold lie apart from those that never were: a claim reads none that it may not take. */
const queueIndexes = [{ columns: ['state', 'lane', 'hold_until', 'due_at'] }];
const formerQueueIndexes = [{ columns: ['state', 'due_at'] }];

const added = (runner: QueryRunner): Record<string, TableColumnOptions[]> => {
  const c = columnsFor(runner);
  return {
    // Metres from the community's own origin; null: not measured, estimated from the order of the buildings.
    building: [c.int('map_x', nullable), c.int('map_y', nullable)],
    staff_post: [c.int('order_limit', nullable), c.text('certificates', nullable)],
    repair: [
      c.string('type_source', 10, { default: "'owner'" }),
      c.int('confidence_bp', nullable),
      c.bool('undecided', zero),
      c.string('emergency_hint', 40, nullable),
      c.id('steward_id', nullable),
      c.string('steward_name', 30, nullable),
      c.int('policy_version', zero),
      c.int('round', { default: 1 }),
      // The one deadline that comes next; null when the request has ended.
      c.string('next_kind', 10, nullable),
      c.time('next_started_at', nullable),
      c.time('next_due_at', nullable),
      c.time('answered_at', nullable),
      c.time('paused_at', nullable),
      c.time('paused_until', nullable),
      c.string('pause_reason', 200, nullable),
      c.string('paused_by', 30, nullable),
      c.int('pauses', zero),
      c.int('paused_minutes', zero),
      c.int('urges', zero),
      c.time('urged_at', nullable),
      c.bool('chained', zero),
      c.string('escalation_level', 10, nullable),
      c.id('escalation_id', nullable),
      c.time('escalated_at', nullable),
      c.string('escalation_follower', 30, nullable),
    ],
    outbox: [c.string('lane', 8, { default: "'main'" })],
    timer: [c.string('lane', 8, { default: "'main'" })],
    work_order: [
      c.string('task', 60, { default: "''" }),
      c.bool('main', { default: 1 }),
      c.string('skill', 32, { default: "''" }),
      c.string('procedure_id', 40, { default: "''" }),
      c.int('round', { default: 1 }),
      c.time('accept_due_at', nullable),
      c.id('decision_id', nullable),
      // Workers who had it and did not take it, or gave it back: not asked again.
      c.text('passed_by', nullable),
      c.int('tries', zero),
      // Since when nobody holds it, and when it was said that nobody fits.
      c.time('waiting_since', nullable),
      c.time('nobody_at', nullable),
    ],
  };
};

/** Clocks, escalation, dispatch, policy, recognition and spot checks: what the loop needs to keep its promises. */
export class ServiceLoop1764000004000 implements MigrationInterface {
  name = 'ServiceLoop1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnsFor(runner);
    const columns = added(runner);
    await addColumns(runner, 'building', columns.building ?? []);
    await addColumns(runner, 'staff_post', columns.staff_post ?? []);
    await addColumns(runner, 'repair', columns.repair ?? [], repairIndexes);
    await addColumns(runner, 'work_order', columns.work_order ?? [], orderIndexes);
    for (const queue of queues) {
      await addColumns(runner, queue, columns[queue] ?? [], queueIndexes);
      await dropIndexes(runner, queue, formerQueueIndexes);
    }
    await createTable(runner, {
      name: 'promise',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.string('kind', 10),
        // A reopened request begins a new round with new clocks.
        c.int('round'),
        c.string('department', 20),
        c.time('started_at'),
        c.time('due_at'),
        c.string('state', 8),
        c.time('met_at', nullable),
        c.time('warned_at', nullable),
        c.time('missed_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'repair_id', 'kind', 'round'], unique: true },
        { columns: ['community_id', 'due_at', 'kind'] },
      ],
    });
    await createTable(runner, {
      name: 'escalation',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.string('department', 20),
        c.string('level', 10),
        c.string('cause', 12),
        c.time('opened_at'),
        c.time('level_at'),
        c.time('next_step_at', nullable),
        c.int('calls'),
        c.id('follower_id', nullable),
        c.string('follower_name', 30, nullable),
        c.time('followed_at', nullable),
        c.time('closed_at', nullable),
        // The request while it is open: one open escalation a request.
        c.id('open_key', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'open_key'], unique: true },
        { columns: ['community_id', 'closed_at', 'opened_at'] },
        { columns: ['community_id', 'repair_id'] },
      ],
    });
    await createTable(runner, {
      name: 'callback_try',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.int('round'),
        c.time('at'),
        c.id('by_id'),
        c.string('by_name', 30),
        c.string('outcome', 12),
        c.string('note', 500, nullable),
      ],
      indexes: [{ columns: ['community_id', 'repair_id', 'at'] }],
    });
    await createTable(runner, {
      name: 'spot_check',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('order_id'),
        c.id('repair_id'),
        c.string('department', 20),
        c.id('worker_id'),
        c.string('worker_name', 30),
        c.time('finished_at'),
        // 0..9999, from the order's id and the community's; drawn when it is below share_bp.
        c.int('draw'),
        c.int('share_bp'),
        c.time('due_at'),
        c.string('verdict', 8, nullable),
        c.string('note', 500, nullable),
        c.id('judged_by', nullable),
        c.string('judged_by_name', 30, nullable),
        c.time('judged_at', nullable),
      ],
      indexes: [
        { columns: ['community_id', 'order_id'], unique: true },
        { columns: ['community_id', 'verdict', 'due_at'] },
      ],
    });
    await createTable(runner, {
      name: 'service_policy',
      primary: ['community_id', 'version'],
      columns: [
        c.id('community_id'),
        c.int('version'),
        c.text('body'),
        c.time('at'),
        c.id('by_id', nullable),
        c.string('by_name', 30),
        c.string('reason', 200),
      ],
    });
    await createTable(runner, {
      name: 'recognition_sample',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        // The words stay with the request; a deleted request takes its sample along.
        c.id('repair_id'),
        c.string('suggested_type', 32, nullable),
        c.int('confidence_bp', nullable),
        c.string('chosen_type', 32),
        c.string('chosen_emergency', 40, nullable),
        c.string('by_kind', 8),
        c.time('at'),
      ],
      indexes: [{ columns: ['community_id', 'repair_id'] }],
    });
    await createTable(runner, {
      name: 'dispatch_worker',
      primary: ['community_id', 'worker_id'],
      columns: [
        c.id('community_id'),
        c.id('worker_id'),
        c.string('name', 30),
        c.string('department', 20),
        c.bool('active'),
        c.bool('on_shift'),
        c.time('shift_ends_at', nullable),
        c.int('in_hand'),
        c.int('order_limit'),
        // Where they are now: the building of their last sign-in; null: unknown.
        c.id('building_id', nullable),
        c.int('quality_bp'),
        c.int('finished'),
        c.int('stars_count'),
        c.int('stars_sum'),
        c.int('checks_count'),
        c.int('checks_passed'),
        c.int('reworks'),
        c.time('updated_at'),
      ],
    });
    await createTable(runner, {
      name: 'dispatch_skill',
      primary: ['community_id', 'skill', 'area_id', 'worker_id'],
      columns: [
        c.id('community_id'),
        c.string('skill', 32),
        // everywhere; or each building that they serve by name, and outside for open ground; or unpapered.
        c.id('area_id'),
        c.id('worker_id'),
        // On shift, active and below the limit: may be given one more.
        c.bool('ready'),
        c.int('in_hand'),
        c.id('building_id', nullable),
        c.int('quality_bp'),
      ],
      indexes: [
        { columns: ['community_id', 'skill', 'area_id', 'ready', 'in_hand', 'quality_bp'] },
        { columns: ['community_id', 'skill', 'area_id', 'ready', 'building_id', 'in_hand'] },
        { columns: ['community_id', 'worker_id'] },
      ],
    });
    await createTable(runner, {
      name: 'dispatch_place',
      primary: ['community_id', 'place_key', 'worker_id'],
      columns: [
        c.id('community_id'),
        // house:<id> or building:<id>
        c.string('place_key', 40),
        c.id('worker_id'),
        c.int('finished'),
        c.time('last_at'),
      ],
      indexes: [{ columns: ['community_id', 'place_key', 'finished'] }],
    });
    await createTable(runner, {
      name: 'dispatch_decision',
      primary: ['community_id', 'id'],
      columns: [
        c.id('community_id'),
        c.id('id'),
        c.id('repair_id'),
        c.id('order_id'),
        c.time('at'),
        c.string('mode', 10),
        c.id('worker_id', nullable),
        c.string('worker_name', 30, nullable),
        c.id('by_id', nullable),
        c.string('by_name', 30, nullable),
        c.string('reason', 200, nullable),
        c.text('candidates'),
        c.text('excluded'),
        c.string('words', 300),
      ],
      indexes: [{ columns: ['community_id', 'repair_id', 'at'] }],
    });
    await backfill(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'dispatch_decision',
      'dispatch_place',
      'dispatch_skill',
      'dispatch_worker',
      'recognition_sample',
      'service_policy',
      'spot_check',
      'callback_try',
      'escalation',
      'promise',
    );
    const columns = added(runner);
    const names = (table: string): string[] => (columns[table] ?? []).map(({ name }) => name);
    for (const queue of queues) {
      await addColumns(runner, queue, [], formerQueueIndexes);
      await dropColumns(runner, queue, names(queue), queueIndexes);
    }
    await dropColumns(runner, 'work_order', names('work_order'), orderIndexes);
    await dropColumns(runner, 'repair', names('repair'), repairIndexes);
    await dropColumns(runner, 'staff_post', names('staff_post'));
    await dropColumns(runner, 'building', names('building'));
  }
}

/** Requests that are open when the clocks arrive get the deadline that was shown to their owners. */
const backfill = async (runner: QueryRunner): Promise<void> => {
  await runner.query(
    `UPDATE repair SET
       next_kind = CASE WHEN status = 'done' THEN 'confirm' WHEN status = 'working' THEN 'finish'
         WHEN arrive_due_at IS NOT NULL THEN 'arrive' ELSE 'respond' END,
       next_started_at = created_at,
       next_due_at = CASE WHEN status = 'done' OR status = 'working' THEN finish_due_at
         WHEN arrive_due_at IS NOT NULL THEN arrive_due_at ELSE respond_due_at END
     WHERE status IN ('submitted', 'assigned', 'working', 'done') AND next_kind IS NULL`,
  );
  await runner.query(
    `UPDATE work_order SET procedure_id = (SELECT r.problem_type_id FROM repair r
       WHERE r.community_id = work_order.community_id AND r.id = work_order.repair_id)
     WHERE procedure_id = ''`,
  );
};
