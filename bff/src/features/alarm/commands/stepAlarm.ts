import { deterministicId } from '../../../kernel/ids.js';
import { alarmTexts } from '../../../locales/alarm.js';
import { staffLinks } from '../../../locales/staffAlerts.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import type { AlarmEntity } from '../alarm.entity.js';
import { findAlarmsOfRepair, lockAlarm } from '../alarm.store.js';
import { acknowledge, climb, handle } from '../clock.rules.js';
import { calledAt, hasSupervisor } from '../people.js';
import { readAlarmPolicyInForce } from '../policy.queries.js';
import { changeAlarm, tellAlarm } from '../record.js';

const missed = (alarm: AlarmEntity): string => {
  if (alarm.status === 'open') return alarmTexts.lateAcknowledge;
  return alarm.status === 'acknowledged' ? alarmTexts.lateHandle : alarmTexts.lateFinish;
};

/** A deadline was missed, or nobody came after the call: the supervisor is called, then the manager, again and again. */
export const stepAlarm = async (tx: Tx, deps: Deps, communityId: string, alarmId: string): Promise<void> => {
  const alarm = await lockAlarm(tx, communityId, alarmId);
  if (!alarm) return;
  const now = deps.clock.now();
  const { policy } = await readAlarmPolicyInForce(tx, communityId);
  const { alarm: after, call } = climb(alarm, {
    deadlines: policy.deadlines[alarm.severity],
    hasSupervisor: await hasSupervisor(tx, communityId, alarm.department, now),
    now,
  });
  if (!call) return;
  const people = await calledAt(tx, communityId, call, alarm.department, now);
  const why = missed(alarm);
  // The history says whom it climbed to, once for each level.
  if (after.level !== alarm.level)
    await tellAlarm(tx, deps, alarm, { kind: 'escalated', words: `${why}，请${alarmTexts.escalatedTo[call]}督办` });
  await changeAlarm(tx, deps, alarm, after);
  await alertStaff(tx, deps.clock, {
    id: deterministicId('alarm.late', alarm.id, now.toISOString()),
    communityId,
    repairId: null,
    alarmId: alarm.id,
    staffIds: people.map(({ id }) => id),
    kind: 'alarm-late',
    detail: why,
    rings: alarm.severity !== 'notice',
    link: staffLinks.alarm(alarm.id),
  });
};

/** What became of the request that an alarm opened: taken by somebody, or over. */
export const hearRequest = async (
  tx: Tx,
  deps: Deps,
  { communityId, repairId, what, by }: { communityId: string; repairId: string; what: string; by: string },
): Promise<void> => {
  const now = deps.clock.now();
  const { policy } = await readAlarmPolicyInForce(tx, communityId);
  for (const { id } of await findAlarmsOfRepair(tx, communityId, repairId)) {
    const alarm = await lockAlarm(tx, communityId, id);
    if (!alarm || alarm.status === 'closed') continue;
    const deadlines = policy.deadlines[alarm.severity];
    if (what === 'taken') {
      const taken = acknowledge(alarm, null, deadlines, now);
      if (!taken.ok) continue;
      await tellAlarm(tx, deps, alarm, { kind: 'acknowledged', byName: by, words: alarmTexts.orderTaken(by) });
      await changeAlarm(tx, deps, alarm, { ...taken.value, holderName: by });
      continue;
    }
    const words = what === 'cancelled' ? alarmTexts.orderCancelled : alarmTexts.orderDone;
    await tellAlarm(tx, deps, alarm, { kind: 'order-ended', words });
    if (what === 'cancelled') continue;
    const handled = handle(alarm, null, deadlines, now);
    if (!handled.ok) continue;
    if (handled.value.status === 'closed')
      await tellAlarm(tx, deps, alarm, { kind: 'closed', words: alarmTexts.closedBoth });
    await changeAlarm(tx, deps, alarm, handled.value);
  }
};
