import type { ServicePolicy } from 'shared-types/policy';
import type { PromiseView, RepairStatus } from 'shared-types/repair';
import { toInstant } from 'shared-types/time';
import { eventTitle, levelName, masterName, repairWords } from '../../locales/repair.js';
import type { Actor } from '../../platform/call.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { Place } from '../community/community.door.js';
import * as acts from './commands/caseActs.js';
import { fileReport } from './commands/report.js';
import { answerOf, mayAnswer, mayTake } from './complaint.rules.js';
import { checkContent } from './contentCheck.js';
import { isAnswer, ordersOfRound } from './loop.rules.js';
import { findPromises } from './loop.store.js';
import { problemType } from './procedures.js';
import { isOpen, ownerPromise, staffPromise } from './promise.rules.js';
import type { Moderation, RepairEntity, RepairEventEntity, WorkOrderEntity } from './repair.entity.js';
import { listComplaintIds } from './repair.lists.store.js';
import { mayReopen, urgeState } from './repair.rules.js';
import { findEvents, findOrders, findRepair, findRepairs } from './repair.store.js';

/**
 * A complaint's request, as the feature that keeps what households said of it sees it. The request bears neither the
 * reporter nor their house: whoever works on it or looks at the board could read them there.
 */

export type CaseKey = acts.CaseKey;
export const addToCase = acts.addToCase;
export const answerCase = acts.answerCase;
export const leaveCase = acts.leaveCase;
export const mergeCases = acts.mergeCases;
export const objectToCase = acts.objectToCase;
export const rateCase = acts.rateCase;
export const takeCase = acts.takeCase;
export const tellOfCase = acts.tellOfCase;
export const urgeCase = acts.urgeCase;
export const closeCase = acts.agreeToCase;
export type { Moderation };
export const categoryName = (id: string): string => problemType(id)?.name ?? '';
/** The platform's check of what an owner wrote; see contentCheck.ts. */
export const checkWords: typeof checkContent = checkContent;

export interface NewCase {
  communityId: string;
  /** A public area, with its code to sign in at; null: the label says as much as may be said. */
  areaId: string | null;
  placeLabel: string;
  placeCode: string;
  spot: string | null;
  categoryId: string;
  /** Words that people in the field may read. */
  text: string | null;
  moderation: Moderation;
  channel: RepairEntity['channel'];
  /** Given to the first line of the request. */
  fileIds: string[];
  /** When it was said, where that was not now. */
  since?: Date;
}

/** Opens the request of a complaint: its promises, its answer's order, who answers for it. */
export const openCase = async (
  deps: Deps,
  tx: Tx,
  actor: Actor,
  input: NewCase,
): Promise<{ id: string; number: string; eventId: string }> => {
  const place: Place = {
    ...{ kind: 'area', id: input.areaId ?? '', communityId: input.communityId, buildingId: null },
    ...{ label: input.placeLabel, placeCode: input.placeCode },
  };
  const { categoryId: problemTypeId, text, spot, fileIds } = input;
  return fileReport(deps, tx, actor, {
    kind: 'complaint',
    // Nobody runs for a complaint: what sounds like an emergency is a question to the desk, with sound.
    body: { problemTypeId, emergency: '', fileIds, ...(text ? { text } : {}), ...(spot ? { spot } : {}) },
    place,
    channel: input.channel,
    reporterId: null,
    contactName: null,
    contactPhone: null,
    moderation: input.moderation,
    ...(input.since ? { since: input.since } : {}),
  });
};

export interface CaseBrief {
  id: string;
  communityId: string;
  number: string;
  title: string;
  categoryId: string;
  areaId: string | null;
  placeLabel: string;
  spot: string | null;
  status: RepairStatus;
  createdAt: Date;
  latest: string;
  steward: string | null;
  stewardId: string | null;
  round: number;
  /** For owners, and for staff, whose next deadline may be another. */
  ownerPromise: PromiseView | null;
  staffPromise: PromiseView | null;
  escalatedTo: { to: string; follower: string | null } | null;
  pause: { reason: string; until: string } | null;
  /** Its words passed the check: the field reads them. */
  passed: boolean;
  /** Somebody answered the owner in this round. */
  heard: boolean;
  answered: boolean;
}

const briefOf = (repair: RepairEntity, orders: WorkOrderEntity[]): CaseBrief => ({
  id: repair.id,
  communityId: repair.communityId,
  number: repair.number,
  title: repair.title,
  categoryId: repair.problemTypeId,
  areaId: repair.areaId,
  placeLabel: repair.placeLabel,
  spot: repair.spot,
  status: repair.status,
  createdAt: repair.createdAt,
  latest: repair.latest,
  steward: repair.stewardName,
  stewardId: repair.stewardId,
  round: repair.round,
  ownerPromise: ownerPromise(repair),
  staffPromise: staffPromise(repair),
  escalatedTo: repair.escalationLevel
    ? { to: levelName(repair.escalationLevel, ''), follower: repair.escalationFollower }
    : null,
  pause: repair.pausedUntil ? { reason: repair.pauseReason ?? '', until: toInstant(repair.pausedUntil) } : null,
  passed: repair.moderation === 'passed',
  heard: repair.answeredAt !== null,
  answered: answerOf({ repair, orders })?.status === 'finished',
});

/** By id; what is no complaint is left out. */
export const readCases = async (
  reader: Reader,
  communityId: string,
  ids: string[],
): Promise<Map<string, CaseBrief>> => {
  const [repairs, orders] = await Promise.all([
    findRepairs(reader, communityId, ids),
    findOrders(reader, communityId, ids),
  ]);
  return new Map(
    [...repairs.values()]
      .filter(({ kind }) => kind === 'complaint')
      .map((repair) => [
        repair.id,
        briefOf(
          repair,
          orders.filter((order) => order.repairId === repair.id),
        ),
      ]),
  );
};

export const readCase = async (reader: Reader, communityId: string, id: string): Promise<CaseBrief | null> =>
  (await readCases(reader, communityId, [id])).get(id) ?? null;

/** Of a department, without the answer itself. */
const partsOf = (repair: RepairEntity, orders: WorkOrderEntity[]) =>
  ordersOfRound({ repair, orders })
    .filter((order) => !isAnswer(order))
    .map(({ department, task, status, workerName }) => ({
      department: repairWords.departmentPart(department),
      task,
      status,
      workerName: workerName ? masterName(workerName) : null,
    }));

export interface CaseStep {
  id: string;
  at: Date;
  kind: string;
  title: string;
  text: string | null;
}

const stepOf = (event: RepairEventEntity): CaseStep => ({
  id: event.id,
  at: event.at,
  kind: event.kind,
  title: event.kind === 'finish' ? repairWords.partFinished(event.actorName) : eventTitle(event, 'owner'),
  text: event.held ? null : event.body,
});

export interface WholeCase extends CaseBrief {
  parts: ReturnType<typeof partsOf>;
  /** A department has it in hand, or has finished. */
  underWay: boolean;
  /** What every household may read; words of households are not among them. */
  steps: CaseStep[];
  urges: { left: number; nextAt: Date | null };
  mayUrge: boolean;
  mayObject: boolean;
  closesAt: Date | null;
  may: { take: (by: { id: string; name: string }) => boolean; answer: boolean };
}

export const readWholeCase = async (
  reader: Reader,
  policy: ServicePolicy,
  { communityId, id }: CaseKey,
  now: Date,
): Promise<WholeCase | null> => {
  const repair = await findRepair(reader, communityId, id);
  if (repair?.kind !== 'complaint') return null;
  const [orders, events, promises] = await Promise.all([
    findOrders(reader, communityId, [id]),
    findEvents(reader, communityId, id),
    findPromises(reader, communityId, id),
  ]);
  const urges = urgeState(repair, policy, now);
  const running = ['submitted', 'assigned', 'working'].includes(repair.status) && !repair.pausedAt;
  const parts = partsOf(repair, orders);
  return {
    ...briefOf(repair, orders),
    parts,
    underWay: parts.some(({ status }) => status === 'accepted' || status === 'arrived' || status === 'finished'),
    steps: events.filter((event) => event.toOwner).map(stepOf),
    urges,
    mayUrge: running && urges.left > 0,
    mayObject: mayReopen(repair, policy, now),
    closesAt:
      repair.status === 'done' ? (promises.find((one) => one.kind === 'confirm' && isOpen(one))?.dueAt ?? null) : null,
    may: { take: (by) => mayTake({ repair, orders }, by), answer: mayAnswer({ repair, orders }) },
  };
};

/** A community's complaints, newest first. `under-way`: not done yet. */
export const listCases = async (
  reader: Reader,
  communityId: string,
  filter: {
    scope: 'open' | 'under-way' | 'ended' | 'all';
    categoryId?: string | undefined;
    q?: string | undefined;
    before: string | null;
    limit: number;
  },
): Promise<CaseBrief[]> => {
  const ids = await listComplaintIds(reader, communityId, filter);
  const cases = await readCases(reader, communityId, ids);
  return ids.flatMap((id) => cases.get(id) ?? []);
};
