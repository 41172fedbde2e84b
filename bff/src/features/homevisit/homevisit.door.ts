import type { Reader } from '../../platform/database/access.js';
import { readHouseBrief } from '../community/community.door.js';
import type { HomeVisitEntity } from './homevisit.entity.js';
import { findVisit } from './homevisit.store.js';
import { noteInVisit as note } from './noteInVisit.js';
import { toldOf } from './people.js';

/** What other features may ask of visits. */

/** Handed to what makes payments, repairs and complaints in them. */
export const noteInVisit = note;

export interface VisitTold extends Pick<HomeVisitEntity, 'half' | 'fromAt' | 'toAt' | 'staffName' | 'result'> {
  id: string;
  houseLabel: string;
  accountIds: string[];
}

/** A visit as its house is told of it; null: there is none. */
export const readVisitTold = async (reader: Reader, communityId: string, id: string): Promise<VisitTold | null> => {
  const visit = await findVisit(reader, communityId, id);
  if (!visit) return null;
  const house = await readHouseBrief(reader, communityId, visit.houseId);
  const { half, fromAt, toAt, staffName, result } = visit;
  return {
    id,
    half,
    fromAt,
    toAt,
    staffName,
    result,
    houseLabel: house?.label ?? '',
    accountIds: await toldOf(reader, visit),
  };
};
