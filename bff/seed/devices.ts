import type { DeviceKind } from 'shared-types/device';
import { atWall } from 'shared-types/time';
import type { HouseEntity, PublicAreaEntity } from '../src/features/community/community.entity.js';
import { insertDevices, insertEvents } from '../src/features/device/device.store.js';
import { type PlaceWish, placeFrom, readPlaces } from '../src/features/device/place.js';
import { draftDevice } from '../src/features/device/register.js';
import { newId, sha256 } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';

/** What a demo device signs in with: known to the simulated estate, and to nobody in production. */
export const demoDeviceSecret = (code: string): string => sha256(`anju demo device ${code}`);

interface Wish extends PlaceWish {
  kind: DeviceKind;
  protocol?: 'isapi';
  code: string;
  name: string;
  lifecycle?: 'in-stock' | 'scrapped';
}

interface Make {
  vendor: string;
  brand: string;
  model: string;
  installedOn: string;
  warrantyUntil: string;
}

const made = (vendor: string, brand: string, model: string, installedOn: string, warrantyUntil: string): Make => ({
  ...{ vendor, brand, model, installedOn, warrantyUntil },
});

const makes: Record<DeviceKind, Make> = {
  lift: made('上海三菱电梯有限公司', '三菱', 'LEHY-III', '2018-09-20', '2027-09-19'),
  door: made('海康威视', '海康', 'DS-K1T671', '2023-05-12', '2028-05-11'),
  gate: made('捷顺科技', '捷顺', 'JSDZ-2', '2022-03-08', '2027-03-07'),
  smoke: made('青鸟消防', '青鸟', 'JTY-GD-JBF', '2024-04-16', '2034-04-15'),
  light: made('欧普照明', '欧普', 'LED-T8-S', '2021-11-02', '2024-11-01'),
  'people-flow': made('瑞尼影像', '瑞尼', 'FC-200', '2023-05-12', '2026-12-20'),
  camera: made('海康威视', '海康', 'DS-2CD3T47', '2023-05-12', '2028-05-11'),
  'plate-camera': made('海康威视', '海康', 'DS-TCG227', '2022-03-08', '2027-03-07'),
  'power-meter': made('宁波三星', '三星', 'DDZY188', '2019-05-28', '2029-05-27'),
  'water-meter': made('宁波水表', '宁水', 'LXSY-15E', '2019-05-28', '2027-05-27'),
};

const two = (n: number): string => String(n).padStart(2, '0');

/** What stands in the public places, by the names of the areas. */
const publicWishes = (areas: readonly PublicAreaEntity[]): Wish[] => {
  const wishes: Wish[] = [];
  const count = new Map<string, number>();
  const add = (kind: DeviceKind, prefix: string, name: string, areaId: string | undefined, spot?: string): void => {
    if (!areaId) return;
    const n = (count.get(prefix) ?? 0) + 1;
    count.set(prefix, n);
    wishes.push({ kind, code: `${prefix}-${two(n)}`, name, areaId, ...(spot && { spot }) });
  };
  const named = (name: string): string | undefined => areas.find((area) => area.name === name)?.id;
  for (const area of areas) {
    if (area.name.endsWith('单元电梯'))
      for (const n of [1, 2]) add('lift', 'DT', `${area.name.replace('电梯', '')}${n}号客梯`, area.id, `${n}号井道`);
    if (area.name.endsWith('单元门厅'))
      for (const side of ['前门', '后门']) add('door', 'MJ', `${area.name.replace('门厅', '')}${side}`, area.id, side);
    if (area.name.endsWith('楼道')) {
      add('smoke', 'YG', `${area.name}烟感`, area.id, '三层');
      add('light', 'ZM', `${area.name}照明`, area.id);
      add('camera', 'SX', `${area.name.replace('楼道', '')}高空抛物摄像头`, area.id, '楼顶东侧');
    }
  }
  const garages = ['地下车库A区', '地下车库B区'];
  for (const name of garages) {
    add('smoke', 'YG', `${name}烟感`, named(name));
    add('light', 'ZM', `${name}照明`, named(name));
    add('door', 'MJ', `${name}人行门`, named(name), '东侧');
    add('door', 'MJ', `${name}电梯厅门`, named(name), '西侧');
  }
  add('smoke', 'YG', '电动车充电区烟感', named('地下车库A区'), '电动车充电区');
  add('camera', 'SX', '电动车充电区摄像头', named('地下车库A区'), '电动车充电区');
  for (const [name, title] of [
    ['南门岗亭', '南门'],
    ['北门道闸', '北门'],
  ] as const) {
    add('gate', 'DZ', `${title}道闸`, named(name));
    add('plate-camera', 'CP', `${title}车牌相机`, named(name));
    add('door', 'MJ', `${title}人行入口`, named(name), '入口');
    add('door', 'MJ', `${title}人行出口`, named(name), '出口');
    add('camera', 'SX', `${title}摄像头`, named(name));
  }
  add('camera', 'SX', '消防通道摄像头', named('中心花园'), '消防通道');
  for (const name of ['南门岗亭', '中心花园', '儿童游乐场'])
    add('people-flow', 'RL', `${name.replace('岗亭', '')}人流计`, named(name));
  for (const name of ['中心花园', '儿童游乐场']) add('light', 'ZM', `${name}路灯`, named(name));
  return wishes;
};

const metered = 150;

/** Whole buildings have meters, so that the sum of a building's houses can be laid against its master. */
const meterWishes = (houses: readonly HouseEntity[]): Wish[] => {
  const homes = houses.filter(({ kind }) => kind === 'house');
  const perBuilding = new Map<string, HouseEntity[]>();
  for (const house of homes) {
    const beside = perBuilding.get(house.buildingId);
    if (beside) beside.push(house);
    else perBuilding.set(house.buildingId, [house]);
  }
  // The building that the demo shows comes first.
  const shown = homes.find(({ label }) => label === '3栋2单元1102')?.buildingId;
  const order = [...perBuilding.keys()].sort((a, b) => Number(b === shown) - Number(a === shown));
  const chosen = order.flatMap((id) => perBuilding.get(id) ?? []).slice(0, metered);
  const whole = order.filter((id) => perBuilding.get(id)?.every((house) => chosen.includes(house)));
  return [
    ...chosen.flatMap(({ id: houseId, naturalKey }): Wish[] => {
      const number = naturalKey.replaceAll('|', '-');
      return [
        { kind: 'power-meter', code: `DB-${number}`, name: '户用电表', houseId, spot: '电表间' },
        { kind: 'water-meter', code: `SB-${number}`, name: '户用水表', houseId, spot: '水表井' },
      ];
    }),
    ...whole.flatMap((buildingId): Wish[] => {
      const number = perBuilding.get(buildingId)?.[0]?.naturalKey.split('|')[0] ?? '';
      return [
        { kind: 'power-meter', code: `DB-${number}-总`, name: '楼栋总电表', buildingId, spot: '配电间' },
        { kind: 'water-meter', code: `SB-${number}-总`, name: '楼栋总水表', buildingId, spot: '水泵房' },
      ];
    }),
  ];
};

/** Face terminals beside the readers of codes, where the demo shows them. */
const terminalWishes = (areas: readonly PublicAreaEntity[]): Wish[] =>
  ['3栋2单元门厅', '北门道闸'].flatMap((place, index): Wish[] => {
    const areaId = areas.find(({ name }) => name === place)?.id;
    const name = `${place.replace(/门厅|道闸/, '')}人脸机`;
    return areaId
      ? [{ kind: 'door', protocol: 'isapi', code: `RM-${two(index + 1)}`, name, areaId, spot: '入口右侧' }]
      : [];
  });

/** Beside the kiosk, in no group of doors. */
export const kioskTerminalCode = 'RM-Z1';
const kioskTerminal: Wish[] = [
  { kind: 'door', protocol: 'isapi', code: kioskTerminalCode, name: '服务驿站人脸机', spot: '服务驿站自助机旁' },
];

const spares: Wish[] = [
  { kind: 'smoke', code: 'YG-B1', name: '备用烟感', lifecycle: 'in-stock', spot: '工程部仓库' },
  { kind: 'smoke', code: 'YG-B2', name: '备用烟感', lifecycle: 'in-stock', spot: '工程部仓库' },
  { kind: 'water-meter', code: 'SB-B1', name: '备用水表', lifecycle: 'in-stock', spot: '工程部仓库' },
];

/** The estate's devices, with the years of inspections that the lifts have behind them. */
export const makeDevices = async (
  deps: Deps,
  input: {
    communityId: string;
    houses: readonly HouseEntity[];
    areas: readonly PublicAreaEntity[];
    by: { id: string; name: string };
  },
): Promise<void> => {
  const { communityId, houses, areas, by } = input;
  const places = await readPlaces(
    deps.db.reader,
    communityId,
    houses.map(({ id }) => id),
  );
  const devices = [
    ...publicWishes(areas),
    ...meterWishes(houses),
    ...spares,
    ...terminalWishes(areas),
    ...kioskTerminal,
  ].map((wish, index) => {
    const { kind, code, name, lifecycle, protocol, ...place } = wish;
    const identity = { ...makes[kind], serial: `${code.slice(0, 2)}${String(190_417 + index * 37)}` };
    const given = {
      communityId,
      kind,
      code,
      name,
      ...identity,
      secretHash: sha256(demoDeviceSecret(code)),
      protocol,
    };
    return draftDevice(deps.clock, lifecycle ? { ...given, lifecycle } : given, placeFrom(places, place));
  });
  const inspections = devices
    .filter(({ kind }) => kind === 'lift')
    .flatMap(({ id: deviceId }) =>
      ['2024-09-12', '2025-09-11', '2026-09-10'].map((day) => {
        const at = atWall(day, 10);
        const note = '年度检验合格，更换导靴油杯';
        return {
          communityId,
          id: newId(at),
          deviceId,
          kind: 'maintenance' as const,
          note,
          at,
          byId: by.id,
          byName: by.name,
        };
      }),
    );
  await inTransaction(deps.db, async (tx) => {
    await insertDevices(tx, devices);
    await insertEvents(tx, inspections);
  });
};
