import type { DeviceCodeView } from 'shared-types/device';
import type { RepairStatus } from 'shared-types/repair';
import type { DeviceRow, DeviceView } from 'shared-types/staffDevice';
import { toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { deviceTexts as t } from '../../locales/device.js';
import type { Actor, StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readAreas, readHouseBrief } from '../community/community.door.js';
import { readFilesOf } from '../file/file.door.js';
import { readRepairBriefs, repairsOfArea, repairsOfHouse } from '../repair/repair.door.js';
import type { DeviceEntity } from './device.entity.js';
import { countDevices, type DeviceFilter, listDevices } from './device.lists.store.js';
import * as store from './device.store.js';
import { presentDevice, presentRow } from './device.view.js';
import { openLogin } from './login.js';
import { readPlaces } from './place.js';

export const listDeviceRows = async (
  deps: Deps,
  communityId: string,
  { cursor, limit, ...filter }: DeviceFilter & { cursor?: string | undefined; limit: number },
): Promise<{
  items: DeviceRow[];
  nextCursor: string | null;
  total: number;
  counts: Awaited<ReturnType<typeof countDevices>>;
}> => {
  const { reader } = deps.db;
  const [after = null] = decodeCursor(cursor, 1);
  const [{ rows, total }, counts] = await Promise.all([
    listDevices(reader, communityId, filter, { after, limit: limit + 1 }),
    countDevices(reader, communityId),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(presentRow), nextCursor: last ? encodeCursor(last.code) : null, total, counts };
};

/** Public areas, and buildings with their units. */
export const listPlaceChoices = async (
  reader: Reader,
  communityId: string,
): Promise<{
  areas: { id: string; name: string }[];
  buildings: { id: string; name: string; units: { id: string; name: string }[] }[];
}> => {
  const { areas, buildings, units } = await readPlaces(reader, communityId, []);
  return {
    areas: [...areas.values()].map(({ id, name }) => ({ id, name })),
    buildings: [...buildings].map(([id, name]) => ({
      id,
      name,
      units: units.filter((unit) => unit.buildingId === id).map((unit) => ({ id: unit.id, name: unit.name })),
    })),
  };
};

const mostEvents = 30;
const mostRepairs = 20;

/** Requests at the device's house or area, and those that it caused; the newest first. */
const repairsOf = async (reader: Reader, device: DeviceEntity): Promise<DeviceView['repairs']> => {
  const { communityId, houseId, areaId } = device;
  const caused = await store.findRepairIds(reader, communityId, device.id, mostRepairs);
  const [own, here] = await Promise.all([
    readRepairBriefs(reader, communityId, caused),
    houseId
      ? repairsOfHouse(reader, communityId, houseId)
      : areaId
        ? repairsOfArea(reader, communityId, areaId)
        : Promise.resolve([]),
  ]);
  const all = new Map([...own.values(), ...here].map((repair) => [repair.id, repair]));
  return [...all.values()]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, mostRepairs)
    .map(({ id, number, title, status, createdAt }) => ({
      ...{ id, number, title, status: status as RepairStatus },
      createdAt: toInstant(createdAt),
    }));
};

/** The code of the house or the area in which a device stands. */
const placeCodeOf = async (reader: Reader, device: DeviceEntity): Promise<string | null> => {
  const { communityId, houseId, areaId } = device;
  if (houseId) return (await readHouseBrief(reader, communityId, houseId))?.placeCode ?? null;
  if (!areaId) return null;
  return (await readAreas(reader, communityId)).find(({ id }) => id === areaId)?.placeCode ?? null;
};

export const readDeviceView = async (deps: Deps, actor: StaffActor, id: string): Promise<DeviceView> => {
  const { reader } = deps.db;
  const device = await store.findDevice(reader, actor.communityId, id);
  if (!device) throw new AppError('device.not_found');
  const documents = await store.findDocuments(reader, actor.communityId, id);
  const [files, history, repairs, placeCode] = await Promise.all([
    readFilesOf(
      deps,
      reader,
      documents.map((document) => document.id),
    ),
    store.findEvents(reader, actor.communityId, id, mostEvents),
    // Requests are read by those who may read requests.
    actor.permissions.has('request.read') ? repairsOf(reader, device) : Promise.resolve([]),
    placeCodeOf(reader, device),
  ]);
  const loginName = device.loginEncrypted ? openLogin(deps, device.loginEncrypted).username : null;
  const times = { now: deps.clock.now(), realNow: deps.clock.realNow() };
  return presentDevice(device, { ...times, placeCode, loginName, documents, files, history, repairs }, actor);
};

/** Staff know their community's devices; owners those of its public places and of their own houses. */
const mayKnow = (actor: Actor, device: DeviceEntity): boolean => {
  if (actor.kind === 'staff') return device.communityId === actor.communityId;
  return device.houseId
    ? actor.houses.some(({ houseId }) => houseId === device.houseId)
    : actor.houses.some(({ communityId }) => communityId === device.communityId);
};

/** Where an owner reports a device: its house, its area, or else an area of its building. */
const reportPlace = async (reader: Reader, device: DeviceEntity): Promise<DeviceCodeView['place']> => {
  const { communityId, houseId, areaId, buildingId } = device;
  if (houseId) {
    const house = await readHouseBrief(reader, communityId, houseId);
    return house && { kind: 'house', houseId: house.id, label: house.label };
  }
  const areas = await readAreas(reader, communityId);
  const area =
    areas.find(({ id }) => id === areaId) ??
    areas.find((one) => buildingId !== null && one.buildingId === buildingId && !areaId);
  return area ? { kind: 'area', code: area.placeCode, label: area.name } : null;
};

/** What a scanned label stands for; one answer for strange and unknown codes. */
export const readDeviceCodeView = async (deps: Deps, actor: Actor, code: string): Promise<DeviceCodeView> => {
  const { reader } = deps.db;
  const device = await store.findByQr(reader, code);
  if (!device || !mayKnow(actor, device)) throw new AppError('place.code_unknown');
  const opens = actor.kind === 'staff' && actor.permissions.has('device.read');
  return {
    name: device.name,
    kindWords: t.kinds[device.kind],
    placeLabel: device.placeLabel || t.noPlace,
    deviceId: opens ? device.id : null,
    place: await reportPlace(reader, device),
  };
};
