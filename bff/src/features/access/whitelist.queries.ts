import { toInstant } from 'shared-types/time';
import type { ListedPlate } from '../../adapters/access-control/plateWire.js';
import { sha256 } from '../../kernel/ids.js';
import type { Deps } from '../../platform/deps.js';
import { listPlates } from '../community/house.door.js';
import { findGroupsOfDevice, findUnended } from './access.store.js';
import { type Door, hostsStillBound } from './doorFacts.js';

/** Plates that a camera lets in when it is cut off: residents' for good, guests' for their time. */
export const readWhitelist = async (
  deps: Deps,
  camera: Door,
): Promise<{ plates: ListedPlate[]; fingerprint: string }> => {
  const { reader } = deps.db;
  const { communityId } = camera;
  const groups = new Set((await findGroupsOfDevice(reader, communityId, camera.id)).map(({ id }) => id));
  const passes = (await findUnended(reader, communityId, deps.clock.now())).filter(
    ({ plate, revokedAt, used, uses, groupIds }) =>
      plate !== null && revokedAt === null && used < uses && groupIds.some((id) => groups.has(id)),
  );
  const isBound = await hostsStillBound(reader, communityId, passes);
  const residents = (await listPlates(reader, communityId)).map((plate) => ({
    plate,
    enableTime: null,
    overdueTime: null,
  }));
  const guests = passes.filter(isBound).map(({ plate, validFrom, validUntil }) => ({
    plate: plate ?? '',
    enableTime: toInstant(validFrom),
    overdueTime: toInstant(validUntil),
  }));
  const plates = [...residents, ...guests];
  return { plates, fingerprint: sha256(JSON.stringify(plates)) };
};
