import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { faceTexts } from '../../../locales/face.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { auditConsent, endConsent } from '../end.js';
import { findOpenConsent, insertConsent, lockConsent, openKeyOf } from '../face.store.js';
import { boundHouse } from '../house.js';
import { planWatch } from '../plan.js';
import { readFaceDoors, readFaceless } from '../wanted.js';

interface Input {
  houseId: string;
  version: number;
}

/** Somebody agrees, for themselves, to the text that is in force. A second time changes nothing. */
export const giveConsent = (deps: Deps, call: Call<OwnerActor>, { houseId, version }: Input): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = boundHouse(call.actor, houseId);
    if (version !== faceTexts.consent.version) throw new AppError('face.text_changed');
    const open = await findOpenConsent(tx, communityId, call.actor.id, houseId);
    if (open) return { id: open.id };
    const faceless = await readFaceless(tx, communityId);
    const doors = (await readFaceDoors(tx, communityId, [houseId])).get(houseId) ?? [];
    if (!doors.some(({ device }) => !faceless.has(device.id))) throw new AppError('face.no_door');
    const now = deps.clock.now();
    const consent = {
      ...{ communityId, id: newId(now), accountId: call.actor.id, houseId, version, givenAt: now },
      ...{
        photoId: null,
        photoAt: null,
        endedAt: null,
        endedWhy: null,
        goneAt: null,
        kioskVersion: null,
        kioskAt: null,
      },
      openKey: openKeyOf(call.actor.id, houseId),
    };
    await insertConsent(tx, consent);
    await planWatch(tx, deps, communityId);
    await auditConsent(tx, deps, call, consent, { action: 'face.consented' });
    return { id: consent.id };
  });

/** Takes it back: everything of it is deleted from now on. */
export const withdrawConsent = (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId }: { houseId: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = boundHouse(call.actor, houseId);
    const open = await findOpenConsent(tx, communityId, call.actor.id, houseId);
    const consent = open && (await lockConsent(tx, communityId, open.id));
    if (!consent || consent.endedAt) throw new AppError('face.no_consent');
    await endConsent(tx, deps, call, { consent, why: 'owner' });
    return { id: consent.id };
  });
