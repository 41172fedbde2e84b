import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { readAreas, readHouseBrief } from '../../community/community.door.js';
import { problemType } from '../procedures.js';
import { findRepair } from '../repair.store.js';
import { fileReport } from './report.js';

export interface SystemReport {
  communityId: string;
  place: { houseId: string | null; areaId: string | null };
  problemTypeId: string;
  /** One of the type's emergencies: the emergency clocks run (C5). Null: a general request. */
  emergency: string | null;
  /** Where exactly, at most 40 characters. */
  spot: string;
  text: string;
}

/**
 * A request that nobody reported but a device, by a rule: the same orders, promises and dispatch as any other. Null:
 * the place is no house and no public area of the community, where nobody could sign in.
 */
export const reportBySystem = async (
  deps: Deps,
  tx: Tx,
  { communityId, place, problemTypeId, emergency, spot, text }: SystemReport,
): Promise<{ id: string; number: string } | null> => {
  if (!problemType(problemTypeId)) throw new Error(`no problem type ${problemTypeId}`);
  const house = place.houseId ? await readHouseBrief(tx, communityId, place.houseId) : null;
  const area = place.areaId ? (await readAreas(tx, communityId)).find(({ id }) => id === place.areaId) : undefined;
  const found = house
    ? { ...house, kind: 'house' as const }
    : area && { ...area, communityId, label: area.name, kind: 'area' as const };
  if (!found) return null;
  const { id } = await fileReport(deps, tx, null, {
    // Without an emergency it is said that there is none: the rule knows, whatever its words sound like.
    body: { problemTypeId, emergency: emergency ?? '', spot, text, fileIds: [] },
    place: found,
    channel: 'device',
    reporterId: null,
    contactName: null,
    contactPhone: null,
    moderation: 'passed',
  });
  const repair = await findRepair(tx, communityId, id);
  return repair && { id, number: repair.number };
};
