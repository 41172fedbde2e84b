import { rolePermissions } from 'shared-types/permissions';
import { AppError } from '../../../kernel/appError.js';
import { homeVisitTexts as t } from '../../../locales/homeVisit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { decryptField } from '../../../platform/secrets/fieldCrypto.js';
import { readWorker } from '../../identity/identity.door.js';
import type { HomeVisitEntity } from '../homevisit.entity.js';
import { isTheirs, maySee, seesPhone } from '../homevisit.policy.js';
import { maySetOut } from '../homevisit.rules.js';
import { findVisitIn, lockVisit } from '../homevisit.store.js';
import { callStaff, placeAndTime, tellHouse } from '../people.js';
import { change } from '../record.js';

type Action =
  | 'home_visit.given'
  | 'home_visit.set_out'
  | 'home_visit.done'
  | 'home_visit.missed'
  | 'home_visit.cancelled'
  | 'home_visit.phone_read';

/** The shape of the staff's commands: locked, decided, written, told, audited. */
const onVisit = <T>(
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  act: (tx: Tx, visit: HomeVisitEntity) => Promise<{ action: Action; reason?: string; result: T }>,
): Promise<T> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const visit = await lockVisit(tx, communityId, id);
    if (!visit) throw new AppError('home_visit.not_found');
    const { action, reason, result } = await act(tx, visit);
    const { house, when } = await placeAndTime(tx, deps, visit);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action, subjectKind: 'home_visit', subjectId: id, subject: t.subject(house, when) },
      reason: reason ?? null,
    });
    return result;
  });

const mustBeTheirs = (actor: StaffActor, visit: HomeVisitEntity): void => {
  if (!isTheirs(actor, visit)) throw new AppError('home_visit.illegal_transition');
};

/** To a named member of staff, who hears of it; given on, the one before hears that too. */
export const giveVisit = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, staffId }: { id: string; staffId: string },
): Promise<{ id: string }> =>
  onVisit(deps, call, id, async (tx, visit) => {
    const worker = await readWorker(tx, visit.communityId, staffId);
    const goes = worker?.roles.some((role) => rolePermissions[role].includes('homevisit.work')) ?? false;
    if (!worker?.active || !goes) throw new AppError('staff.not_found');
    const givenAt = deps.clock.now();
    const before = visit.staffId;
    const part = { status: 'given' as const, staffId, staffName: worker.name, givenAt };
    const given = await change(tx, deps, visit, part);
    if (before !== staffId) {
      await callStaff(tx, deps, given, { staffIds: [staffId], kind: 'home-visit', words: 'given' });
      if (before) await callStaff(tx, deps, given, { staffIds: [before], kind: 'home-visit', words: 'withdrawn' });
      await tellHouse(tx, deps, given, 'given', `${staffId} ${givenAt.getTime()}`);
    }
    return { action: 'home_visit.given', reason: worker.name, result: { id } };
  });

/** On its day; from now on the owner can no longer call it off. */
export const setOutForVisit = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onVisit(deps, call, id, async (tx, visit) => {
    mustBeTheirs(call.actor, visit);
    const setOutAt = deps.clock.now();
    if (!maySetOut(visit, setOutAt)) throw new AppError('home_visit.illegal_transition');
    await tellHouse(tx, deps, await change(tx, deps, visit, { status: 'coming', setOutAt }), 'coming');
    return { action: 'home_visit.set_out', result: { id } };
  });

export const endVisit = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, result }: { id: string; result: string },
): Promise<{ id: string }> =>
  onVisit(deps, call, id, async (tx, visit) => {
    mustBeTheirs(call.actor, visit);
    const part = { status: 'done' as const, endedAt: deps.clock.now(), result, phoneEncrypted: null };
    await tellHouse(tx, deps, await change(tx, deps, visit, part), 'done');
    return { action: 'home_visit.done', result: { id } };
  });

/** The number stays: the desk calls to agree on another day. */
export const missVisit = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  onVisit(deps, call, id, async (tx, visit) => {
    mustBeTheirs(call.actor, visit);
    const part = { status: 'missed' as const, endedAt: deps.clock.now(), result: reason };
    await tellHouse(tx, deps, await change(tx, deps, visit, part), 'missed');
    return { action: 'home_visit.missed', reason, result: { id } };
  });

/** Its place and its half-day are free again. */
const callOff = async (tx: Tx, deps: Deps, visit: HomeVisitEntity, result: string): Promise<HomeVisitEntity> => {
  const endedAt = deps.clock.now();
  const part = { status: 'cancelled' as const, endedAt, result, openKey: null, phoneEncrypted: null };
  const off = await change(tx, deps, visit, part);
  if (visit.staffId)
    await callStaff(tx, deps, off, { staffIds: [visit.staffId], kind: 'home-visit', words: 'withdrawn' });
  return off;
};

export const cancelVisit = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  onVisit(deps, call, id, async (tx, visit) => {
    await tellHouse(tx, deps, await callOff(tx, deps, visit, reason), 'cancelled');
    return { action: 'home_visit.cancelled', reason, result: { id } };
  });

export const cancelOwnVisit = (deps: Deps, call: Call<OwnerActor>, { id }: { id: string }): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const communityIds = [...new Set(call.actor.houses.map(({ communityId }) => communityId))];
    const found = await findVisitIn(tx, communityIds, id);
    const visit = found && maySee(call.actor, found) ? await lockVisit(tx, found.communityId, id) : null;
    if (!visit) throw new AppError('home_visit.not_found');
    await callOff(tx, deps, visit, t.cancelledByOwner);
    return { id };
  });

/** The number in full, on record, for whoever has to call it. */
export const readVisitPhone = async (
  deps: Deps,
  call: Call<StaffActor>,
  { id }: { id: string },
): Promise<{ name: string | null; phone: string | null }> =>
  onVisit(deps, call, id, async (_tx, visit) => {
    if (!seesPhone(call.actor, visit) || !visit.phoneEncrypted) throw new AppError('auth.forbidden');
    const phone = decryptField(deps.keys, visit.phoneEncrypted, 'phone');
    return { action: 'home_visit.phone_read', result: { name: visit.contactName, phone } };
  });
