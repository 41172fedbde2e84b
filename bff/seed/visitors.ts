import { atWall, toDay } from 'shared-types/time';
import {
  AccessDigitsEntity,
  GateGroupDeviceEntity,
  GateGroupEntity,
  PassageEntity,
  VisitorPassEntity,
} from '../src/features/access/access.entity.js';
import { digitsIndex, sealDigits } from '../src/features/access/digits.js';
import { doorKinds, passageIdOf } from '../src/features/access/doorFacts.js';
import { UnitEntity } from '../src/features/community/community.entity.js';
import type { DeviceSummary } from '../src/features/device/device.door.js';
import { listDevices } from '../src/features/device/device.door.js';
import { newId } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { insertRows } from '../src/platform/database/write.js';
import type { Deps } from '../src/platform/deps.js';
import type { DemoOwner } from './history.js';
import type { Random } from './random.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const guests = ['赵明', '孙姐', '搬家的师傅', '外婆', '王老师', '送家具的', '小陈', '何叔', '装空调的师傅', '表哥一家'];
const plates = ['粤B8K21F', '粤BD36150', '粤A77C32'];

interface Group extends Pick<GateGroupEntity, 'name' | 'buildingId' | 'unitId'> {
  doors: DeviceSummary[];
}

/** Gates of the community, and the doors of each unit. */
const groupsOf = (devices: readonly DeviceSummary[], units: readonly UnitEntity[]): Group[] => {
  const named = (part: string): DeviceSummary[] => devices.filter(({ name }) => name.startsWith(part));
  const gates = ['南门', '北门'].map((name) => ({ name, buildingId: null, unitId: null, doors: named(name) }));
  const halls = devices.filter(({ name }) => /单元(前门|后门|人脸机)$/.test(name));
  const byHall = new Map<string, DeviceSummary[]>();
  for (const door of halls) {
    const hall = door.name.replace(/(前门|后门|人脸机)$/, '');
    byHall.set(hall, [...(byHall.get(hall) ?? []), door]);
  }
  const lobbies = [...byHall].map(([hall, doors]) => {
    const buildingId = doors[0]?.buildingId ?? null;
    const unit = units.find((one) => one.buildingId === buildingId && hall.endsWith(one.name));
    return { name: `${hall}门厅`, buildingId, unitId: unit?.id ?? null, doors };
  });
  const garage = { name: '地下车库', buildingId: null, unitId: null, doors: named('地下车库') };
  return [...gates, ...lobbies, garage].filter(({ doors }) => doors.length > 0);
};

const ways = ['own', 'own', 'bluetooth', 'remote'] as const;

/** Some owners came home today by their own means. */
const comingsHome = (
  hosts: readonly DemoOwner[],
  { door, now, random }: { door: DeviceSummary | undefined; now: Date; random: Random },
): PassageEntity[] =>
  hosts.flatMap(({ accountId, house, name }, index) => {
    const at = new Date(now.getTime() - (20 + random.below(600)) * 60_000);
    if (!door || !accountId) return [];
    const { communityId, id: deviceId, name: place } = door;
    const id = passageIdOf(door, `demo-home-${index}`);
    return {
      ...{ communityId, id, deviceId, place, passId: null, accountId, houseId: house.id, who: name, plate: null },
      ...{ direction: 'in', at, receivedAt: at, way: ways[index % ways.length] ?? 'own', admitted: true, reason: null },
      ...{ flag: null, offline: false, staffId: null, staffName: null, note: null },
    };
  });

/** Guests of today and of the last days, and the doors that they used. */
export const makeVisitors = async (
  deps: Deps,
  { communityId, owners, random }: { communityId: string; owners: readonly DemoOwner[]; random: Random },
): Promise<void> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const devices = await listDevices(reader, communityId, { kinds: doorKinds });
  const units = await reader.findBy(UnitEntity, { communityId });
  const plans = groupsOf(devices, units);
  const groups = plans.map(({ doors: _doors, ...plan }, index) => ({
    ...{ communityId, id: newId(now), number: index + 1, position: index + 1, createdAt: now, removedAt: null },
    ...plan,
  }));
  const rows = plans.flatMap(({ doors }, index) =>
    doors.map((door, position) => ({ communityId, groupId: groups[index]?.id ?? '', deviceId: door.id, position })),
  );
  const passes: VisitorPassEntity[] = [];
  const digitRows: AccessDigitsEntity[] = [];
  const passages: PassageEntity[] = [];
  const entries = devices.filter(({ name }) => name.endsWith('人行入口'));
  const hosts = owners.filter(({ accountId }) => accountId !== null).slice(0, 40);
  const today = atWall(toDay(now), 0).getTime();
  for (const [index, host] of hosts.slice(0, 24).entries()) {
    const isToday = index < 9;
    const startMs = isToday ? today + (8 + index) * hourMs : today - (1 + random.below(20)) * dayMs + 14 * hourMs;
    const validFrom = new Date(startMs);
    const validUntil = new Date(startMs + 5 * hourMs);
    const came = validFrom < now;
    const id = newId(validFrom);
    const open = groups.filter(
      ({ buildingId, unitId }) =>
        (buildingId === null || buildingId === host.house.buildingId) &&
        (unitId === null || unitId === host.house.unitId),
    );
    const digits = String(random.below(1_000_000)).padStart(6, '0');
    const name = guests[index % guests.length] ?? '客人';
    const plate = index % 4 === 1 ? (plates[index % plates.length] ?? null) : null;
    const pass = {
      ...{
        communityId,
        id,
        houseId: host.house.id,
        accountId: host.accountId ?? '',
        hostPersonId: null,
        hostName: host.name,
        name,
      },
      ...{ groupIds: open.map((group) => group.id), groupNumbers: open.map((group) => group.number) },
      ...{ validFrom, validUntil, uses: 2, used: came ? 1 : 0, plate, digitsEncrypted: sealDigits(deps, digits) },
      ...{ createdAt: new Date(startMs - 3 * hourMs), revokedAt: null, revokedWhy: null },
    };
    passes.push(pass);
    if (validUntil > now)
      for (const groupId of pass.groupIds)
        digitRows.push({ communityId, groupId, digitsIndex: digitsIndex(deps, digits), passId: id, validUntil });
    const door = entries[index % Math.max(1, entries.length)];
    if (!came || !door) continue;
    const passage = (at: Date, direction: 'in' | 'out', more: Partial<PassageEntity> = {}): PassageEntity => ({
      ...{ communityId, id: passageIdOf(door, `demo-${index}-${at.getTime()}`), deviceId: door.id, place: door.name },
      ...{
        passId: id,
        accountId: null,
        houseId: pass.houseId,
        who: name,
        plate,
        direction,
        at,
        receivedAt: at,
        way: 'qr',
      },
      ...{ admitted: true, reason: null, flag: null, offline: false, staffId: null, staffName: null, note: null },
      ...more,
    });
    const arrived = new Date(Math.min(startMs + (10 + random.below(60)) * 60_000, now.getTime() - 60_000));
    passages.push(passage(arrived, 'in', { way: index % 3 === 0 ? 'digits' : 'qr', offline: index === 5 }));
    const left = new Date(arrived.getTime() + 2 * hourMs);
    if (left < now) passages.push(passage(left, 'out'));
    if (index % 7 === 2) {
      const early = new Date(startMs - 20 * 60_000);
      passages.push(passage(early, 'in', { admitted: false, reason: 'early' }));
    }
  }
  passages.push(...comingsHome(hosts.slice(0, 12), { door: entries[0], now, random }));
  await inTransaction(deps.db, async (tx) => {
    await insertRows(tx, GateGroupEntity, groups);
    await insertRows(tx, GateGroupDeviceEntity, rows);
    await insertRows(tx, VisitorPassEntity, passes);
    await insertRows(tx, AccessDigitsEntity, digitRows);
    await insertRows(tx, PassageEntity, passages);
  });
};
