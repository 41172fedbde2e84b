import { AppError } from '../../../kernel/appError.js';
import { sha256 } from '../../../kernel/ids.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, KioskActor } from '../../../platform/call.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { newKioskToken } from '../kiosk.authenticate.js';
import { limitEnrolment } from '../kiosk.limits.js';
import { codeOpen, plainCode } from '../kiosk.rules.js';
import { endVisitsAt, findKioskByCode, lockKiosk, saveKiosk } from '../kiosk.store.js';

/** A code becomes a token, once. The machine that had the former token is out. */
export const enrolKiosk = async (
  deps: Deps,
  call: Call<null>,
  typed: string,
): Promise<{ token: string; communityId: string; id: string }> => {
  await limitEnrolment(deps, call.ip);
  const codeHash = sha256(plainCode(typed));
  const found = await findKioskByCode(deps.db.reader, codeHash);
  if (!found) throw new AppError('kiosk.code_wrong');
  const token = newKioskToken();
  return inTransaction(deps.db, async (tx) => {
    const kiosk = await lockKiosk(tx, found.communityId, found.id);
    const now = deps.clock.realNow();
    // Two at once: the second finds the code used up.
    if (kiosk?.codeHash !== codeHash || !codeOpen(kiosk, now)) throw new AppError('kiosk.code_wrong');
    const { communityId, id, name, place } = kiosk;
    await saveKiosk(tx, kiosk, {
      ...{ codeHash: null, codeUntil: null, tokenHash: sha256(token), enrolledAt: deps.clock.now(), seenAt: now },
    });
    await endVisitsAt(tx, communityId, id, now);
    const actor: KioskActor = { kind: 'kiosk', id, name, communityId };
    await audit(
      tx,
      deps.clock,
      { ...call, actor },
      {
        ...{ communityId, action: 'kiosk.enrolled', subjectKind: 'kiosk', subjectId: id },
        subject: `${name}（${place}）`,
      },
    );
    return { token, communityId, id };
  });
};
