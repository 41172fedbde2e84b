import type { Reader } from '../../platform/database/access.js';
import { findFollowUp, listRated } from './followup.store.js';

/** What other features may ask of follow-ups. */

export interface FollowUpTold {
  /** Who rated and is told; null: their account is gone. */
  accountId: string | null;
  houseId: string | null;
  title: string;
  number: string;
  placeLabel: string;
}

export const readFollowUpTold = async (
  reader: Reader,
  communityId: string,
  id: string,
): Promise<FollowUpTold | null> => {
  const followUp = await findFollowUp(reader, communityId, id);
  if (!followUp) return null;
  const { accountId, houseId, title, number, placeLabel } = followUp;
  return { accountId, houseId, title, number, placeLabel };
};

/** What became of the bad ratings of a span, for whoever looks back at it. */
export interface FollowUpFact {
  repairId: string;
  publishedInTime: boolean | null;
  finished: boolean;
  starsAfter: number | null;
}

export const readFollowUpFacts = async (
  reader: Reader,
  communityId: string,
  span: { from: Date; to: Date },
): Promise<FollowUpFact[]> =>
  (await listRated(reader, communityId, span)).map(({ repairId, publishedAt, planDueAt, finishedAt, starsAfter }) => ({
    ...{ repairId, starsAfter, finished: finishedAt !== null },
    publishedInTime: publishedAt && publishedAt <= planDueAt,
  }));
