import {
  type AlarmView,
  acknowledgeAlarm,
  closeAlarm,
  handleAlarm,
  listAlarms,
  openAlarmOrder,
  readAlarm,
} from 'shared-types/alarm';
import * as policyApi from 'shared-types/alarmPolicy';
import { newKey } from 'shared-types/client';
import * as repairs from 'shared-types/staffRepair';
import * as orders from 'shared-types/workorder';
import sharp from 'sharp';
import { pushCamera } from '../../../test/factories/alarms.js';
import { makeCommunity, makeStaff } from '../../../test/factories/community.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { noteDeviceSeen } from '../device/device.door.js';
import { DeviceEntity } from '../device/device.entity.js';
import { RepairEntity } from '../repair/repair.entity.js';
import { AlarmEntity, AlarmPolicyEntity } from './alarm.entity.js';
import { hearFinding } from './alarm.findings.js';
import { alarmSweep } from './alarm.jobs.js';
import { hearReadings, hearToldAlarm } from './alarm.readings.js';
import type { Reading } from './alarm.rules.js';
import { ruleKey } from './commands/raise.js';
import { defaultAlarmPolicy } from './policy.queries.js';

const start = '2026-11-23T10:54:00+08:00';
const minute = 60_000;
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());
beforeEach(() => server.deps.clock.set(start));

const picture = (colour = '#6B5648'): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

/** A community with somebody of each kind on duty, and its devices. */
const estate = async () => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const shifts = [
    { startsAt: new Date(Date.parse(start) - 3_600_000), endsAt: new Date(Date.parse(start) + 86_400_000) },
  ];
  const idleMs = 10 * 86_400_000;
  const guard = await makeStaff(deps, community.id, 'guard', { name: '马超', department: 'security', shifts, idleMs });
  const engineer = await makeStaff(deps, community.id, 'engineer', {
    name: '周建国',
    skills: ['lift-technician'],
    shifts,
    idleMs,
    certificates: [{ kind: 'lift', number: 'T1', validUntil: '2027-12-31' }],
  });
  const head = await makeStaff(deps, community.id, 'supervisor', { name: '孙工', department: 'engineering', idleMs });
  const manager = await makeStaff(deps, community.id, 'manager', { name: '高峰', department: 'management', idleMs });
  const lift = await makeDevice(deps, community.id, { kind: 'lift', name: '2单元电梯', areaId: community.area.id });
  const camera = await makeDevice(deps, community.id, { kind: 'camera', name: '南门枪机', areaId: community.area.id });
  const call = (who: { token: string }) => server.client(who.token);
  let seq = 0;
  const says = (values: Record<string, number>, at = deps.clock.now()): Reading => ({ at, seq: ++seq, values });
  const hear = (...readings: Reading[]) =>
    hearReadings(deps, { communityId: community.id, deviceId: lift.id, readings });
  /** Shaken for two minutes: the rule wants one. */
  const shake = async (value = 5.2): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await hear(says({ vibration: value }));
      deps.clock.advance(minute);
    }
  };
  const alarms = async (scope: 'open' | 'ended' = 'open') => call(manager)(listAlarms, { query: { scope } });
  const only = async (): Promise<AlarmView> => {
    const { items } = await alarms();
    expect(items).toHaveLength(1);
    return call(manager)(readAlarm, { params: { id: items[0]?.id ?? '' } });
  };
  const alerts = async (): Promise<{ kind: string; staffIds: string[]; rings: boolean; alarmId: string }[]> =>
    (await deps.db.reader.findBy(OutboxEntity, { communityId: community.id, topic: 'staff.alert' })).flatMap(
      ({ payload }) => {
        const alert = JSON.parse(payload) as { kind: string; staffIds: string[]; rings: boolean; alarmId: string };
        return alert.kind.startsWith('alarm') ? [alert] : [];
      },
    );
  return {
    ...{ community, guard, engineer, head, manager, lift, camera },
    ...{ call, says, hear, shake, alarms, only, alerts },
  };
};
type Estate = Awaited<ReturnType<typeof estate>>;

const push = (
  { camera, community }: Estate,
  eventId: string,
  more: { kind?: string; at?: string; words?: string; picture?: Buffer; secret?: string } = {},
) =>
  pushCamera(
    server.origin,
    { communityId: community.id, id: camera.id, secret: more.secret ?? camera.secret },
    {
      eventId,
      kind: more.kind ?? 'thrown-object',
      at: more.at ?? server.deps.clock.now().toISOString(),
      ...(more.words ? { words: more.words } : {}),
    },
    more.picture ?? null,
  );

describe('a rule over readings', () => {
  it('makes one alarm of one fault, with its count, an order and whoever is on duty told once', async () => {
    const here = await estate();
    await here.shake();
    await here.hear(here.says({ vibration: 6.1 }));
    const alarm = await here.only();
    expect(alarm).toMatchObject({
      title: '电梯振动过大',
      placeLabel: expect.stringContaining('南门岗亭'),
      severity: 'serious',
      status: 'open',
      count: 3,
      normalAt: null,
      detail: '振动 6.1 mm/s，上限 4.5 mm/s',
      due: { kind: 'acknowledge' },
      rule: expect.stringContaining('电梯：振动达到 4.5 mm/s'),
      order: { status: 'submitted', title: expect.stringContaining('电梯') },
      series: [{ metric: 'vibration', name: '振动', unit: 'mm/s', limit: 4.5, points: expect.any(Array) }],
    });
    expect(alarm.series[0]?.points).toHaveLength(4);
    expect(alarm.timeline.map(({ kind }) => kind).sort()).toEqual(['order-opened', 'raised']);
    expect(await here.alerts()).toEqual([
      expect.objectContaining({ kind: 'alarm', staffIds: [here.engineer.id], rings: true, alarmId: alarm.id }),
    ]);
    const [repair] = await server.deps.db.reader.findBy(RepairEntity, { communityId: here.community.id });
    expect(repair).toMatchObject({ channel: 'device', problemTypeId: 'lift', urgency: 'general', emergencyHint: null });
  });

  it('lets what comes again or too late change nothing', async () => {
    const here = await estate();
    const early = here.says({ vibration: 9 }, new Date(Date.parse(start) - 3_600_000));
    await here.hear(here.says({ vibration: 1 }));
    await here.hear(early);
    await server.deps.clock.advance(2 * minute);
    const batch = [0, 1, 2].map((i) => here.says({ vibration: 5 }, new Date(Date.parse(start) + (10 + i) * minute)));
    server.deps.clock.advance(20 * minute);
    await here.hear(...batch);
    await here.hear(...batch.toReversed(), early);
    expect((await here.only()).count).toBe(2);
  });

  it('judges two batches of a device at once as if they came one after the other', async () => {
    const here = await estate();
    const batch = Array.from({ length: 6 }, (_, i) =>
      here.says({ ropeWear: 11 }, new Date(Date.parse(start) - i * 1000)),
    );
    await Promise.all([here.hear(...batch), here.hear(...batch), here.hear(...batch)]);
    expect((await here.only()).count).toBe(6);
  });

  it('goes from vibration to a finished order, to normal, to closed', async () => {
    const here = await estate();
    await here.shake();
    await server.drain();
    const { order } = await here.only();
    const asEngineer = here.call(here.engineer);
    const repair = await here.call(here.head)(repairs.assignRepair, {
      params: { id: order?.repairId ?? '' },
      body: { workerId: here.engineer.id },
    });
    expect(repair.orders[0]).toMatchObject({ status: 'assigned', worker: { name: '周建国' } });
    const params = { id: repair.orders[0]?.id ?? '' };
    await asEngineer(orders.acceptOrder, { params, body: {} });
    await server.drain();
    expect(await here.only()).toMatchObject({ status: 'acknowledged', holder: '周建国', due: { kind: 'handle' } });
    await asEngineer(orders.signInToOrder, { params, body: { placeCode: here.community.area.placeCode } });
    const { steps } = await asEngineer(orders.readOrder, { params });
    for (const step of steps.filter(({ kind }) => kind !== 'sign-in')) {
      const { body } = await upload(server, here.engineer.token, await picture());
      await asEngineer(orders.recordStep, {
        params: { ...params, stepId: step.id },
        body: { fileIds: step.kind === 'photo' ? [String(body.id)] : [] },
      });
    }
    await asEngineer(orders.finishOrder, { params, body: { result: '导靴磨损，换好了' } });
    await server.drain();
    const handled = await here.only();
    expect(handled).toMatchObject({
      status: 'handled',
      normalAt: null,
      closeHindrance: '读数还没有恢复，恢复后才能结案',
    });
    expect(handled.actions).not.toContain('close');
    await here.hear(here.says({ vibration: 2 }));
    expect((await here.alarms()).items).toEqual([]);
    const [ended] = (await here.alarms('ended')).items;
    const closed = await asEngineer(readAlarm, { params: { id: ended?.id ?? '' } });
    expect([closed.status, closed.outcome, closed.order?.status]).toEqual(['closed', 'real', 'done']);
    expect(closed.timeline.map(({ kind }) => kind)).toEqual([
      ...['closed', 'normal', 'order-ended', 'acknowledged'],
      ...closed.timeline.slice(4).map(({ kind }) => kind),
    ]);
    // The next fault is another alarm.
    server.deps.clock.advance(60 * minute);
    await here.shake(7);
    expect((await here.only()).id).not.toBe(closed.id);
  });

  it('closes by a person’s word when it is normal, and not before', async () => {
    const here = await estate();
    await here.shake();
    const { id } = await here.only();
    const body = { note: '看过了，没有问题', outcome: 'real' as const };
    expect(await codeOf(here.call(here.engineer)(closeAlarm, { params: { id }, body }))).toBe('alarm.still_abnormal');
    await here.hear(here.says({ vibration: 1 }));
    const closed = await here.call(here.engineer)(handleAlarm, { params: { id }, body: { note: '清了导轨' } });
    expect([closed.status, closed.actions]).toEqual(['closed', []]);
    expect(await codeOf(here.call(here.engineer)(closeAlarm, { params: { id }, body }))).toBe(
      'alarm.illegal_transition',
    );
  });

  it('says that it is abnormal again while nobody has closed it', async () => {
    const here = await estate();
    await here.shake();
    await here.hear(here.says({ vibration: 1 }));
    expect((await here.only()).normalAt).not.toBeNull();
    server.deps.clock.advance(minute);
    await here.shake();
    const alarm = await here.only();
    expect(alarm.normalAt).toBeNull();
    expect(alarm.timeline.map(({ kind }) => kind)).toContain('again');
    expect(await here.alerts()).toHaveLength(1);
  });

  it('foresees a worn rope and opens a preventive order', async () => {
    const here = await estate();
    const day = 86_400_000;
    const readings = Array.from({ length: 20 }, (_, i) =>
      here.says({ ropeWear: 6 + i * 0.1 }, new Date(Date.parse(start) - (20 - i) * day)),
    );
    await here.hear(...readings);
    const alarm = await here.only();
    expect(alarm).toMatchObject({ title: '电梯钢丝绳该换了', severity: 'notice', order: { status: 'submitted' } });
    expect(alarm.detail).toMatch(/^钢丝绳磨损 7\.9 %，照这样约 2[01] 天后到 10 %/);
    expect((await here.alerts())[0]?.rings).toBe(false);
  });

  it('a smoke sensor’s is an emergency with the emergency’s clocks (C5)', async () => {
    const here = await estate();
    const { deps } = server;
    const smoke = await makeDevice(deps, here.community.id, {
      kind: 'smoke',
      name: '充电棚烟感',
      areaId: here.community.area.id,
    });
    const reading = { at: deps.clock.now(), seq: 1, values: { smoke: 20 } };
    await hearReadings(deps, { communityId: here.community.id, deviceId: smoke.id, readings: [reading] });
    expect(await here.only()).toMatchObject({ severity: 'emergency', department: 'security', title: '烟感报警' });
    const [repair] = await deps.db.reader.findBy(RepairEntity, { communityId: here.community.id });
    expect(repair).toMatchObject({
      urgency: 'emergency',
      emergency: '消防报警',
      respondDueAt: new Date(Date.parse(start) + 15 * minute),
      arriveDueAt: new Date(Date.parse(start) + 30 * minute),
    });
    expect(await here.alerts()).toEqual([
      expect.objectContaining({ kind: 'alarm-emergency', staffIds: [here.guard.id] }),
    ]);
  });
});

describe('silence', () => {
  const sweep = async (): Promise<void> => {
    await alarmSweep(server.deps);
    await server.drain();
  };
  it('is found by the sweep, once, and ends when the device speaks again', async () => {
    const here = await estate();
    const { deps } = server;
    const communityId = here.community.id;
    const seen = () =>
      inTransaction(deps.db, (tx) =>
        noteDeviceSeen(tx, { communityId, deviceId: here.lift.id, at: deps.clock.now(), online: true }),
      );
    await seen();
    deps.clock.advance(61 * minute);
    await sweep();
    deps.clock.advance(10 * minute);
    await sweep();
    expect(await here.only()).toMatchObject({ title: '电梯传感器没有消息', count: 1, detail: '1 小时 1 分钟没有消息' });
    await seen();
    deps.clock.advance(3 * minute);
    await sweep();
    expect((await here.only()).normalAt).not.toBeNull();
  });

  it('lets go of what nobody watches any more', async () => {
    const here = await estate();
    const { deps } = server;
    await here.shake();
    await inTransaction(deps.db, (tx) =>
      tx.update(DeviceEntity, { communityId: here.community.id, id: here.lift.id }, { lifecycle: 'scrapped' }),
    );
    deps.clock.advance(5 * minute);
    await sweep();
    expect((await here.only()).timeline[0]).toMatchObject({ kind: 'normal', words: '设备不在用了' });
  });
});

describe('while nobody comes', () => {
  it('climbs to the supervisor, then to the manager, and stops when somebody goes', async () => {
    const here = await estate();
    await here.shake();
    await server.drain();
    server.deps.clock.advance(15 * minute);
    await server.drain();
    const late = async () =>
      (await here.alerts()).filter(({ kind }) => kind === 'alarm-late').map((one) => one.staffIds);
    expect(await late()).toEqual([[here.head.id]]);
    expect(await here.only()).toMatchObject({ level: 'supervisor', status: 'open' });
    server.deps.clock.advance(15 * minute);
    await server.drain();
    expect((await late()).flat().sort()).toEqual([here.head.id, here.manager.id].sort());
    const { id } = await here.only();
    const key = newKey();
    const acknowledge = () => here.call(here.engineer)(acknowledgeAlarm, { params: { id }, idempotencyKey: key });
    expect(await acknowledge()).toMatchObject({ status: 'acknowledged', level: null, holder: '周建国' });
    expect((await acknowledge()).timeline.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
    server.deps.clock.advance(60 * minute);
    await server.drain();
    expect(await late()).toHaveLength(2);
    expect((await here.alarms()).counts).toMatchObject({ open: 1, unacknowledged: 0, escalated: 0 });
  });
});

describe('a camera', () => {
  it('is one event however often it is pushed, with its picture re-encoded', async () => {
    const here = await estate();
    const bytes = await picture();
    const answers = await Promise.all([1, 2, 3].map(() => push(here, 'E-1', { picture: bytes, words: '6 层抛出' })));
    expect(answers).toEqual([204, 204, 204]);
    await server.drain();
    expect(await push(here, 'E-1', { picture: bytes })).toBe(204);
    await server.drain();
    const alarm = await here.call(here.guard)(readAlarm, { params: { id: (await here.only()).id } });
    expect(alarm).toMatchObject({
      title: '高空抛物',
      count: 1,
      cameraKind: 'thrown-object',
      detail: '6 层抛出',
      photoNeeded: true,
    });
    expect(alarm.pictures).toEqual([expect.objectContaining({ mime: 'image/jpeg', width: 64, height: 48 })]);
    expect(await here.alerts()).toEqual([expect.objectContaining({ staffIds: [here.guard.id], rings: true })]);
    expect((await here.alarms()).items[0]?.thumbUrl).toMatch(/^\/files\//);
    // Another throw is more of the same, with its own picture.
    await push(here, 'E-2', { picture: await picture('#224466') });
    await server.drain();
    expect(await here.only()).toMatchObject({ count: 2, pictures: [{}, {}] });
  });

  it('is acknowledged, handled, and closed with words and a photo of the place', async () => {
    const here = await estate();
    await push(here, 'E-1');
    await server.drain();
    const { id } = await here.only();
    const asGuard = here.call(here.guard);
    await asGuard(acknowledgeAlarm, { params: { id } });
    expect(await asGuard(handleAlarm, { params: { id }, body: { note: '拉了警戒线' } })).toMatchObject({
      status: 'handled',
      due: { kind: 'finish' },
    });
    const close = (fileIds: string[]) =>
      asGuard(closeAlarm, { params: { id }, body: { note: '找到抛物的住户，已批评', outcome: 'real', fileIds } });
    expect(await codeOf(close([]))).toBe('alarm.evidence_missing');
    const { body } = await upload(server, here.guard.token, await picture());
    const closed = await close([String(body.id)]);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'real', due: null });
    expect(closed.timeline[0]).toMatchObject({ kind: 'closed', by: '马超', words: '属实', files: [{ kind: 'image' }] });
    // Somebody else's photo is no evidence.
    await push(here, 'E-9');
    await server.drain();
    const next = (await here.only()).id;
    const theirs = await upload(server, here.engineer.token, await picture());
    const refused = asGuard(closeAlarm, {
      params: { id: next },
      body: { note: '处理了', outcome: 'real', fileIds: [String(theirs.body.id)] },
    });
    expect(await codeOf(refused)).toBe('file.not_yours');
  });

  it('begins anew when it happens once more after it was dealt with', async () => {
    const here = await estate();
    await push(here, 'E-1', { kind: 'blocked-lane' });
    await server.drain();
    const { id } = await here.only();
    await here.call(here.guard)(handleAlarm, { params: { id }, body: { note: '叫车主挪了' } });
    server.deps.clock.advance(minute);
    await push(here, 'E-2', { kind: 'blocked-lane' });
    await server.drain();
    expect(await here.only()).toMatchObject({ id, status: 'open', count: 2, due: { kind: 'acknowledge' } });
    expect(await here.alerts()).toHaveLength(2);
  });

  it('smoke at the charging place opens an emergency request', async () => {
    const here = await estate();
    await push(here, 'E-1', { kind: 'ebike-smoke' });
    await server.drain();
    expect(await here.only()).toMatchObject({ severity: 'emergency', order: { status: expect.any(String) } });
    const [repair] = await server.deps.db.reader.findBy(RepairEntity, { communityId: here.community.id });
    expect([repair?.urgency, repair?.emergency]).toEqual(['emergency', '冒烟']);
  });

  it('keeps an event whose picture is broken, and clocks that are wrong', async () => {
    const here = await estate();
    expect(await push(here, 'E-1', { picture: Buffer.from('no picture'), at: '2030-01-01T00:00:00Z' })).toBe(204);
    await server.drain();
    expect(await here.only()).toMatchObject({
      detail: '图片打不开，没有存',
      pictures: [],
      firstAt: start.replace('+', '.000+'),
    });
  });

  it('is refused without its own secret, and when it is none or too late', async () => {
    const here = await estate();
    expect(await push(here, 'E-1', { secret: 'wrong' })).toBe(401);
    expect(await push(here, 'E-1', { kind: 'party' })).toBe(400);
    expect(await push(here, '../..')).toBe(400);
    expect(await push(here, 'E-1', { at: '2026-11-19T10:00:00+08:00' })).toBe(400);
    const foreign = { communityId: here.community.id, id: here.lift.id, secret: here.lift.secret };
    const event = { eventId: 'E', kind: 'loitering', at: start };
    expect(await pushCamera(server.origin, foreign, event)).toBe(403);
    const other = await estate();
    expect(
      await pushCamera(
        server.origin,
        { ...foreign, communityId: other.community.id, id: here.camera.id, secret: here.camera.secret },
        event,
      ),
    ).toBe(401);
    const anonymous = await fetch(`${server.origin}/callbacks/devices/camera`, { method: 'POST', body: '{}' });
    expect([anonymous.status, (await fetch(`${server.origin}/callbacks/devices/camera`)).status]).toEqual([401, 405]);
    await server.drain();
    expect((await here.alarms()).items).toEqual([]);
    for (let i = 0; i < 25; i++) await push(here, 'E-1', { secret: 'wrong' });
    expect(await push(here, 'E-1', { secret: 'wrong' })).toBe(429);
  });
});

describe('lists, rights and rules', () => {
  it('shows the heaviest first, filtered and by pages, and nothing to other communities', async () => {
    const here = await estate();
    await push(here, 'E-1', { kind: 'loitering' });
    await push(here, 'E-2', { kind: 'ebike-smoke' });
    await push(here, 'E-3', { kind: 'blocked-lane' });
    await server.drain();
    const list = here.call(here.guard);
    const first = await list(listAlarms, { query: { limit: 2 } });
    expect(first.items.map(({ severity }) => severity)).toEqual(['emergency', 'serious']);
    expect(first.counts).toEqual({ open: 3, unacknowledged: 3, emergency: 1, escalated: 0 });
    const second = await list(listAlarms, { query: { limit: 2, cursor: first.nextCursor ?? '' } });
    expect([second.items.map(({ severity }) => severity), second.nextCursor]).toEqual([['notice'], null]);
    expect((await list(listAlarms, { query: { severity: 'notice', source: 'camera' } })).items).toHaveLength(1);
    expect((await list(listAlarms, { query: { deviceId: here.lift.id } })).items).toHaveLength(0);
    const other = await estate();
    const id = first.items[0]?.id ?? '';
    expect(await codeOf(other.call(other.guard)(readAlarm, { params: { id } }))).toBe('alarm.not_found');
    const cleaner = await makeStaff(server.deps, here.community.id, 'cleaner', { department: 'cleaning' });
    expect(await codeOf(here.call(cleaner)(listAlarms))).toBe('auth.forbidden');
    const desk = await makeStaff(server.deps, here.community.id, 'customer-service');
    expect((await here.call(desk)(readAlarm, { params: { id } })).actions).toEqual([]);
    expect(await codeOf(here.call(desk)(acknowledgeAlarm, { params: { id } }))).toBe('auth.forbidden');
  });

  it('turns an alarm without an order into one, once', async () => {
    const here = await estate();
    await push(here, 'E-1');
    await server.drain();
    const { id } = await here.only();
    const open = () => here.call(here.guard)(openAlarmOrder, { params: { id }, body: { problemTypeId: 'order' } });
    expect((await open()).order).toMatchObject({ status: 'submitted' });
    expect(await codeOf(open())).toBe('alarm.illegal_transition');
  });

  it('keeps rules by version, in words, and judges by the newest', async () => {
    const here = await estate();
    const asManager = here.call(here.manager);
    const policy = structuredClone(defaultAlarmPolicy);
    Object.assign(policy.rules[0]?.conditions[0] ?? {}, { limit: 8, clear: 6 });
    expect((await asManager(policyApi.previewAlarmPolicy, { body: { policy } })).changes).toEqual([
      {
        path: 'rules.lift-vibration',
        label: '规则：电梯振动过大',
        before: expect.stringContaining('振动达到 4.5 mm/s'),
        after: expect.stringContaining('振动达到 8 mm/s'),
      },
    ]);
    const change = (basedOn: number) =>
      asManager(policyApi.changeAlarmPolicy, { body: { policy, basedOn, reason: '新电梯' } });
    expect(await change(0)).toMatchObject({ version: 1, history: [{ by: '高峰', reason: '新电梯' }, { version: 0 }] });
    expect(await codeOf(change(0))).toBe('alarm_policy.outdated');
    expect(await codeOf(change(1))).toBe('alarm_policy.unchanged');
    await here.shake(5);
    expect((await here.alarms()).items).toEqual([]);
    await here.shake(9);
    expect(await server.deps.db.reader.findOneBy(AlarmEntity, { communityId: here.community.id })).toMatchObject({
      policyVersion: 1,
      openKey: ruleKey('lift-vibration', here.lift.id),
    });
    const broken = structuredClone(policy);
    Object.assign(broken.rules[0]?.conditions[0] ?? {}, { clear: 9 });
    await expect(asManager(policyApi.previewAlarmPolicy, { body: { policy: broken } })).rejects.toMatchObject({
      code: 'request.invalid',
      problem: { fields: { 'policy.rules.0.conditions.0.clear': '恢复的线要比报警的线更靠里' } },
    });
    expect((await asManager(policyApi.readAlarmPolicyVersion, { params: { version: 1 } })).changes).toHaveLength(1);
    expect(await codeOf(here.call(here.guard)(policyApi.previewAlarmPolicy, { body: { policy } }))).toBe(
      'auth.forbidden',
    );
    expect((await here.call(here.guard)(policyApi.readAlarmPolicy)).actions).toEqual([]);
  });

  it('has what devices and meters say as rules too: heavier, or not at all, from the change on', async () => {
    const here = await estate();
    const { deps } = server;
    const asManager = here.call(here.manager);
    const communityId = here.community.id;
    const meter = await makeDevice(deps, communityId, { kind: 'water-meter', houseId: here.community.houses[0]?.id });
    const found = (kind: 'leak' | 'lost') =>
      hearFinding(deps, {
        ...{ communityId, deviceId: meter.id, kind, words: '夜里一直在走水', openedAt: deps.clock.now() },
        id: newId(deps.clock.now()),
      });
    const tell = async () => {
      const told = {
        communityId,
        deviceId: here.lift.id,
        eventId: newId(deps.clock.now()),
        at: deps.clock.now(),
        data: {},
      };
      const write = await hearToldAlarm(deps, told);
      if (write) await inTransaction(deps.db, write);
    };
    const heard = async () =>
      (await deps.db.reader.findBy(AlarmEntity, { communityId }))
        .map(({ title, severity }) => `${title} ${severity}`)
        .sort();
    const policy = structuredClone(defaultAlarmPolicy);
    policy.found.leak = { active: true, severity: 'emergency', order: null };
    policy.found.lost.active = false;
    policy.told.other.active = false;
    const { changes } = await asManager(policyApi.previewAlarmPolicy, { body: { policy } });
    expect(changes).toEqual([
      { path: 'told.other', label: '设备：设备自己报警', before: '严重', after: '停用' },
      { path: 'found.leak', label: '水电表：可能漏水', before: '严重', after: '紧急' },
      { path: 'found.lost', label: '水电表：总表和分表对不上', before: '提醒', after: '停用' },
    ]);
    await tell();
    expect(await heard()).toEqual(['设备自己报警 serious']);
    await asManager(policyApi.changeAlarmPolicy, { body: { policy, basedOn: 0, reason: '漏水要马上去' } });
    await found('leak');
    await found('lost');
    expect(await heard()).toEqual(['可能漏水 emergency', '设备自己报警 serious']);
  });

  it('reads a version from before those were rules: it has the defaults for them', async () => {
    const here = await estate();
    const { told: _told, found: _found, ...body } = defaultAlarmPolicy;
    const version = { communityId: here.community.id, version: 1, at: server.deps.clock.now(), reason: '旧版' };
    await inTransaction(server.deps.db, (tx) =>
      tx.insert(AlarmPolicyEntity, { ...version, body: JSON.stringify(body), byId: null, byName: '高峰' }),
    );
    expect((await here.call(here.manager)(policyApi.readAlarmPolicy)).policy).toEqual(defaultAlarmPolicy);
  });
});
