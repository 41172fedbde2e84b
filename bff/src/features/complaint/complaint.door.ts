import type { OwnComplaintSummary } from 'shared-types/complaint';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { categoryName, readCase } from '../repair/case.door.js';
import type { RatingBrief } from '../repair/repair.door.js';
import { listOpenOf } from './complaint.queries.js';
import { findReport } from './complaint.store.js';

/** What other features may ask of complaints. */

/** An owner's complaints that are not over; three at most. */
export const openComplaintsOf = (deps: Deps, actor: OwnerActor): Promise<OwnComplaintSummary[]> =>
  listOpenOf(deps, actor);

/** What a household gave its complaint, for whoever follows it up; null: it has not rated. */
export const readComplaintRating = async (
  reader: Reader,
  communityId: string,
  reportId: string,
): Promise<RatingBrief | null> => {
  const report = await findReport(reader, communityId, reportId);
  const whole = report ? await readCase(reader, communityId, report.complaintId) : null;
  if (!report || !whole || report.stars === null || !report.ratedAt) return null;
  const { reporterId: accountId, contactName, number, stars, ratedAt } = report;
  const { title, placeLabel, areaId, categoryId } = whole;
  // Where the household lives is known to those alone who may know who complained.
  const place = { houseId: null, areaId, contactName, placeLabel, typeName: categoryName(categoryId) };
  return { accountId, number, title, stars, words: report.ratingText ?? '', ratedAt, ...place };
};

export interface ComplaintTold {
  id: string;
  /** Who is told. */
  accountId: string;
  number: string;
  title: string;
  placeLabel: string;
  steward: string | null;
  follower: string | null;
}

/** A household's report, for the message to it; null: it has no account. */
export const readComplaintTold = async (
  reader: Reader,
  communityId: string,
  reportId: string,
): Promise<ComplaintTold | null> => {
  const report = await findReport(reader, communityId, reportId);
  const whole = report ? await readCase(reader, communityId, report.complaintId) : null;
  if (!report?.reporterId || !whole) return null;
  const { id, reporterId: accountId, number } = report;
  const { title, placeLabel, steward, escalatedTo } = whole;
  return { id, accountId, number, title, placeLabel, steward, follower: escalatedTo?.follower ?? null };
};
