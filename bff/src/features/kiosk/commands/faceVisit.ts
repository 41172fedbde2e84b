import type { ResponseOf } from 'shared-types/contract';
import type { KioskVisit, takeKioskFace } from 'shared-types/kiosk';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Call, KioskActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { chooseFaceHouse, type FaceHouse, faceWaits, takeFaceCall } from '../../face/face.door.js';
import { maskName } from '../../identity/identity.door.js';
import { visitMs } from '../kiosk.rules.js';
import * as store from '../kiosk.store.js';

/** As by card: of one machine and one house, for a while, in the place of what stood there. */
const open = async (
  tx: Tx,
  deps: Deps,
  { communityId, id: kioskId }: KioskActor,
  { consentId, accountId, houseId, houseLabel, name }: FaceHouse & { name: string },
): Promise<KioskVisit> => {
  const openedAt = deps.clock.realNow();
  const id = newId(openedAt);
  await store.endVisitsAt(tx, communityId, kioskId, openedAt);
  await store.insertVisit(tx, {
    ...{ communityId, id, kioskId, cardId: '', personId: '', accountId, consentId, houseId },
    ...{ openedAt, until: new Date(openedAt.getTime() + visitMs), endedAt: null },
  });
  return { id, name: maskName(name), houseLabel, way: 'face' };
};

/** Locked and looked at again: a machine that was just revoked opens nothing. */
const mustWork = async (tx: Tx, { communityId, id }: KioskActor): Promise<void> => {
  const kiosk = await store.lockKiosk(tx, communityId, id);
  if (!kiosk || kiosk.revokedAt) throw new AppError('auth.required');
};

/** C4, 刷脸: whoever looked into the terminal beside this machine just now, if they agreed to that. */
export const takeFace = async (deps: Deps, { actor }: Call<KioskActor>): Promise<ResponseOf<typeof takeKioskFace>> => {
  const nobody = { visit: null, ask: null };
  const { communityId, id: kioskId } = actor;
  if (!(await faceWaits(deps.db.reader, deps, { communityId, kioskId }))) return nobody;
  return inTransaction(deps.db, async (tx) => {
    await mustWork(tx, actor);
    const face = await takeFaceCall(tx, deps, { communityId, kioskId });
    if (!face) return nobody;
    const [house, ...others] = face.houses;
    if (house && others.length === 0)
      return { visit: await open(tx, deps, actor, { ...house, name: face.name }), ask: null };
    const houses = face.houses.map(({ houseId: id, houseLabel: label }) => ({ id, label }));
    return { visit: null, ask: { id: face.callId, name: maskName(face.name), houses } };
  });
};

/** Of several houses the one that was chosen. */
export const openFaceVisit = (
  deps: Deps,
  { actor }: Call<KioskActor>,
  { callId, houseId }: { callId: string; houseId: string },
): Promise<KioskVisit> =>
  inTransaction(deps.db, async (tx) => {
    await mustWork(tx, actor);
    const { communityId, id: kioskId } = actor;
    const house = await chooseFaceHouse(tx, deps, { communityId, kioskId, callId, houseId });
    if (!house) throw new AppError('kiosk.visit_over');
    return open(tx, deps, actor, house);
  });
