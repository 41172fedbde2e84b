import { AlarmEntity } from '../../src/features/alarm/alarm.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** An alarm as it stands before anybody went. */
export const blankAlarm = (communityId: string, at: Date): AlarmEntity => ({
  ...{ communityId, id: newId(at), source: 'rule', ruleId: 'lift-vibration', cameraKind: null, deviceId: null },
  ...{ deviceName: '2单元电梯', placeLabel: '3栋2单元', houseId: null, areaId: null, title: '电梯振动过大' },
  ...{ detail: '振动 5.2 mm/s，上限 4.5 mm/s', severity: 'serious', rank: 1, department: 'engineering' },
  ...{ status: 'open', policyVersion: 0, count: 1, firstAt: at, lastAt: at, raisedAt: at, normalAt: at },
  ...{ dueFrom: at, dueAt: new Date(at.getTime() + 900_000), level: null, calls: 0, nextStepAt: null },
  ...{ holderId: null, holderName: null, acknowledgedAt: null, handledAt: null, closedAt: null, outcome: null },
  ...{ repairId: null, samples: [], openKey: `test|${newId(at)}` },
});

/** What an id of alarms can point at. */
export const makeAlarmThings = async ({ db, clock }: Deps, communityId: string): Promise<{ alarm: string }> => {
  const alarm = blankAlarm(communityId, clock.now());
  await inTransaction(db, (tx) => tx.insert(AlarmEntity, alarm));
  return { alarm: alarm.id };
};
