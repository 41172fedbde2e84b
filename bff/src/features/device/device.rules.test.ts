import fc from 'fast-check';
import { deviceLifecycles } from 'shared-types/device';
import { mayGo } from '../../kernel/machine.js';
import { deviceMachine } from './device.machine.js';
import { daysUntil, placeLabelOf, rotated, type Secrets } from './device.rules.js';
import { planRows } from './devicePlan.rules.js';
import { deviceColumnOf, readKind, readLifecycle, unitKey } from './deviceRow.rules.js';

describe('a new secret', () => {
  const at = new Date('2026-11-23T10:00:00Z');
  const later = (ms: number): Date => new Date(at.getTime() + ms);
  const none: Secrets = { secretHash: null, secretSetAt: null, oldSecretHash: null, oldSecretUntil: null };
  const hour = 3_600_000;

  it('without one before has no old one', () => {
    expect(rotated(none, 'a', at, hour)).toEqual({ ...none, secretHash: 'a', secretSetAt: at });
  });

  it('lets the one before live on within the grace, and not without one', () => {
    const a = rotated(none, 'a', at, hour);
    expect(rotated(a, 'b', later(1), hour)).toMatchObject({ oldSecretHash: 'a', oldSecretUntil: later(1 + hour) });
    expect(rotated(a, 'b', later(1), null)).toMatchObject({ oldSecretHash: null, oldSecretUntil: null });
  });

  it('asked for again keeps what the device surely holds, for no longer than was said', () => {
    const a = rotated(none, 'a', at, hour);
    const b = rotated(a, 'b', later(1), hour);
    expect(rotated(b, 'c', later(2), hour)).toMatchObject({
      secretHash: 'c',
      oldSecretHash: 'a',
      oldSecretUntil: later(1 + hour),
    });
    expect(rotated(b, 'c', later(2 + hour), hour)).toMatchObject({ oldSecretHash: 'b' });
  });

  it('never leaves an old one that lives longer than its grace', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4 * hour), fc.boolean()), { maxLength: 20 }), (steps) => {
        let now = at.getTime();
        let state = none;
        for (const [index, [wait, graceful]] of steps.entries()) {
          now += wait;
          state = rotated(state, `s${index}`, new Date(now), graceful ? hour : null);
          expect(state.secretHash).toBe(`s${index}`);
          expect(state.oldSecretHash).not.toBe(state.secretHash);
          if (state.oldSecretUntil) expect(state.oldSecretUntil.getTime() - now).toBeLessThanOrEqual(hour);
          if (!graceful) expect(state.oldSecretHash).toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the life of a device', () => {
  it.each([
    ['in-stock', 'in-use', true],
    ['in-stock', 'under-repair', false],
    ['in-use', 'under-repair', true],
    ['under-repair', 'in-use', true],
    ['in-use', 'scrapped', true],
  ] as const)('%s -> %s: %s', (from, to, allowed) => {
    expect(mayGo(deviceMachine, from, to)).toBe(allowed);
  });

  it('ends with the scrap', () => {
    for (const to of deviceLifecycles) expect(mayGo(deviceMachine, 'scrapped', to)).toBe(false);
  });
});

describe('an office’s table', () => {
  it.each([
    ['设备编号', 'code'],
    ['资产编码', 'code'],
    ['名称', 'name'],
    ['设备类型', 'kind'],
    ['出厂编号', 'serial'],
    ['表号', 'serial'],
    ['安装位置', 'spot'],
    ['所在楼栋', 'building'],
    ['启用日期', 'installedOn'],
    ['保修到期日', 'warrantyUntil'],
    ['生产厂家', 'vendor'],
    ['随便写写', null],
  ])('heading %s', (heading, column) => {
    expect(deviceColumnOf(heading)).toBe(column);
  });

  it.each([
    ['客梯', 'lift'],
    ['车牌识别相机', 'plate-camera'],
    ['监控摄像头', 'camera'],
    ['单相电能表', 'power-meter'],
    ['冷水水表', 'water-meter'],
    ['飞碟', null],
  ])('kind %s', (cell, kind) => {
    expect(readKind(cell)).toBe(kind);
  });

  it('knows states as people call them', () => {
    expect(['正常', '备件', '故障待修', '停用'].map(readLifecycle)).toEqual([
      'in-use',
      'in-stock',
      'under-repair',
      'scrapped',
    ]);
    expect(['2单元', '02', '2', '二'].map(unitKey)).toEqual(['2', '2', '2', '二']);
  });

  const row = { code: 'A', whole: true, lifecycle: null, problems: [], skipped: false };

  it('takes the first of two rows with one number', () => {
    expect(planRows([row, row, { ...row, code: 'B' }], () => null).map(({ state }) => state)).toEqual([
      'create',
      'bad',
      'create',
    ]);
  });

  it.each([
    ['nothing different', 'in-use', [], null, 'same'],
    ['another name', 'in-use', ['名称'], null, 'update'],
    ['another state that may follow', 'in-use', [], 'under-repair', 'update'],
    ['another state that may not', 'in-stock', [], 'under-repair', 'bad'],
    ['a scrapped one that is changed', 'scrapped', ['名称'], null, 'bad'],
    ['a scrapped one as it is', 'scrapped', [], 'scrapped', 'same'],
  ] as const)('%s', (_title, is, changes, lifecycle, state) => {
    const known = { lifecycle: is, changes };
    expect(planRows([{ ...row, lifecycle }], () => known)[0]?.state).toBe(state);
  });

  it('a row that lacks its name makes no device, and changes one that is there', () => {
    const partial = { ...row, whole: false };
    expect(planRows([partial], () => null)[0]).toEqual({ state: 'bad', faults: [{ kind: 'notWhole' }] });
    expect(planRows([partial], () => ({ lifecycle: 'in-use', changes: ['型号'] }))[0]?.state).toBe('update');
  });
});

it('says where a device is in a few words', () => {
  const none = { houseLabel: null, areaName: null, buildingName: null, unitName: null, spot: null };
  expect(placeLabelOf({ ...none, buildingName: '3栋', unitName: '2单元', spot: '一楼大堂' })).toBe(
    '3栋2单元 · 一楼大堂',
  );
  expect(placeLabelOf({ ...none, buildingName: '3栋', areaName: '南门岗亭' })).toBe('南门岗亭');
  expect(placeLabelOf(none)).toBe('');
  expect([daysUntil('2026-12-01', '2026-11-23'), daysUntil('2026-11-22', '2026-11-23')]).toEqual([8, -1]);
});
