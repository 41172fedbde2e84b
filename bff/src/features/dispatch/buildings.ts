import type { Reader } from '../../platform/database/access.js';
import { readBuildingMap } from '../community/community.door.js';
import type { Spot } from './distance.rules.js';

const keptMs = 30_000;
const mostKept = 200;

const kept = new Map<string, { spots: readonly Spot[]; until: number }>();

const reread = async (reader: Reader, communityId: string): Promise<readonly Spot[]> => {
  const spots = await readBuildingMap(reader, communityId);
  if (kept.size >= mostKept) kept.clear();
  kept.set(communityId, { spots, until: performance.now() + keptMs });
  return spots;
};

/** Where the buildings stand; houses are not moved, so they are kept for half a minute, and read anew for a stranger. */
export const readSpots = async (
  reader: Reader,
  communityId: string,
  buildingIds: readonly string[],
): Promise<readonly Spot[]> => {
  const known = kept.get(communityId);
  if (!known || known.until < performance.now()) return reread(reader, communityId);
  return buildingIds.every((id) => known.spots.some((spot) => spot.id === id))
    ? known.spots
    : reread(reader, communityId);
};
