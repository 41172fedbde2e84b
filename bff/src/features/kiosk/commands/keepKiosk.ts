import { AppError } from '../../../kernel/appError.js';
import { newId, randomCode, sha256 } from '../../../kernel/ids.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { postTerminal, readTerminals } from '../../access/access.door.js';
import { noteTerminalMoved } from '../../face/face.door.js';
import type { KioskEntity } from '../kiosk.entity.js';
import { codeMs, plainCode, shownCode } from '../kiosk.rules.js';
import * as store from '../kiosk.store.js';

type Kept = Pick<KioskEntity, 'communityId' | 'id'>;

const note = (
  deps: Deps,
  tx: Tx,
  call: Call<StaffActor>,
  action:
    | 'kiosk.registered'
    | 'kiosk.code_issued'
    | 'kiosk.revoked'
    | 'kiosk.terminal_linked'
    | 'kiosk.terminal_unlinked',
  { communityId, id, name, place }: Kept & Pick<KioskEntity, 'name' | 'place'>,
  reason: string | null = null,
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId,
    action,
    subjectKind: 'kiosk',
    subjectId: id,
    subject: `${name}（${place}）`,
    reason,
  });

const mustLock = async (tx: Tx, communityId: string, id: string): Promise<KioskEntity> => {
  const kiosk = await store.lockKiosk(tx, communityId, id);
  if (!kiosk) throw new AppError('kiosk.not_found');
  if (kiosk.revokedAt) throw new AppError('kiosk.revoked');
  return kiosk;
};

export const registerKiosk = (
  deps: Deps,
  call: Call<StaffActor>,
  { name, place }: { name: string; place: string },
): Promise<Kept> =>
  transaction(deps, call, async (tx) => {
    const at = deps.clock.now();
    const kiosk: KioskEntity = {
      ...{ communityId: call.actor.communityId, id: newId(at), name, place, codeHash: null, codeUntil: null },
      ...{ tokenHash: null, enrolledAt: null, seenAt: null, revokedAt: null, createdAt: at, byId: call.actor.id },
    };
    await store.insertKiosk(tx, kiosk);
    await note(deps, tx, call, 'kiosk.registered', kiosk);
    return { communityId: kiosk.communityId, id: kiosk.id };
  });

/** The face terminal beside a kiosk; what it is called, or null. */
const moveTerminal = async (
  tx: Tx,
  deps: Deps,
  place: { communityId: string; kioskId: string; deviceId: string | null },
): Promise<string | null> => {
  const { communityId, kioskId, deviceId } = place;
  const before = (await readTerminals(tx, communityId)).find((one) => one.kioskId === kioskId);
  if (await postTerminal(tx, deps, place)) throw new AppError('kiosk.terminal_refused');
  const moved = [before?.id, deviceId].filter((one) => one !== null && one !== undefined);
  if (moved.length > 0) await noteTerminalMoved(tx, deps, communityId, moved);
  const now = (await readTerminals(tx, communityId)).find(({ id }) => id === deviceId);
  return (now ?? before)?.name ?? null;
};

/** The code is in this answer and nowhere else: it is no command that can be replayed. */
export const issueKioskCode = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
): Promise<{ code: string; until: Date }> => {
  const code = plainCode(randomCode(10));
  const until = new Date(deps.clock.realNow().getTime() + codeMs);
  return inTransaction(deps.db, async (tx) => {
    const kiosk = await mustLock(tx, call.actor.communityId, id);
    await store.saveKiosk(tx, kiosk, { codeHash: sha256(code), codeUntil: until });
    await note(deps, tx, call, 'kiosk.code_issued', kiosk);
    return { code: shownCode(code), until };
  });
};

export const revokeKiosk = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<Kept> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const kiosk = await mustLock(tx, communityId, id);
    await store.saveKiosk(tx, kiosk, { revokedAt: deps.clock.now(), codeHash: null, codeUntil: null });
    await store.endVisitsAt(tx, communityId, id, deps.clock.realNow());
    await moveTerminal(tx, deps, { communityId, kioskId: id, deviceId: null });
    await note(deps, tx, call, 'kiosk.revoked', kiosk, reason);
    return { communityId, id };
  });

/** Another terminal beside it, or none: whoever came by the former one's face is out. */
export const linkTerminal = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, deviceId }: { id: string; deviceId: string | null },
): Promise<Kept> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const kiosk = await mustLock(tx, communityId, id);
    const name = await moveTerminal(tx, deps, { communityId, kioskId: id, deviceId });
    await store.endFaceVisitsAt(tx, communityId, id, deps.clock.realNow());
    const action = deviceId ? 'kiosk.terminal_linked' : 'kiosk.terminal_unlinked';
    await note(deps, tx, call, action, kiosk, name);
    return { communityId, id };
  });
