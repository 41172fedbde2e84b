import type {
  listComplaintChoices,
  listOutcomes,
  listOwnComplaints,
  OwnComplaintSummary,
  OwnComplaintView,
} from 'shared-types/complaint';
import type { QueryOf, ResponseOf } from 'shared-types/contract';
import { toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readAreas, readCommunity } from '../community/community.door.js';
import { readFilesOf } from '../file/file.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { type CaseBrief, categoryName, readCases, readWholeCase } from '../repair/case.door.js';
import { categories } from './categories.js';
import type { ComplaintReportEntity } from './complaint.entity.js';
import * as store from './complaint.store.js';
import { presentOwn, presentOwnSummary } from './complaint.view.js';

export const communitiesOf = (actor: OwnerActor): string[] => [
  ...new Set(actor.houses.map((house) => house.communityId)),
];

export const readChoices = async (deps: Deps, actor: OwnerActor): Promise<ResponseOf<typeof listComplaintChoices>> => {
  const areas = await Promise.all(
    communitiesOf(actor).map(async (communityId) =>
      (await readAreas(deps.db.reader, communityId)).map(({ id, name }) => ({ id, communityId, name })),
    ),
  );
  return { categories: [...categories], areas: areas.flat() };
};

/** The requests of these reports; communities are few. */
const casesOf = async (deps: Deps, reports: ComplaintReportEntity[]): Promise<Map<string, CaseBrief>> => {
  const communities = [...new Set(reports.map(({ communityId }) => communityId))];
  const found = await Promise.all(
    communities.map((communityId) => {
      const ids = reports.filter((one) => one.communityId === communityId).map(({ complaintId }) => complaintId);
      return readCases(deps.db.reader, communityId, [...new Set(ids)]);
    }),
  );
  return new Map(found.flatMap((cases) => [...cases]));
};

const summariesOf = async (deps: Deps, reports: ComplaintReportEntity[]): Promise<OwnComplaintSummary[]> => {
  const cases = await casesOf(deps, reports);
  return reports.flatMap((report) => {
    const whole = cases.get(report.complaintId);
    return whole ? [presentOwnSummary(report, whole)] : [];
  });
};

export const listOwn = async (
  deps: Deps,
  actor: OwnerActor,
  query: QueryOf<typeof listOwnComplaints>,
): Promise<ResponseOf<typeof listOwnComplaints>> => {
  const [before = null] = decodeCursor(query.cursor, 1);
  const reach = { accountId: actor.id, communityIds: communitiesOf(actor) };
  const rows = await store.listReportsOf(deps.db.reader, reach, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return { items: await summariesOf(deps, shown), nextCursor: last ? encodeCursor(last.id) : null };
};

/** Of the last twenty those that are not over; three at most. */
export const listOpenOf = async (deps: Deps, actor: OwnerActor): Promise<OwnComplaintSummary[]> => {
  const reach = { accountId: actor.id, communityIds: communitiesOf(actor) };
  const reports = await store.listReportsOf(deps.db.reader, reach, { before: null, limit: 20 });
  if (reports.length === 0) return [];
  return (await summariesOf(deps, reports)).filter(({ stage }) => stage < 4).slice(0, 3);
};

/** One household's complaint, as it reads it: the steps of the whole, and its own words alone. */
export const readOwn = async (deps: Deps, actor: OwnerActor, id: string): Promise<OwnComplaintView> => {
  const { reader } = deps.db;
  const report = await store.findReportById(reader, communitiesOf(actor), id);
  if (report?.reporterId !== actor.id) throw new AppError('complaint.not_found');
  const { communityId, complaintId, originId } = report;
  const now = deps.clock.now();
  const { policy } = await readPolicyInForce(reader, communityId);
  const key = { communityId, id: complaintId };
  const [whole, origin, said, answers, households, outcome, community] = await Promise.all([
    readWholeCase(reader, policy, key, now),
    originId === complaintId ? null : readWholeCase(reader, policy, { communityId, id: originId }, now),
    store.findSaid(reader, communityId, [id]),
    store.findAnswers(reader, communityId, [...new Set([complaintId, originId])]),
    store.countReports(reader, communityId, [complaintId]),
    store.findOutcome(reader, communityId, complaintId),
    readCommunity(reader, communityId),
  ]);
  if (!whole) throw new AppError('complaint.not_found');
  const files = await readFilesOf(
    deps,
    reader,
    said.flatMap((one) => [one.id, one.eventId]),
  );
  const others = (households.get(complaintId) ?? 1) - 1;
  const outcomeId = outcome?.state === 'published' ? outcome.id : null;
  return presentOwn({
    ...{ report, whole, earlier: origin?.steps ?? [], said, files, answers, others, outcomeId },
    ...{ servicePhone: community?.servicePhone ?? null, mostObjections: policy.complaint.objections },
  });
};

export const listPublic = async (
  deps: Deps,
  actor: OwnerActor,
  query: QueryOf<typeof listOutcomes>,
): Promise<ResponseOf<typeof listOutcomes>> => {
  const [at, id] = decodeCursor(query.cursor, 2);
  const before = at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : null;
  const rows = await store.listPublished(deps.db.reader, communitiesOf(actor), { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((one) => ({
      ...{ id: one.id, title: one.title, text: one.text, category: categoryName(one.categoryId) },
      households: one.households,
      reportedAt: toInstant(one.reportedAt),
      publishedAt: toInstant(one.publishedAt ?? one.updatedAt),
    })),
    nextCursor: last?.publishedAt ? encodeCursor(last.publishedAt.toISOString(), last.id) : null,
  };
};
