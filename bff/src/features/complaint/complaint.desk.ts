import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type {
  listComplaintCategories,
  listComplaints,
  SimilarComplaint,
  StaffComplaintSummary,
  StaffComplaintView,
} from 'shared-types/staffComplaint';
import { toInstant } from 'shared-types/time';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { complaintWords } from '../../locales/complaint.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { readAreas } from '../community/community.door.js';
import { readFilesOf } from '../file/file.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { type CaseBrief, listCases, readCase, readCases, readWholeCase, type WholeCase } from '../repair/case.door.js';
import { categories } from './categories.js';
import type { ComplaintOutcomeEntity, ComplaintReportEntity } from './complaint.entity.js';
import { mayDraft, outcomeState } from './complaint.rules.js';
import * as store from './complaint.store.js';
import { categoryOf, placeText, presentAnswers, presentReport } from './complaint.view.js';
import { type Likened, likenesses } from './similar.rules.js';

/** What the desk reads of complaints. */

export const readDeskChoices = async (
  deps: Deps,
  actor: StaffActor,
): Promise<ResponseOf<typeof listComplaintCategories>> => ({
  categories: [...categories],
  areas: (await readAreas(deps.db.reader, actor.communityId)).map(({ id, name }) => ({ id, name })),
});

interface Around {
  households: number;
  outcome: ComplaintOutcomeEntity | null;
  publishFrom: number;
}

const summaryOf = (whole: CaseBrief, { households, outcome, publishFrom }: Around): StaffComplaintSummary => ({
  id: whole.id,
  number: whole.number,
  title: whole.title,
  category: categoryOf(whole.categoryId),
  placeLabel: placeText(whole),
  status: whole.status,
  createdAt: toInstant(whole.createdAt),
  promise: whole.staffPromise,
  latest: whole.latest,
  steward: whole.steward,
  households,
  answered: whole.answered,
  escalated: whole.escalatedTo !== null,
  outcome: outcomeState(whole, households, publishFrom, outcome),
});

export const listForDesk = async (
  deps: Deps,
  { communityId }: StaffActor,
  query: QueryOf<typeof listComplaints>,
): Promise<ResponseOf<typeof listComplaints>> => {
  const { reader } = deps.db;
  const [before = null] = decodeCursor(query.cursor, 1);
  // A household's own number is not its request's any more when it was joined or taken apart.
  const asked = query.q && /^[\d-]{4,16}$/u.test(query.q) ? query.q : null;
  const byNumber = asked ? await store.findComplaintIdsByNumber(reader, communityId, asked) : [];
  const rows =
    byNumber.length > 0
      ? [...(await readCases(reader, communityId, byNumber)).values()]
      : await listCases(reader, communityId, {
          ...{ scope: query.scope, categoryId: query.categoryId, q: query.q, before, limit: query.limit + 1 },
        });
  const shown = rows.slice(0, query.limit);
  const last = byNumber.length === 0 && rows.length > query.limit ? shown.at(-1) : undefined;
  const ids = shown.map(({ id }) => id);
  const [households, outcomes, { policy }] = await Promise.all([
    store.countReports(reader, communityId, ids),
    store.findOutcomes(reader, communityId, ids),
    readPolicyInForce(reader, communityId),
  ]);
  const { publishFrom } = policy.complaint;
  return {
    items: shown.map((one) =>
      summaryOf(one, { households: households.get(one.id) ?? 0, outcome: outcomes.get(one.id) ?? null, publishFrom }),
    ),
    nextCursor: last ? encodeCursor(last.id) : null,
  };
};

const mostCompared = 100;

/** Open complaints that may be the same event, with why. */
const similarTo = async (
  deps: Deps,
  whole: CaseBrief,
  said: string,
  withinDays: number,
): Promise<SimilarComplaint[]> => {
  const { reader } = deps.db;
  const { communityId } = whole;
  const others = (
    await listCases(reader, communityId, { scope: 'under-way', before: null, limit: mostCompared })
  ).filter(({ id }) => id !== whole.id);
  if (others.length === 0) return [];
  const reports = await store.findReportsOf(
    reader,
    communityId,
    others.map(({ id }) => id),
  );
  const words = await store.findSaid(
    reader,
    communityId,
    reports.map(({ id }) => id),
  );
  const wordsOf = (complaintId: string): string => {
    const ids = new Set(reports.filter((report) => report.complaintId === complaintId).map(({ id }) => id));
    return words
      .filter(({ reportId }) => ids.has(reportId))
      .map((one) => one.words)
      .join(' ');
  };
  const likened = (one: CaseBrief, text: string): Likened => ({
    ...{ id: one.id, categoryId: one.categoryId, areaId: one.areaId, placeLabel: one.placeLabel },
    ...{ at: one.createdAt, words: text },
  });
  const found = likenesses(
    likened(whole, said),
    others.map((one) => likened(one, wordsOf(one.id))),
    withinDays,
  );
  return found.flatMap(({ id, score, reasons }) => {
    const other = others.find((one) => one.id === id);
    if (!other) return [];
    return [
      {
        ...{ id, number: other.number, title: other.title, placeLabel: placeText(other) },
        ...{ createdAt: toInstant(other.createdAt), likeness: score },
        households: reports.filter((report) => report.complaintId === id).length,
        reasons: reasons.map((reason) => complaintWords.alike[reason]),
      },
    ];
  });
};

interface Acting {
  actor: StaffActor;
  whole: WholeCase;
  reports: ComplaintReportEntity[];
  state: StaffComplaintSummary['outcome'];
  outcome: ComplaintOutcomeEntity | null;
  due: boolean;
}

const actionsOf = ({ actor, whole, reports, state, outcome, due }: Acting): StaffComplaintView['actions'] => {
  const handle = actor.permissions.has('complaint.handle');
  const publish = actor.permissions.has('complaint.publish');
  const open = ['submitted', 'assigned', 'working'].includes(whole.status);
  const second = publish && state === 'draft' && outcome?.writtenById !== actor.id;
  const may: Record<StaffComplaintView['actions'][number], boolean> = {
    take: handle && whole.may.take(actor),
    answer: handle && whole.may.answer,
    merge: handle && open,
    split: handle && open && reports.length > 1 && reports.some(({ joinedAt }) => joinedAt !== null),
    'draft-outcome': handle && mayDraft(state, due),
    'publish-outcome': second,
    'return-outcome': second && outcome?.reason === null,
    'withdraw-outcome': publish && state === 'published',
  };
  return (Object.keys(may) as StaffComplaintView['actions']).filter((action) => may[action]);
};

/** Where a complaint went that was joined to another. */
const mergedInto = async (deps: Deps, whole: CaseBrief): Promise<StaffComplaintView['mergedInto']> => {
  if (whole.status !== 'cancelled') return null;
  const report = await store.findFirstReport(deps.db.reader, whole.communityId, whole.id);
  const into = report ? await readCase(deps.db.reader, whole.communityId, report.complaintId) : null;
  return into && into.id !== whole.id ? { id: into.id, number: into.number } : null;
};

export const readForDesk = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffComplaintView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const { policy } = await readPolicyInForce(reader, communityId);
  const [whole, reports, answers, outcome] = await Promise.all([
    readWholeCase(reader, policy, { communityId, id }, deps.clock.now()),
    store.findReportsOf(reader, communityId, [id]),
    store.findAnswers(reader, communityId, [id]),
    store.findOutcome(reader, communityId, id),
  ]);
  if (!whole) throw new AppError('complaint.not_found');
  const said = await store.findSaid(
    reader,
    communityId,
    reports.map((report) => report.id),
  );
  const files = await readFilesOf(
    deps,
    reader,
    said.flatMap((one) => [one.id, one.eventId]),
  );
  const { publishFrom, similarDays } = policy.complaint;
  const summary = summaryOf(whole, { households: reports.length, outcome, publishFrom });
  const due = outcomeState(whole, reports.length, publishFrom, null) === 'due';
  const mayKnow = actor.permissions.has('complaint.reporter');
  const actions = actionsOf({ actor, whole, reports, state: summary.outcome, outcome, due });
  const words = said.map((one) => one.words).join(' ');
  const phoneOf = ({ contactPhoneEncrypted }: ComplaintReportEntity): string | null =>
    mayKnow && contactPhoneEncrypted ? decryptField(deps.keys, contactPhoneEncrypted, 'phone') : null;
  return {
    ...summary,
    mergedInto: await mergedInto(deps, whole),
    reports: reports.map((report) => presentReport(report, said, files, phoneOf(report), whole.round, { mayKnow })),
    answers: presentAnswers(answers),
    similar: actions.includes('merge') ? await similarTo(deps, whole, words, similarDays) : [],
    publication: outcome && {
      ...{ state: outcome.state, title: outcome.title, text: outcome.text, writtenBy: outcome.writtenByName },
      ...{ decidedBy: outcome.decidedByName, reason: outcome.reason, at: toInstant(outcome.updatedAt) },
    },
    actions,
  };
};
