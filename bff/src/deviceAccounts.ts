import { readCommunities } from './features/community/community.door.js';
import { listDevices } from './features/device/device.door.js';
import type { Reader } from './platform/database/access.js';

/** Every device that speaks MQTT, and whether it may sign in: what an outside broker must know. */
export const listMqttDevices = async (
  reader: Reader,
): Promise<{ communityId: string; deviceId: string; isActive: boolean }[]> => {
  const communities = await readCommunities(reader);
  const lists = await Promise.all(communities.map(({ id }) => listDevices(reader, id)));
  return lists
    .flat()
    .filter(({ protocol }) => protocol === 'mqtt')
    .map(({ communityId, id: deviceId, lifecycle }) => ({
      ...{ communityId, deviceId },
      isActive: lifecycle === 'in-use' || lifecycle === 'under-repair',
    }));
};
