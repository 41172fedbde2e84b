import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { listVisits, StaffVisitRow, StaffVisitView } from 'shared-types/staffHomeVisit';
import { toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { homeVisitTexts as t } from '../../locales/homeVisit.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { houseDueTotals } from '../billing/billing.door.js';
import { maskPhone } from '../community/community.door.js';
import { type Colleague, listByRole } from '../identity/identity.door.js';
import type { HomeVisitEntity } from './homevisit.entity.js';
import { isTheirs, seesPhone, staffActionsOf } from './homevisit.policy.js';
import { labelsOf, presentPayment, presentSummary, readMade, startOfToday } from './homevisit.queries.js';
import { isLate, isOpen } from './homevisit.rules.js';
import { countUnassigned, findVisit, listOpen, listOver } from './homevisit.store.js';

const phoneOf = (deps: Pick<Deps, 'keys'>, actor: StaffActor, visit: HomeVisitEntity): string | null =>
  seesPhone(actor, visit) && visit.phoneEncrypted
    ? maskPhone(decryptField(deps.keys, visit.phoneEncrypted, 'phone'))
    : null;

/** Rows with the houses' names, and what they owe for those who may take it. */
const presentRows = async (
  deps: Deps,
  actor: StaffActor,
  visits: readonly HomeVisitEntity[],
): Promise<StaffVisitRow[]> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const takes = actor.permissions.has('payment.collect');
  const owing = takes ? [...new Set(visits.filter(isOpen).map(({ houseId }) => houseId))] : [];
  const [labels, due] = await Promise.all([
    labelsOf(reader, visits),
    houseDueTotals(reader, actor.communityId, owing, now),
  ]);
  return visits.map((visit) => ({
    ...presentSummary(visit, labels.get(visit.houseId) ?? '', now),
    contactName: visit.contactName,
    phoneMasked: phoneOf(deps, actor, visit),
    dueFen: takes && isOpen(visit) ? (due.get(visit.houseId)?.dueFen ?? 0) : null,
    note: visit.note,
    mine: isTheirs(actor, visit),
    late: isLate(visit, now),
  }));
};

export const listForStaff = async (
  deps: Deps,
  actor: StaffActor,
  { scope, cursor, limit }: QueryOf<typeof listVisits>,
): Promise<ResponseOf<typeof listVisits>> => {
  const { reader } = deps.db;
  const { communityId, id: staffId } = actor;
  const [at, id] = decodeCursor(cursor, 2);
  const page = { after: at && id ? { at: cursorTime(at), id } : null, limit: limit + 1 };
  const mine = scope === 'mine' ? { staffId, since: startOfToday(deps.clock.now()) } : null;
  const [found, unassigned] = await Promise.all([
    scope === 'over' ? listOver(reader, communityId, page) : listOpen(reader, communityId, mine, page),
    countUnassigned(reader, communityId),
  ]);
  const shown = found.slice(0, limit);
  const last = shown.length < found.length ? shown.at(-1) : undefined;
  return {
    items: await presentRows(deps, actor, shown),
    nextCursor: last ? encodeCursor(last.fromAt.toISOString(), last.id) : null,
    unassigned,
  };
};

const historyOf = (visit: HomeVisitEntity): StaffVisitView['history'] => {
  const { bookedAt, bookedByName, givenAt, setOutAt, endedAt, staffName, status } = visit;
  const name = staffName ?? '';
  const line = (at: Date | null, text: string): StaffVisitView['history'] => (at ? [{ at: toInstant(at), text }] : []);
  const ends: Partial<Record<HomeVisitEntity['status'], string>> = {
    done: t.history.done(name),
    missed: t.history.missed(name),
    cancelled: t.history.cancelled,
  };
  return [
    ...line(bookedAt, t.history.booked(bookedByName)),
    ...line(givenAt, t.history.given(name)),
    ...line(setOutAt, t.history.setOut(name)),
    ...line(endedAt, ends[status] ?? ''),
  ];
};

/** Customer service; where a community has none, its managers. */
const whoGoes = async (reader: Reader, communityId: string, now: Date): Promise<Colleague[]> => {
  const desk = await listByRole(reader, communityId, 'customer-service', now);
  return desk.length > 0 ? desk : listByRole(reader, communityId, 'manager', now);
};

export const readForStaff = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffVisitView> => {
  const { reader } = deps.db;
  const { communityId, permissions } = actor;
  const visit = await findVisit(reader, communityId, id);
  if (!visit) throw new AppError('home_visit.not_found');
  const now = deps.clock.now();
  const actions = staffActionsOf(actor, visit, now);
  const [[row], made, desk] = await Promise.all([
    presentRows(deps, actor, [visit]),
    readMade(reader, visit),
    actions.includes('give') ? whoGoes(reader, communityId, now) : [],
  ]);
  if (!row) throw new AppError('home_visit.not_found');
  return {
    ...row,
    staffId: visit.staffId,
    payments: permissions.has('payment.read')
      ? made.payments.map((one) => ({ ...presentPayment(one), signed: one.signatureFileId !== null }))
      : [],
    // Whose a complaint is stands with the complaint, for those who may know it.
    requests: made.requests.filter(({ complaint }) => !complaint || permissions.has('complaint.reporter')),
    result: visit.result,
    bookedBy: visit.bookedByName,
    rebookedAs: visit.rebookedAs,
    history: historyOf(visit),
    colleagues: desk.map(({ id: staffId, name, onShift }) => ({ id: staffId, name, onShift })),
    actions,
  };
};
