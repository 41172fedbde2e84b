import { AppError } from '../../../kernel/appError.js';
import { faceTexts } from '../../../locales/face.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { auditConsent } from '../end.js';
import type { FaceConsentEntity } from '../face.entity.js';
import { findOpenConsent, lockConsent, saveConsent } from '../face.store.js';
import { boundHouse } from '../house.js';
import { planSync, planWatch } from '../plan.js';
import { consentNamesKiosk, keepWanted, readKioskTerminals } from '../wanted.js';

const mustLockOwn = async (tx: Tx, actor: OwnerActor, houseId: string): Promise<FaceConsentEntity> => {
  const { communityId } = boundHouse(actor, houseId);
  const open = await findOpenConsent(tx, communityId, actor.id, houseId);
  const consent = open && (await lockConsent(tx, communityId, open.id));
  if (!consent || consent.endedAt) throw new AppError('face.no_consent');
  return consent;
};

/** Written, and the face sent to the kiosk's terminal or taken from there. */
const keep = async (
  tx: Tx,
  deps: Deps,
  call: Call<OwnerActor>,
  { consent, change }: { consent: FaceConsentEntity; change: Pick<FaceConsentEntity, 'kioskVersion' | 'kioskAt'> },
): Promise<void> => {
  const { communityId } = consent;
  const action = change.kioskVersion === null ? 'face.kiosk_withdrawn' : 'face.kiosk_agreed';
  await saveConsent(tx, consent, change);
  await planSync(tx, deps, communityId, await keepWanted(tx, deps, communityId, [{ ...consent, ...change }]));
  await planWatch(tx, deps, communityId);
  await auditConsent(tx, deps, call, consent, { action });
};

/** Somebody agrees, for themselves, that their face also says at a kiosk who they are. A second time changes nothing. */
export const agreeToKiosk = (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId, version }: { houseId: string; version: number },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const consent = await mustLockOwn(tx, call.actor, houseId);
    if (version !== faceTexts.kiosk.version) throw new AppError('face.text_changed');
    if (consentNamesKiosk(consent)) return { id: consent.id };
    if ((await readKioskTerminals(tx, consent.communityId)).length === 0) throw new AppError('face.no_kiosk');
    await keep(tx, deps, call, { consent, change: { kioskVersion: version, kioskAt: deps.clock.now() } });
    return { id: consent.id };
  });

/** Takes that alone back; doors go on. */
export const withdrawFromKiosk = (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId }: { houseId: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const consent = await mustLockOwn(tx, call.actor, houseId);
    if (consent.kioskVersion === null) return { id: consent.id };
    await keep(tx, deps, call, { consent, change: { kioskVersion: null, kioskAt: null } });
    return { id: consent.id };
  });
