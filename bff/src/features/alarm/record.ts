import type { AlarmEventKind } from 'shared-types/alarm';
import { AppError } from '../../kernel/appError.js';
import { deterministicId, newId } from '../../kernel/ids.js';
import { breaches } from '../../kernel/machine.js';
import { alarmTexts } from '../../locales/alarm.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { cancelTimer, resetTimer } from '../../platform/queue/queue.js';
import { alertStaff } from '../../platform/staffAlert.js';
import type { AlarmEntity } from './alarm.entity.js';
import { alarmMachine } from './alarm.machine.js';
import { insertAlarm, insertAlarmEvent, saveAlarm } from './alarm.store.js';
import { onDuty } from './people.js';

export const alarmStepTopic = 'alarm.step';

export interface AlarmLine {
  kind: AlarmEventKind;
  by?: { id: string; name: string } | null;
  byName?: string;
  words?: string;
  note?: string | null;
  /** When it happened, where that is not now. */
  at?: Date;
}

/** Writes a line of the history and returns its id, to which photos may be given. */
export const tellAlarm = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, id: alarmId }: Pick<AlarmEntity, 'communityId' | 'id'>,
  line: AlarmLine,
): Promise<string> => {
  const now = deps.clock.now();
  const id = newId(now);
  await insertAlarmEvent(tx, {
    communityId,
    id,
    alarmId,
    at: line.at ?? now,
    kind: line.kind,
    byId: line.by?.id ?? null,
    byName: line.by?.name ?? line.byName ?? alarmTexts.system,
    words: (line.words ?? '').slice(0, 200),
    note: line.note ?? null,
  });
  return id;
};

/** The one way in which an alarm changes; it must be locked. Sets its timer and tells open screens. */
export const changeAlarm = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  before: AlarmEntity | null,
  after: AlarmEntity,
): Promise<void> => {
  if (before && breaches(alarmMachine, before, after).length > 0) throw new AppError('alarm.illegal_transition');
  if (before) await saveAlarm(tx, after);
  else await insertAlarm(tx, after);
  const { communityId, id, nextStepAt } = after;
  if (before?.nextStepAt?.getTime() !== nextStepAt?.getTime()) {
    if (nextStepAt)
      await resetTimer(tx, deps.clock, {
        communityId,
        topic: alarmStepTopic,
        payload: { alarmId: id },
        slot: [id],
        dueAt: nextStepAt,
      });
    else await cancelTimer(tx, alarmStepTopic, [id]);
  }
  afterCommit(tx, () => deps.live.send(`alarm:${communityId}`, { type: 'alarm.changed', alarmId: id }));
};

/** Tells whoever is on duty, once for each cause; it rings unless it is a mere notice. */
export const alertDuty = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  alarm: AlarmEntity,
  cause: string,
): Promise<void> => {
  const people = await onDuty(tx, alarm.communityId, alarm, deps.clock.now());
  await alertStaff(tx, deps.clock, {
    id: deterministicId('alarm.alert', alarm.id, cause),
    communityId: alarm.communityId,
    repairId: null,
    alarmId: alarm.id,
    staffIds: people.map(({ id }) => id),
    kind: alarm.severity === 'emergency' ? 'alarm-emergency' : 'alarm',
    rings: alarm.severity !== 'notice',
    link: staffLinks.alarm(alarm.id),
  });
};
