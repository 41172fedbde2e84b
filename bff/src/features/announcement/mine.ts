import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import { readHouseBriefs } from '../community/community.door.js';
import type { AnnouncementEntity } from './announcement.entity.js';
import { reaches, type Stand } from './audience.rules.js';

/** Where an owner, family member or tenant is bound, by community. */
export interface Mine {
  communityIds: string[];
  sees(announcement: AnnouncementEntity): boolean;
}

export const readMine = async (reader: Reader, { houses }: OwnerActor): Promise<Mine> => {
  const briefs = await readHouseBriefs(
    reader,
    houses.map(({ houseId }) => houseId),
  );
  const stands: (Stand & { communityId: string })[] = houses.flatMap(({ houseId, communityId, role }) => {
    const house = briefs.find(({ id }) => id === houseId);
    return house ? [{ communityId, houseId, buildingId: house.buildingId, unitId: house.unitId, role }] : [];
  });
  return {
    communityIds: [...new Set(houses.map(({ communityId }) => communityId))],
    sees: ({ communityId, status, audience }) =>
      status === 'published' && stands.some((stand) => stand.communityId === communityId && reaches(audience, stand)),
  };
};
