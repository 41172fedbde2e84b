import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { auditConsent } from '../end.js';
import { deletePhoto, findConsent, findOpenConsent, insertPhoto, lockConsent, saveConsent } from '../face.store.js';
import { boundHouse } from '../house.js';
import { deleteFacePhoto, prepareFacePhoto, putFacePhoto } from '../photo.js';
import { planErase, planSync, planWatch } from '../plan.js';
import { keepWanted } from '../wanted.js';

/** The consent that a photo needs; locked, so that none is stored for one that ends now. */
const announcePhoto = (deps: Deps, actor: OwnerActor, houseId: string) =>
  inTransaction(deps.db, async (tx) => {
    const { communityId } = boundHouse(actor, houseId);
    const open = await findOpenConsent(tx, communityId, actor.id, houseId);
    const consent = open && (await lockConsent(tx, communityId, open.id));
    if (!consent || consent.endedAt) throw new AppError('face.no_consent');
    const photo = { communityId, id: newId(deps.clock.now()), consentId: consent.id, createdAt: deps.clock.now() };
    await insertPhoto(tx, photo);
    return photo;
  });

/** Sends it to the terminals of the person's own doors, in the place of the one before. */
export const keepPhoto = async (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId, bytes }: { houseId: string; bytes: Buffer },
): Promise<{ id: string }> => {
  const jpeg = await prepareFacePhoto(bytes);
  const photo = await announcePhoto(deps, call.actor, houseId);
  const { communityId, consentId } = photo;
  try {
    await putFacePhoto(deps, photo.id, jpeg);
    return await transaction(deps, call, async (tx) => {
      const consent = await lockConsent(tx, communityId, consentId);
      if (!consent || consent.endedAt) throw new AppError('face.no_consent');
      const change = { photoId: photo.id, photoAt: photo.createdAt };
      await saveConsent(tx, consent, change);
      const busy = await keepWanted(tx, deps, communityId, [{ ...consent, ...change }]);
      await planSync(tx, deps, communityId, busy);
      if (consent.photoId) await planErase(tx, deps, { communityId, consentId, replaced: consent.photoId });
      await planWatch(tx, deps, communityId);
      await auditConsent(tx, deps, call, consent, { action: 'face.photo' });
      return { id: consentId };
    });
  } finally {
    // Refused, or said before: what was stored now is nobody's.
    const consent = await findConsent(deps.db.reader, communityId, consentId);
    if (consent?.photoId !== photo.id) {
      await deleteFacePhoto(deps, photo.id);
      await inTransaction(deps.db, async (tx) => {
        await deletePhoto(tx, communityId, photo.id);
        await planErase(tx, deps, { communityId, consentId, replaced: null });
      });
    }
  }
};
