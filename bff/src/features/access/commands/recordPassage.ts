import type { BodyOf } from 'shared-types/contract';
import type { recordPassage as api } from 'shared-types/staffAccess';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { accessTexts } from '../../../locales/access.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readPlateOf } from '../../community/house.door.js';
import { type DeviceSummary, findDevice } from '../../device/device.door.js';
import type { PassageEntity, VisitorPassEntity } from '../access.entity.js';
import { insertPassage, lockPass, savePass } from '../access.store.js';
import { isDoor } from '../doorFacts.js';
import { tellArrival, tellChanged } from '../tell.js';
import { findPost } from '../terminalPost.store.js';

type Body = BodyOf<typeof api>;

const mustFindDoor = async (tx: Tx, communityId: string, id: string): Promise<DeviceSummary> => {
  const door = await findDevice(tx, communityId, id);
  if (!door || !isDoor(door) || (await findPost(tx, communityId, id))) throw new AppError('place.not_found');
  return door;
};

const plateOf = (text: string | undefined): string | null => {
  if (!text) return null;
  const plate = readPlateOf(text);
  if (!plate) throw new AppError('request.invalid', { fields: { plate: accessTexts.badPlate } });
  return plate;
};

const passageOf = (
  deps: Deps,
  actor: StaffActor,
  { door, pass, body }: { door: DeviceSummary; pass: VisitorPassEntity | null; body: Body },
): PassageEntity => {
  const at = deps.clock.now();
  return {
    communityId: actor.communityId,
    id: newId(at),
    deviceId: door.id,
    place: door.name,
    passId: pass?.id ?? null,
    accountId: null,
    houseId: pass?.houseId ?? null,
    who: pass?.name ?? body.who,
    plate: plateOf(body.plate),
    direction: body.direction,
    at,
    receivedAt: at,
    way: 'guard',
    admitted: true,
    reason: null,
    flag: null,
    offline: false,
    staffId: actor.id,
    staffName: actor.name,
    note: body.reason,
  };
};

/** A guard lets somebody in or out by hand. The guard's word stands where a code does not; the reason is kept and audited. */
export const recordPassage = (deps: Deps, call: Call<StaffActor>, body: Body): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const door = await mustFindDoor(tx, communityId, body.doorId);
    const pass = body.passId ? await lockPass(tx, communityId, body.passId) : null;
    if (body.passId && !pass) throw new AppError('pass.not_found');
    const passage = passageOf(deps, call.actor, { door, pass, body });
    await insertPassage(tx, passage);
    if (pass && body.direction === 'in') {
      await savePass(tx, pass, { used: pass.used + 1 });
      await tellArrival(tx, deps, passage);
    }
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'gate.passage_recorded',
      subjectKind: 'passage',
      subjectId: passage.id,
      subject: accessTexts.subjectPassage(door.name, body.direction, passage.who ?? ''),
      reason: body.reason,
    });
    tellChanged(tx, deps, { communityId, accountId: pass?.accountId ?? null });
    return { id: passage.id };
  });
