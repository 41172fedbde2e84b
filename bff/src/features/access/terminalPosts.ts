import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type DeviceSummary, findDevice, listDevices } from '../device/device.door.js';
import { findGroupDevices, findGroups } from './access.store.js';
import { deletePostOfKiosk, findPost, findPosts, insertPost } from './terminalPost.store.js';

/** Face terminals that stand at kiosks. They are in no group of doors and open nothing, neither there nor from afar. */

export type PostFault = 'no-terminal' | 'is-door' | 'taken';

const isTerminal = ({ kind, protocol, lifecycle }: DeviceSummary): boolean =>
  (kind === 'door' || kind === 'gate') && protocol === 'isapi' && lifecycle === 'in-use';

/** Devices that stand in a group which is still there. */
const inGroups = async (reader: Reader, communityId: string): Promise<Set<string>> => {
  const [groups, rows] = await Promise.all([findGroups(reader, communityId), findGroupDevices(reader, communityId)]);
  const alive = new Set(groups.map(({ id }) => id));
  return new Set(rows.filter(({ groupId }) => alive.has(groupId)).map(({ deviceId }) => deviceId));
};

export interface StandingTerminal {
  id: string;
  name: string;
  /** At which it stands; null: it may be put at one. */
  kioskId: string | null;
}

/** Those that stand at a kiosk, and those that could. */
export const readTerminals = async (reader: Reader, communityId: string): Promise<StandingTerminal[]> => {
  const [devices, posts, doors] = await Promise.all([
    listDevices(reader, communityId, { kinds: ['door', 'gate'] }),
    findPosts(reader, communityId),
    inGroups(reader, communityId),
  ]);
  const kiosks = new Map(posts.map(({ deviceId, kioskId }) => [deviceId, kioskId]));
  return devices
    .filter((device) => kiosks.has(device.id) || (isTerminal(device) && !doors.has(device.id)))
    .map(({ id, name }) => ({ id, name, kioskId: kiosks.get(id) ?? null }));
};

/** Puts a terminal beside a kiosk in the place of the one before; null: none. What is wrong with it, or null. */
export const postTerminal = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, kioskId, deviceId }: { communityId: string; kioskId: string; deviceId: string | null },
): Promise<PostFault | null> => {
  if (deviceId) {
    const device = await findDevice(tx, communityId, deviceId);
    if (!device || !isTerminal(device)) return 'no-terminal';
    if ((await inGroups(tx, communityId)).has(deviceId)) return 'is-door';
    const post = await findPost(tx, communityId, deviceId);
    if (post) return post.kioskId === kioskId ? null : 'taken';
  }
  await deletePostOfKiosk(tx, communityId, kioskId);
  if (deviceId) await insertPost(tx, { communityId, deviceId, kioskId, since: deps.clock.now() });
  return null;
};
