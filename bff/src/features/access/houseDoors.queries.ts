import type { Reader } from '../../platform/database/access.js';
import { type DeviceSummary, listDevices } from '../device/device.door.js';
import { findGroupDevices, findGroups } from './access.store.js';
import { doorKinds } from './doorFacts.js';
import { mayChoose } from './pass.rules.js';
import { findPosts } from './terminalPost.store.js';

export interface HouseDoor {
  device: DeviceSummary;
  /** 3栋2单元门厅 */
  groupName: string;
  /** What else stands in each group that it belongs to: the other ways through the same doorway. */
  beside: DeviceSummary[][];
}

/**
 * The doors on a house's way home, out of every group of the community; scrapped ones and those in stock left out. Read
 * once, asked for many houses.
 */
export const readDoorsOfHouses = async (
  reader: Reader,
  communityId: string,
): Promise<(house: { buildingId: string; unitId: string | null }) => HouseDoor[]> => {
  const [groups, rows, devices, posts] = await Promise.all([
    findGroups(reader, communityId),
    findGroupDevices(reader, communityId),
    listDevices(reader, communityId, { kinds: doorKinds }),
    findPosts(reader, communityId),
  ]);
  const atKiosks = new Set(posts.map(({ deviceId }) => deviceId));
  const inUse = new Map(
    devices
      .filter(({ id, lifecycle }) => lifecycle === 'in-use' && !atKiosks.has(id))
      .map((device) => [device.id, device]),
  );
  const members = new Map(
    groups.map(({ id }) => [id, rows.flatMap((row) => (row.groupId === id && inUse.get(row.deviceId)) || [])]),
  );
  const besideOf = (device: DeviceSummary): DeviceSummary[][] =>
    [...members.values()].filter((list) => list.includes(device)).map((list) => list.filter((one) => one !== device));
  return (house) => {
    const found = new Map<string, HouseDoor>();
    for (const group of groups.filter((one) => mayChoose(one, house)))
      for (const device of members.get(group.id) ?? [])
        if (!found.has(device.id)) found.set(device.id, { device, groupName: group.name, beside: besideOf(device) });
    return [...found.values()];
  };
};
