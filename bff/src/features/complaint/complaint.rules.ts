import type { RepairStatus } from 'shared-types/repair';
import type { OutcomeState } from 'shared-types/staffComplaint';
import { ok, type Result, refuse } from '../../kernel/result.js';
import type { ComplaintOutcomeEntity, ComplaintReportEntity } from './complaint.entity.js';

const illegal: Result<never> = refuse('complaint.illegal_transition');

interface Whole {
  status: RepairStatus;
  round: number;
}

/** What a household said of the present answer; what it said of an earlier one counts no more. */
export const nodOf = (report: ComplaintReportEntity, round: number): ComplaintReportEntity['nod'] =>
  report.nodRound === round ? report.nod : null;

const ended = (whole: Whole): boolean => whole.status === 'done' || whole.status === 'closed';

export const mayAccept = (report: ComplaintReportEntity, whole: Whole): boolean =>
  whole.status === 'done' && nodOf(report, whole.round) === null;

/** Once (policy), before accepting, and as long as a request may be opened again. */
export const mayObject = (
  report: ComplaintReportEntity,
  whole: Whole & { mayObject: boolean },
  mostObjections: number,
): boolean =>
  whole.mayObject && nodOf(report, whole.round) === null && report.stars === null && report.objections < mostObjections;

export const mayRate = (report: ComplaintReportEntity, whole: Whole): boolean => ended(whole) && report.stars === null;

export const accept = (report: ComplaintReportEntity, whole: Whole): Result<ComplaintReportEntity> =>
  mayAccept(report, whole) ? ok({ ...report, nod: 'accepted', nodRound: whole.round }) : illegal;

export const objected = (
  report: ComplaintReportEntity,
  whole: Whole & { mayObject: boolean },
  mostObjections: number,
): Result<ComplaintReportEntity> =>
  mayObject(report, whole, mostObjections)
    ? ok({ ...report, nod: 'objected', nodRound: whole.round, objections: report.objections + 1 })
    : illegal;

/** Rating accepts the answer. */
export const rate = (
  report: ComplaintReportEntity,
  whole: Whole,
  rating: { stars: number; text: string | null },
  at: Date,
): Result<ComplaintReportEntity> => {
  if (report.stars !== null) return refuse('complaint.rating_exists');
  if (!ended(whole)) return illegal;
  return ok({
    ...report,
    ...{ nod: 'accepted', nodRound: whole.round, stars: rating.stars, ratingText: rating.text, ratedAt: at },
  });
};

/** Every household that can say so has accepted: it closes. One that was taken in by telephone cannot, and is not waited for. */
export const allAgree = (reports: readonly ComplaintReportEntity[], round: number): boolean => {
  const asked = reports.filter(({ reporterId }) => reporterId !== null);
  return asked.length > 0 && asked.every((report) => nodOf(report, round) === 'accepted');
};

/** Where a complaint is, for an owner. 0..4: 已提交 已受理 处理中 已答复 办结 */
export const stageOf = (whole: Whole & { heard: boolean; underWay: boolean }): number => {
  if (whole.status === 'closed' || whole.status === 'cancelled') return 4;
  if (whole.status === 'done') return 3;
  if (whole.underWay) return 2;
  return whole.heard ? 1 : 0;
};

type Outcome = Pick<ComplaintOutcomeEntity, 'state'> | null;

/** Whether everybody is to read how it ended: from so many households on (policy). */
export const outcomeState = (
  whole: Pick<Whole, 'status'>,
  households: number,
  publishFrom: number,
  outcome: Outcome,
): OutcomeState => {
  if (outcome) return outcome.state;
  return ended({ ...whole, round: 0 }) && households >= publishFrom ? 'due' : 'none';
};

/** Written, or written anew; what everybody reads is not changed under them. */
export const mayDraft = (state: OutcomeState, due: boolean): boolean => due && state !== 'published';

/** The second look is somebody else's. */
export const decide = (
  outcome: ComplaintOutcomeEntity,
  by: { id: string; name: string },
  input: { decision: 'publish' | 'return'; reason: string | null; text: string },
  at: Date,
): Result<ComplaintOutcomeEntity> => {
  if (outcome.state !== 'draft') return illegal;
  if (outcome.writtenById === by.id) return refuse('complaint.own_text');
  if (outcome.text !== input.text) return refuse('complaint.outdated');
  const decided = { decidedById: by.id, decidedByName: by.name, updatedAt: at };
  return input.decision === 'publish'
    ? ok({ ...outcome, ...decided, state: 'published', reason: null, publishedAt: at })
    : ok({ ...outcome, ...decided, reason: input.reason });
};

export const withdraw = (
  outcome: ComplaintOutcomeEntity,
  by: { id: string; name: string },
  reason: string,
  at: Date,
): Result<ComplaintOutcomeEntity> =>
  outcome.state === 'published'
    ? ok({ ...outcome, state: 'withdrawn', reason, decidedById: by.id, decidedByName: by.name, updatedAt: at })
    : illegal;
