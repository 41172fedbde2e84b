import { type AlarmSeverity, alarmSeverities, type CameraKind } from 'shared-types/alarmPolicy';
import { AlarmEntity, AlarmEventEntity } from '../src/features/alarm/alarm.entity.js';
import { acknowledge, begin } from '../src/features/alarm/clock.rules.js';
import { defaultAlarmPolicy } from '../src/features/alarm/policy.queries.js';
import { alarmStepTopic } from '../src/features/alarm/record.js';
import { type DeviceSummary, listDevices } from '../src/features/device/device.door.js';
import { newId } from '../src/kernel/ids.js';
import { unwrap } from '../src/kernel/result.js';
import { cameraNames } from '../src/locales/alarm.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { setTimer } from '../src/platform/queue/queue.js';

const minuteMs = 60_000;

interface Told {
  kind: CameraKind;
  severity: AlarmSeverity;
  detail: string;
  count: number;
}

const alarmOf = (camera: DeviceSummary, { kind, severity, detail, count }: Told, at: Date): AlarmEntity => ({
  ...{ communityId: camera.communityId, id: newId(at), deviceId: camera.id, deviceName: camera.name },
  ...{ placeLabel: camera.placeLabel, houseId: camera.houseId, areaId: camera.areaId, status: 'open' },
  ...{ source: 'camera', ruleId: null, cameraKind: kind, title: cameraNames[kind], detail, count },
  ...{ severity, rank: alarmSeverities.indexOf(severity), department: 'security', policyVersion: 0 },
  ...{ firstAt: at, lastAt: at, raisedAt: at, normalAt: null, dueFrom: null, dueAt: null, level: null, calls: 0 },
  ...{ nextStepAt: null, holderId: null, holderName: null, acknowledgedAt: null, handledAt: null, closedAt: null },
  ...{ outcome: null, repairId: null, samples: [] },
  openKey: `camera:${kind}|${camera.id}`,
});

const eventOf = (
  alarm: AlarmEntity,
  more: Partial<AlarmEventEntity> & Pick<AlarmEventEntity, 'kind'>,
): AlarmEventEntity => ({
  ...{ communityId: alarm.communityId, id: newId(more.at ?? alarm.raisedAt), alarmId: alarm.id, at: alarm.raisedAt },
  ...{ byId: null, byName: '系统', words: '', note: null },
  ...more,
});

/** Two that are alive, and one that a guard has closed. What sensors find comes from the simulated estate. */
export const makeAlarms = async (
  deps: Deps,
  { communityId, guard }: { communityId: string; guard: { id: string; name: string } },
): Promise<void> => {
  const cameras = await listDevices(deps.db.reader, communityId, { kinds: ['camera'] });
  const lane = cameras.find(({ name }) => name === '消防通道摄像头');
  const gate = cameras.find(({ name }) => name === '北门摄像头');
  const roof = cameras.find(({ name }) => name.endsWith('高空抛物摄像头'));
  if (!lane || !gate || !roof) return;
  const now = deps.clock.now();
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minuteMs);
  const { deadlines } = defaultAlarmPolicy;
  const by = { byId: guard.id, byName: guard.name };
  const blocked = begin(
    alarmOf(lane, { kind: 'blocked-lane', severity: 'serious', detail: '白色面包车停了 6 分钟', count: 2 }, ago(4)),
    deadlines.serious,
  );
  const loitering = unwrap(
    acknowledge(
      alarmOf(gate, { kind: 'loitering', severity: 'notice', detail: '一个人来回走了 20 分钟', count: 1 }, ago(35)),
      guard,
      deadlines.notice,
      ago(31),
    ),
  );
  const thrown: AlarmEntity = {
    ...alarmOf(roof, { kind: 'thrown-object', severity: 'serious', detail: '9 层抛出', count: 1 }, ago(1500)),
    ...{ status: 'closed', acknowledgedAt: ago(1497), handledAt: ago(1470), closedAt: ago(1440), outcome: 'real' },
    ...{ holderId: guard.id, holderName: guard.name, openKey: null },
  };
  const raised = (alarm: AlarmEntity) => eventOf(alarm, { kind: 'raised', byName: '摄像头', words: alarm.detail });
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(AlarmEntity, [blocked, loitering, thrown]);
    await tx.insert(AlarmEventEntity, [
      raised(blocked),
      raised(loitering),
      eventOf(loitering, { kind: 'acknowledged', ...by, at: ago(31) }),
      raised(thrown),
      eventOf(thrown, { kind: 'acknowledged', ...by, at: ago(1497) }),
      eventOf(thrown, { kind: 'handled', ...by, at: ago(1470), note: '是一个塑料瓶，没有伤到人' }),
      eventOf(thrown, { kind: 'closed', ...by, at: ago(1440), words: '属实', note: '找到住户，当面提醒了' }),
    ]);
    for (const { id, nextStepAt } of [blocked, loitering])
      if (nextStepAt)
        await setTimer(tx, deps.clock, {
          ...{ communityId, topic: alarmStepTopic, payload: { alarmId: id }, slot: [id], dueAt: nextStepAt },
        });
  });
};
