import type { FileView } from 'shared-types/file';
import type { ServicePolicy } from 'shared-types/policy';
import type { OwnerRepairSummary, OwnerRepairView, TimelineEntry } from 'shared-types/repair';
import type { StaffRepairSummary, StaffRepairView } from 'shared-types/staffRepair';
import { clockTime, dayTime, toInstant } from 'shared-types/time';
import { eventTitle, levelName, masterName, repairWords } from '../../locales/repair.js';
import { departmentNames, skillTrades } from '../../locales/staff.js';
import type { StaffActor } from '../../platform/call.js';
import { maskPhone } from '../community/community.door.js';
import type { EscalationEntity, PromiseEntity } from './loop.entity.js';
import { mainOrder, ordersOfRound } from './loop.rules.js';
import { problemType } from './procedures.js';
import { isOpen, ownerPromise, staffPromise } from './promise.rules.js';
import type { RepairEntity, RepairEventEntity, WorkOrderEntity } from './repair.entity.js';
import type { OrderListRow, RepairListRow } from './repair.lists.store.js';
import { ownerActions, staffActions } from './repair.policy.js';
import { urgeState } from './repair.rules.js';

type Files = Map<string, FileView[]>;

const typeView = (id: string): { id: string; name: string } => ({ id, name: problemType(id)?.name ?? '' });

const placeText = (repair: { placeLabel: string; spot: string | null }): string =>
  repair.spot ? `${repair.placeLabel} · ${repair.spot}` : repair.placeLabel;

/** 今天 14:00–18:00; null when the owner named no time. */
export const preferredText = (from: Date | null, to: Date | null, now: Date): string | null => {
  if (!from) return null;
  return to ? `${dayTime(from, now)}–${clockTime(to)}` : dayTime(from, now);
};

/** 0..4: reported, assigned, accepted, at work, done. */
const stageOf = (status: RepairEntity['status'], accepted: boolean): number => {
  if (status === 'done' || status === 'closed') return 4;
  if (status === 'working') return 3;
  if (status === 'assigned') return accepted ? 2 : 1;
  return 0;
};

export const presentPause = (row: Pick<RepairListRow, 'pausedAt' | 'pausedUntil' | 'pauseReason' | 'pausedBy'>) =>
  row.pausedAt && row.pausedUntil
    ? {
        reason: row.pauseReason ?? '',
        since: toInstant(row.pausedAt),
        until: toInstant(row.pausedUntil),
        by: row.pausedBy ?? '',
      }
    : null;

const presentEscalation = (
  row: Pick<RepairListRow, 'escalationId' | 'escalationLevel' | 'escalatedAt' | 'escalationFollower'>,
) =>
  row.escalationId && row.escalationLevel && row.escalatedAt
    ? {
        id: row.escalationId,
        level: row.escalationLevel,
        since: toInstant(row.escalatedAt),
        follower: row.escalationFollower,
      }
    : null;

/** The order that stands for the whole: of the last round, the one that mends. */
const leading = (orders: readonly OrderListRow[]): OrderListRow | undefined =>
  orders.find((order) => order.status !== 'cancelled') ?? orders[0];

export const presentOwnerSummary = (row: RepairListRow, orders: OrderListRow[]): OwnerRepairSummary => {
  const order = leading(orders);
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    problemType: typeView(row.problemTypeId),
    urgency: row.urgency,
    status: row.status,
    placeLabel: placeText(row),
    createdAt: toInstant(row.createdAt),
    promise: ownerPromise(row),
    latest: row.latest,
    stage: stageOf(row.status, order?.accepted ?? false),
    worker: order?.workerName
      ? { name: masterName(order.workerName), trade: skillTrades[problemType(row.problemTypeId)?.skill ?? ''] ?? '' }
      : null,
  };
};

/** Field by field: a spread costs several times as much, and a list presents hundreds a second. */
export const presentStaffSummary = (row: RepairListRow, orders: OrderListRow[]): StaffRepairSummary => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  title: row.title,
  problemType: typeView(row.problemTypeId),
  urgency: row.urgency,
  status: row.status,
  placeLabel: placeText(row),
  createdAt: toInstant(row.createdAt),
  promise: staffPromise(row),
  channel: row.channel,
  contactName: row.contactName,
  moderation: row.moderation,
  orders: orders.map((order) => ({
    id: order.id,
    status: order.status as StaffRepairSummary['orders'][number]['status'],
    workerName: order.workerName,
    department: departmentNames[order.department as keyof typeof departmentNames] ?? order.department,
  })),
  latest: row.latest,
  stars: row.stars,
  steward: row.stewardName,
  escalation: presentEscalation(row),
  pause: presentPause(row),
  urged: row.urges,
  toDecide: row.undecided || row.emergencyHint !== null,
});

const ownerText = (event: RepairEventEntity, viewerId: string): string | null => {
  if (!event.held || event.actorId === viewerId) return event.body;
  return repairWords.contentHeld;
};

/** The history for an owner: no internal notes, nobody's held words but their own. */
const ownerTimeline = (events: RepairEventEntity[], files: Files, viewerId: string): TimelineEntry[] =>
  events
    .filter((event) => event.toOwner)
    .map((event) => ({
      id: event.id,
      at: toInstant(event.at),
      kind: event.kind,
      title: eventTitle(event, 'owner'),
      text: ownerText(event, viewerId),
      files: event.held && event.actorId !== viewerId ? [] : (files.get(event.id) ?? []),
    }));

const staffTimeline = (events: RepairEventEntity[], files: Files): TimelineEntry[] =>
  events.map((event) => ({
    id: event.id,
    at: toInstant(event.at),
    kind: event.kind,
    title: eventTitle(event, 'staff'),
    text: event.body ?? (event.kind === 'refuse' ? event.detail : null),
    files: files.get(event.id) ?? [],
  }));

const ratingOf = (repair: RepairEntity, events: RepairEventEntity[], files: Files) => {
  if (repair.stars === null || !repair.ratedAt) return null;
  const event = events.find((one) => one.kind === 'rate');
  return {
    stars: repair.stars,
    text: repair.ratingText,
    files: event ? (files.get(event.id) ?? []) : [],
    at: toInstant(repair.ratedAt),
  };
};

export interface RepairParts {
  repair: RepairEntity;
  orders: WorkOrderEntity[];
  promises: PromiseEntity[];
  escalation: EscalationEntity | null;
  events: RepairEventEntity[];
  /** By event id; photos of steps are merged into their event's id by the query. */
  files: Files;
  now: Date;
  policy: ServicePolicy;
}

export interface OwnerExtras {
  viewerId: string;
  workerPhone: string | null;
  workerFinished: number;
  servicePhone: string | null;
}

const fieldsOf = (repair: RepairEntity) => ({
  id: repair.id,
  number: repair.number,
  title: repair.title,
  problemType: typeView(repair.problemTypeId),
  urgency: repair.urgency,
  status: repair.status,
  placeLabel: placeText(repair),
  createdAt: toInstant(repair.createdAt),
});

const percentOf = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : Math.round(basisPoints / 100);

/** Every department's part, where there is more than one (C8). */
const partsOf = (parts: RepairParts): OwnerRepairView['parts'] => {
  const orders = ordersOfRound(parts);
  if (orders.length < 2) return [];
  return orders.map((order) => ({
    department: repairWords.departmentPart(order.department),
    task: order.task,
    status: order.status,
    workerName: order.workerName ? masterName(order.workerName) : null,
  }));
};

const escalatedTo = (repair: RepairEntity): OwnerRepairView['escalatedTo'] =>
  repair.escalationLevel ? { to: levelName(repair.escalationLevel, ''), follower: repair.escalationFollower } : null;

export const presentForOwner = (parts: RepairParts, extras: OwnerExtras): OwnerRepairView => {
  const { repair, events, files, now, policy } = parts;
  const order = mainOrder(parts);
  const accepted = order?.acceptedAt != null;
  const urges = urgeState(repair, policy, now);
  const rating = ratingOf(repair, events, files);
  return {
    ...fieldsOf(repair),
    promise: ownerPromise(repair),
    text: repair.body && (repair.moderation === 'passed' || repair.reporterId === extras.viewerId) ? repair.body : null,
    preferredTime: preferredText(repair.preferredFrom, repair.preferredTo, now),
    stage: stageOf(repair.status, accepted),
    moderation: repair.moderation,
    worker: order?.workerName
      ? {
          name: order.workerName,
          trade: skillTrades[problemType(repair.problemTypeId)?.skill ?? ''] ?? '',
          // The worker's number only while the work is under way.
          phone: accepted && repair.status !== 'closed' && repair.status !== 'cancelled' ? extras.workerPhone : null,
          finishedCount: extras.workerFinished,
        }
      : null,
    servicePhone: extras.servicePhone,
    timeline: ownerTimeline(events, files, extras.viewerId),
    rating: rating && { ...rating, followedUp: rating.stars <= policy.followUp.stars },
    steward: repair.stewardName,
    parts: partsOf(parts),
    pause: repair.pausedUntil ? { reason: repair.pauseReason ?? '', until: toInstant(repair.pausedUntil) } : null,
    escalatedTo: escalatedTo(repair),
    urges: { left: urges.left, nextAt: urges.nextAt ? toInstant(urges.nextAt) : null },
    closesAt: repair.status === 'done' && repair.nextDueAt ? closesAt(parts) : null,
    typed: { by: repair.typeSource, confidencePercent: percentOf(repair.confidenceBp), undecided: repair.undecided },
    actions: ownerActions(parts),
  };
};

const closesAt = ({ promises }: RepairParts): string | null => {
  const nod = promises.find((one) => one.kind === 'confirm' && isOpen(one));
  return nod ? toInstant(nod.dueAt) : null;
};

const presentPromises = (promises: PromiseEntity[]): StaffRepairView['promises'] =>
  promises.map((one) => ({
    kind: one.kind,
    dueAt: toInstant(one.dueAt),
    metAt: one.metAt ? toInstant(one.metAt) : null,
    state: one.state,
  }));

export const presentForStaff = (
  parts: RepairParts,
  actor: StaffActor,
  contactPhone: string | null,
  workerPhones: Map<string, string | null>,
): StaffRepairView => {
  const { repair, orders, events, files, now } = parts;
  const reportFiles = events.filter((event) => event.kind === 'report').flatMap((event) => files.get(event.id) ?? []);
  const at = (date: Date | null): string | null => (date ? toInstant(date) : null);
  return {
    ...fieldsOf(repair),
    kind: repair.kind,
    promise: staffPromise(repair),
    channel: repair.channel,
    text: repair.body,
    spoken: repair.spoken,
    emergency: repair.emergency,
    preferredTime: preferredText(repair.preferredFrom, repair.preferredTo, now),
    moderation: repair.moderation,
    moderationReason: repair.moderationReason,
    house: repair.houseId ? { id: repair.houseId, label: repair.placeLabel } : null,
    contact: { name: repair.contactName, phoneMasked: contactPhone ? maskPhone(contactPhone) : null },
    files: reportFiles,
    // The present round leads.
    orders: [...orders]
      .sort((a, b) => b.round - a.round)
      .map((order) => ({
        id: order.id,
        department: repairWords.departmentPart(order.department),
        task: order.task,
        main: order.main,
        status: order.status,
        worker: order.workerId
          ? { id: order.workerId, name: order.workerName ?? '', phone: workerPhones.get(order.workerId) ?? null }
          : null,
        assignedAt: at(order.assignedAt),
        acceptedAt: at(order.acceptedAt),
        arrivedAt: at(order.arrivedAt),
        finishedAt: at(order.finishedAt),
        result: order.result,
      })),
    timeline: staffTimeline(events, files),
    rating: ratingOf(repair, events, files),
    steward: repair.stewardName,
    escalation: presentEscalation(repair),
    pause: presentPause(repair),
    urged: repair.urges,
    typed: {
      by: repair.typeSource,
      confidencePercent: percentOf(repair.confidenceBp),
      undecided: repair.undecided,
      emergencyHint: repair.emergencyHint,
      seen:
        repair.seenType === null
          ? null
          : { ...typeView(repair.seenType), confidencePercent: percentOf(repair.seenBp) ?? 0 },
    },
    promises: presentPromises(parts.promises),
    actions: staffActions(actor, parts),
  };
};
