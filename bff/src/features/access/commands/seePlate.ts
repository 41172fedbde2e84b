import type { SeenPlate } from '../../../adapters/access-control/plateWire.js';
import { type DoorRefusal, judgePass } from '../../../kernel/door.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction, isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { findSpaceByPlate, readPlateOf } from '../../community/house.door.js';
import type { PassageEntity, VisitorPassEntity } from '../access.entity.js';
import {
  findGroupsOfDevice,
  findPassage,
  findPassesByPlate,
  insertPassage,
  lockPass,
  savePass,
  savePassage,
} from '../access.store.js';
import { blankPassage, type Door, hostsStillBound, passageIdOf } from '../doorFacts.js';
import { tellRefusedCar } from '../guards.js';
import { believedTime } from '../pass.rules.js';
import { tellArrival, tellChanged } from '../tell.js';

/** Below this a plate is a guess: a person looks. */
const leastConfidence = 80;

interface Known {
  /** A resident's car. */
  houseId: string | null;
  pass: VisitorPassEntity | null;
  reason: DoorRefusal | null;
}

/** The guest's pass that is good now; else why the likeliest is not. */
const guestOf = async (tx: Tx, camera: Door, { plate, at, direction }: Question): Promise<Known> => {
  const found = await findPassesByPlate(tx, camera.communityId, plate, at);
  const isBound = await hostsStillBound(tx, camera.communityId, found);
  const groups = new Set((await findGroupsOfDevice(tx, camera.communityId, camera.id)).map(({ id }) => id));
  let best: Known = { houseId: null, pass: null, reason: 'unknown' };
  for (const { id } of found) {
    const pass = await lockPass(tx, camera.communityId, id);
    if (!pass) continue;
    const { validFrom: from, validUntil: until, uses, used } = pass;
    const isHere = pass.groupIds.some((group) => groups.has(group));
    const revoked = pass.revokedAt !== null || !isBound(pass);
    const reason = judgePass({ from, until, uses, used, revoked, isHere }, direction, at);
    best = { houseId: pass.houseId, pass, reason };
    if (reason === null) return best;
  }
  return best;
};

interface Question {
  plate: string;
  direction: SeenPlate['direction'];
  /** Now, or when a camera that was cut off saw it. */
  at: Date;
}

const know = async (tx: Tx, camera: Door, question: Question): Promise<Known> => {
  const space = await findSpaceByPlate(tx, camera.communityId, question.plate);
  if (space) return { houseId: space.houseId, pass: null, reason: null };
  const guest = await guestOf(tx, camera, question);
  // Nobody is kept in: whoever has driven in drives out, and it is written down.
  return question.direction === 'out' ? { ...guest, reason: null } : guest;
};

const decide = async (tx: Tx, deps: Deps, camera: Door, seen: SeenPlate): Promise<PassageEntity> => {
  const now = deps.clock.now();
  const { direction } = seen;
  const at = seen.opened === null ? now : believedTime(seen.at, now);
  const plate = seen.confidence >= leastConfidence ? readPlateOf(seen.license) : null;
  const { houseId, pass, reason } = plate
    ? await know(tx, camera, { plate, direction, at })
    : { houseId: null, pass: null, reason: 'unreadable' as const };
  const admitted = seen.opened ?? reason === null;
  const passage: PassageEntity = {
    ...blankPassage(camera, seen.eventId, now),
    ...{ passId: pass?.id ?? null, houseId, who: pass?.name ?? null, plate },
    direction,
    at,
    way: 'plate',
    admitted,
    reason: admitted ? null : reason,
    // Let in by the camera's own list, which did not know better.
    flag: admitted && reason === 'used' ? 'replay' : admitted && reason === 'late' ? 'late' : null,
    offline: seen.opened !== null,
  };
  await insertPassage(tx, passage);
  await tellRefusedCar(tx, deps, passage);
  if (admitted && pass && direction === 'in') {
    await savePass(tx, pass, { used: pass.used + 1 });
    await tellArrival(tx, deps, passage);
  }
  tellChanged(tx, deps, { communityId: camera.communityId, accountId: pass?.accountId ?? null });
  return passage;
};

/** No answer of ours reached the camera, and its own list said otherwise: the camera is right, for its bar went up or not. */
const correct = async (tx: Tx, deps: Deps, before: PassageEntity, opened: boolean): Promise<PassageEntity> => {
  const pass = before.passId ? await lockPass(tx, before.communityId, before.passId) : null;
  const change = {
    admitted: opened,
    reason: opened ? null : ('unanswered' as const),
    flag: opened && before.reason === 'used' ? ('replay' as const) : null,
    offline: true,
  };
  await savePassage(tx, before, change);
  const after = { ...before, ...change };
  if (pass && before.direction === 'in') {
    await savePass(tx, pass, { used: Math.max(0, pass.used + (opened ? 1 : -1)) });
    if (opened) await tellArrival(tx, deps, after);
  }
  tellChanged(tx, deps, { communityId: before.communityId, accountId: pass?.accountId ?? null });
  return after;
};

/**
 * A car at a gate (S7): residents' pass by themselves, guests' with their pass, all others wait for the guard, who sees
 * why. However many copies of a sighting come to however many servers, it is one passage and one answer.
 */
export const seePlate = async (deps: Deps, camera: Door, seen: SeenPlate): Promise<PassageEntity> => {
  const where = [camera.communityId, passageIdOf(camera, seen.eventId)] as const;
  const { opened } = seen;
  try {
    return await inTransaction(deps.db, async (tx) => {
      const before = await findPassage(tx, ...where);
      if (!before) return decide(tx, deps, camera, seen);
      return opened === null || opened === before.admitted ? before : correct(tx, deps, before, opened);
    });
  } catch (error) {
    const other = isDuplicate(error) ? await findPassage(deps.db.reader, ...where) : null;
    if (!other) throw error;
    return other;
  }
};
