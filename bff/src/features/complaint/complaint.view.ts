import type { OwnComplaintSummary, OwnComplaintView } from 'shared-types/complaint';
import type { FileView } from 'shared-types/file';
import type { TimelineEntry } from 'shared-types/repair';
import type { ComplaintReportView } from 'shared-types/staffComplaint';
import { toInstant } from 'shared-types/time';
import { complaintWords } from '../../locales/complaint.js';
import { maskPhone } from '../community/community.door.js';
import { type CaseBrief, type CaseStep, categoryName, type WholeCase } from '../repair/case.door.js';
import type { ComplaintAnswerEntity, ComplaintReportEntity, ComplaintSaidEntity } from './complaint.entity.js';
import { mayAccept, mayObject, mayRate, nodOf, stageOf } from './complaint.rules.js';

type Files = Map<string, FileView[]>;

export const placeText = ({ placeLabel, spot }: Pick<CaseBrief, 'placeLabel' | 'spot'>): string =>
  spot ? `${placeLabel} · ${spot}` : placeLabel;

export const categoryOf = (id: string): { id: string; name: string } => ({ id, name: categoryName(id) });

const filesOf = (said: ComplaintSaidEntity, files: Files): FileView[] => [
  ...(files.get(said.eventId) ?? []),
  ...(files.get(said.id) ?? []),
];

export const presentAnswers = (answers: ComplaintAnswerEntity[]) =>
  answers.map(({ text, byName, at }) => ({ text, by: byName, at: toInstant(at) }));

const ownFields = (report: ComplaintReportEntity, whole: CaseBrief & { underWay?: boolean }) => ({
  id: report.id,
  number: report.number,
  title: whole.title,
  category: categoryOf(whole.categoryId),
  placeLabel: placeText(whole),
  createdAt: toInstant(report.createdAt),
  stage: stageOf({ ...whole, underWay: whole.underWay ?? whole.status === 'working' }),
  promise: whole.ownerPromise,
  latest: whole.latest,
});

export const presentOwnSummary = (report: ComplaintReportEntity, whole: CaseBrief): OwnComplaintSummary =>
  ownFields(report, whole);

export interface OwnParts {
  report: ComplaintReportEntity;
  whole: WholeCase;
  /** Of the request with which it began, where it was joined to another. */
  earlier: CaseStep[];
  said: ComplaintSaidEntity[];
  files: Files;
  answers: ComplaintAnswerEntity[];
  others: number;
  outcomeId: string | null;
  servicePhone: string | null;
  mostObjections: number;
}

/** Newest first: steps of the whole, and what this household said. */
const timelineOf = ({ whole, earlier, said, files }: OwnParts): TimelineEntry[] => {
  const steps = [...whole.steps, ...earlier].map(({ at, ...step }) => ({ ...step, at: toInstant(at), files: [] }));
  const own = said.map((one) => ({
    ...{ id: one.id, at: toInstant(one.at), kind: one.kind, title: complaintWords.said[one.kind] },
    ...{ text: one.words || null, files: filesOf(one, files) },
  }));
  return [...steps, ...own].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1));
};

export const presentOwn = (parts: OwnParts): OwnComplaintView => {
  const { report, whole, said, files, mostObjections } = parts;
  const first = said.find(({ kind }) => kind === 'report');
  const open = ['submitted', 'assigned', 'working'].includes(whole.status);
  const may: Record<OwnComplaintView['actions'][number], boolean> = {
    add: open || whole.status === 'done',
    urge: whole.mayUrge,
    accept: mayAccept(report, whole),
    object: mayObject(report, whole, mostObjections),
    rate: mayRate(report, whole),
  };
  return {
    ...ownFields(report, whole),
    anonymous: report.anonymous,
    text: first?.words ?? '',
    files: first ? filesOf(first, files) : [],
    others: parts.others,
    steward: whole.steward,
    parts: whole.parts,
    escalatedTo: whole.escalatedTo,
    pause: whole.pause,
    answers: presentAnswers(parts.answers),
    timeline: timelineOf(parts),
    rating: report.stars === null ? null : { stars: report.stars, text: report.ratingText },
    urges: { left: whole.urges.left, nextAt: whole.urges.nextAt ? toInstant(whole.urges.nextAt) : null },
    closesAt: whole.closesAt ? toInstant(whole.closesAt) : null,
    servicePhone: parts.servicePhone,
    outcomeId: parts.outcomeId,
    actions: (Object.keys(may) as OwnComplaintView['actions']).filter((action) => may[action]),
  };
};

export interface ReportReader {
  /** May know who complained, also anonymously. */
  mayKnow: boolean;
}

/** What one household said, for staff. Whoever may not know reads the words as the field does, and hears no voice. */
export const presentReport = (
  report: ComplaintReportEntity,
  said: ComplaintSaidEntity[],
  files: Files,
  phone: string | null,
  round: number,
  { mayKnow }: ReportReader,
): ComplaintReportView => ({
  id: report.id,
  number: report.number,
  channel: report.channel,
  at: toInstant(report.createdAt),
  anonymous: report.anonymous,
  who: mayKnow
    ? { name: report.contactName, house: report.houseLabel, phoneMasked: phone ? maskPhone(phone) : null }
    : null,
  said: said
    .filter(({ reportId }) => reportId === report.id)
    .map((one) => ({
      ...{ id: one.id, at: toInstant(one.at), kind: one.kind },
      text: mayKnow ? one.words : one.fieldWords,
      files: mayKnow ? filesOf(one, files) : (files.get(one.eventId) ?? []),
    })),
  joined: report.joinedAt !== null,
  nod: nodOf(report, round),
  stars: report.stars,
  ratingText: report.ratingText,
});
