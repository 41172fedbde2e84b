import type { PlaceView, PublicAreaView } from 'shared-types/community';
import { AppError } from '../../kernel/appError.js';
import type { Actor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { findPlace, type Place } from './community.door.js';
import * as store from './community.store.js';
import { findHousesByText } from './house.door.js';

export const listCommunityViews = async (
  reader: Reader,
): Promise<{ items: { id: string; name: string; servicePhone: string | null }[] }> => ({
  items: (await store.findCommunities(reader)).map(({ id, name, servicePhone }) => ({ id, name, servicePhone })),
});

export const searchHouseViews = async (
  deps: Deps,
  { communityId, q }: { communityId: string; q: string },
): Promise<{ items: { id: string; label: string }[]; total: number }> => {
  if (!(await store.findCommunity(deps.db.reader, communityId))) throw new AppError('community.not_found');
  return findHousesByText(deps.db.reader, communityId, q);
};

export const listAreaViews = async (reader: Reader, communityId: string): Promise<{ items: PublicAreaView[] }> => ({
  items: (await store.findAreas(reader, communityId)).map(presentArea),
});

export const readAreaView = async (reader: Reader, communityId: string, areaId: string): Promise<PublicAreaView> => {
  const area = await store.findArea(reader, communityId, areaId);
  if (!area) throw new AppError('place.not_found');
  return presentArea(area);
};

const presentArea = ({ id, name, buildingId, placeCode }: PublicAreaView): PublicAreaView => ({
  id,
  name,
  buildingId,
  placeCode,
});

/** Staff know their community's codes; owners its public areas and their own houses'. */
const mayKnow = (actor: Actor, place: Place): boolean => {
  if (actor.kind === 'staff') return place.communityId === actor.communityId;
  return place.kind === 'house'
    ? actor.houses.some((house) => house.houseId === place.id)
    : actor.houses.some((house) => house.communityId === place.communityId);
};

/** What a scanned code stands for, if the caller may know; one answer for strange and unknown codes. */
export const readKnownPlace = async (deps: Deps, actor: Actor, code: string): Promise<Place> => {
  const place = await findPlace(deps.db.reader, code);
  if (!place || !mayKnow(actor, place)) throw new AppError('place.code_unknown');
  return place;
};

export const readPlaceView = async (deps: Deps, actor: Actor, code: string): Promise<PlaceView> => {
  const { kind, id, communityId, label } = await readKnownPlace(deps, actor, code);
  return { kind, id, communityId, label };
};
