import type { FileView } from 'shared-types/file';
import type { OwnerRepairSummary, OwnerRepairView, TimelineEntry } from 'shared-types/repair';
import type { StaffRepairSummary, StaffRepairView } from 'shared-types/staffRepair';
import { clockTime, dayTime, toInstant } from 'shared-types/time';
import { eventTitle, masterName, repairWords } from '../../locales/repair.js';
import { departmentNames, skillTrades } from '../../locales/staff.js';
import type { StaffActor } from '../../platform/call.js';
import { maskPhone } from '../community/community.door.js';
import { problemType } from './procedures.js';
import { currentPromise } from './promise.rules.js';
import type { RepairEntity, RepairEventEntity, WorkOrderEntity } from './repair.entity.js';
import type { OrderListRow, RepairListRow } from './repair.lists.store.js';
import { ownerActions, staffActions } from './repair.policy.js';

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

const summary = (row: RepairListRow, accepted: boolean) => ({
  id: row.id,
  number: row.number,
  title: row.title,
  problemType: typeView(row.problemTypeId),
  urgency: row.urgency,
  status: row.status,
  placeLabel: placeText(row),
  createdAt: toInstant(row.createdAt),
  promise: currentPromise(row, accepted),
});

export const presentOwnerSummary = (row: RepairListRow, orders: OrderListRow[]): OwnerRepairSummary => {
  const order = orders[0];
  const accepted = order?.accepted ?? false;
  return {
    ...summary(row, accepted),
    latest: row.latest,
    stage: stageOf(row.status, accepted),
    worker: order?.workerName
      ? { name: masterName(order.workerName), trade: skillTrades[problemType(row.problemTypeId)?.skill ?? ''] ?? '' }
      : null,
  };
};

/** Field by field: a spread costs several times as much, and a list presents hundreds a second. */
export const presentStaffSummary = (row: RepairListRow, orders: OrderListRow[]): StaffRepairSummary => ({
  id: row.id,
  number: row.number,
  title: row.title,
  problemType: typeView(row.problemTypeId),
  urgency: row.urgency,
  status: row.status,
  placeLabel: placeText(row),
  createdAt: toInstant(row.createdAt),
  promise: currentPromise(
    row,
    orders.some((order) => order.accepted),
  ),
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
  events: RepairEventEntity[];
  /** By event id; photos of steps are merged into their event's id by the query. */
  files: Files;
  now: Date;
}

export interface OwnerExtras {
  viewerId: string;
  workerPhone: string | null;
  workerFinished: number;
  servicePhone: string | null;
}

const partsSummary = (parts: RepairParts) => {
  const accepted = parts.orders.some((order) => order.acceptedAt !== null && order.status !== 'cancelled');
  return { accepted, fields: summary(parts.repair, accepted) };
};

export const presentForOwner = (parts: RepairParts, extras: OwnerExtras): OwnerRepairView => {
  const { repair, orders, events, files, now } = parts;
  const { accepted, fields } = partsSummary(parts);
  const order = orders[0];
  return {
    ...fields,
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
    rating: ratingOf(repair, events, files),
    actions: ownerActions(repair, orders),
  };
};

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
    ...partsSummary(parts).fields,
    channel: repair.channel,
    text: repair.body,
    emergency: repair.emergency,
    preferredTime: preferredText(repair.preferredFrom, repair.preferredTo, now),
    moderation: repair.moderation,
    moderationReason: repair.moderationReason,
    house: repair.houseId ? { id: repair.houseId, label: repair.placeLabel } : null,
    contact: { name: repair.contactName, phoneMasked: contactPhone ? maskPhone(contactPhone) : null },
    files: reportFiles,
    orders: orders.map((order) => ({
      id: order.id,
      department: departmentNames[order.department as keyof typeof departmentNames] ?? order.department,
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
    actions: staffActions(actor, repair, orders),
  };
};
