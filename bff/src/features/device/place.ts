import { AppError } from '../../kernel/appError.js';
import { deviceTexts as t } from '../../locales/device.js';
import type { Reader } from '../../platform/database/access.js';
import {
  type HouseBrief,
  readAreas,
  readBuildingNames,
  readHouseBriefs,
  readUnits,
} from '../community/community.door.js';
import type { DeviceEntity } from './device.entity.js';
import { placeLabelOf } from './device.rules.js';

export interface PlaceWish {
  houseId?: string | null | undefined;
  areaId?: string | null | undefined;
  buildingId?: string | null | undefined;
  unitId?: string | null | undefined;
  spot?: string | null | undefined;
}

export type PlaceColumns = Pick<
  DeviceEntity,
  'houseId' | 'areaId' | 'buildingId' | 'unitId' | 'buildingName' | 'unitName' | 'placeLabel' | 'spot'
>;

/** What stands in a community, read once for any number of devices. */
export interface Places {
  communityId: string;
  buildings: ReadonlyMap<string, string>;
  units: readonly { id: string; buildingId: string; name: string }[];
  areas: ReadonlyMap<string, { id: string; name: string; buildingId: string | null; placeCode: string }>;
  houses: ReadonlyMap<string, HouseBrief>;
}

const housesAtOnce = 500;

export const readPlaces = async (reader: Reader, communityId: string, houseIds: string[]): Promise<Places> => {
  const buildings = await readBuildingNames(reader, communityId);
  const units = await readUnits(reader, communityId);
  const areas = await readAreas(reader, communityId);
  const houses = new Map<string, HouseBrief>();
  for (let from = 0; from < houseIds.length; from += housesAtOnce)
    for (const house of await readHouseBriefs(reader, houseIds.slice(from, from + housesAtOnce)))
      if (house.communityId === communityId) houses.set(house.id, house);
  return { communityId, buildings, units, areas: new Map(areas.map((area) => [area.id, area])), houses };
};

const notFound = (): AppError => new AppError('place.not_found');

const named = (places: Places, buildingId: string | null, unitId: string | null) => ({
  buildingName: buildingId === null ? null : (places.buildings.get(buildingId) ?? null),
  unitName: unitId === null ? null : (places.units.find(({ id }) => id === unitId)?.name ?? null),
});

const columnsOf = (
  places: Places,
  at: Pick<PlaceColumns, 'houseId' | 'areaId' | 'buildingId' | 'unitId' | 'spot'>,
  labels: { houseLabel: string | null; areaName: string | null },
): PlaceColumns => {
  const names = named(places, at.buildingId, at.unitId);
  return { ...at, ...names, placeLabel: placeLabelOf({ ...labels, ...names, spot: at.spot }) };
};

/** Where a device stands, in columns: a house, a public area, or a building with a unit. `place.not_found`. */
export const placeFrom = (places: Places, wish: PlaceWish): PlaceColumns => {
  const spot = wish.spot?.trim() || null;
  if (wish.houseId) {
    const house = places.houses.get(wish.houseId);
    if (!house) throw notFound();
    const { id: houseId, buildingId, unitId, label } = house;
    return columnsOf(
      places,
      { houseId, areaId: null, buildingId, unitId, spot },
      { houseLabel: label, areaName: null },
    );
  }
  if (wish.areaId) {
    const area = places.areas.get(wish.areaId);
    if (!area) throw notFound();
    const { id: areaId, buildingId, name } = area;
    const at = { houseId: null, areaId, buildingId, unitId: null, spot };
    return columnsOf(places, at, { houseLabel: null, areaName: name });
  }
  const buildingId = wish.buildingId ?? null;
  const unitId = wish.unitId ?? null;
  if (buildingId !== null && !places.buildings.has(buildingId)) throw notFound();
  if (unitId !== null && !places.units.some((one) => one.id === unitId && one.buildingId === buildingId))
    throw notFound();
  return columnsOf(
    places,
    { houseId: null, areaId: null, buildingId, unitId, spot },
    { houseLabel: null, areaName: null },
  );
};

export const resolvePlace = async (reader: Reader, communityId: string, wish: PlaceWish): Promise<PlaceColumns> =>
  placeFrom(await readPlaces(reader, communityId, wish.houseId ? [wish.houseId] : []), wish);

/** Of house, area and building only one is meant. */
export const checkOnePlace = (wish: PlaceWish): void => {
  const given = [wish.houseId, wish.areaId, wish.buildingId].filter(Boolean).length;
  if (given > 1) throw new AppError('request.invalid', { fields: { houseId: t.onePlace } });
  if (wish.unitId && !wish.buildingId)
    throw new AppError('request.invalid', { fields: { unitId: t.unitNeedsBuilding } });
};
