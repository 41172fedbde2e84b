import type { FaceEnd } from 'shared-types/face';
import { faceTexts } from '../../locales/face.js';
import { audit } from '../../platform/audit/audit.js';
import type { Actor, Call, Cause } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { readHouseBrief } from '../community/community.door.js';
import type { FaceConsentEntity } from './face.entity.js';
import { endedTopic, goneTopic } from './face.model.js';
import { findCopies, findPhotos, saveConsent, saveCopy } from './face.store.js';
import { planErase, planSync, planWatch } from './plan.js';

type FaceAct =
  | 'face.consented'
  | 'face.photo'
  | 'face.ended'
  | 'face.gone'
  | 'face.kiosk_agreed'
  | 'face.kiosk_withdrawn';

/** Of a consent, in the audit log: which house, and nobody's name. */
export const auditConsent = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<Actor> | Cause,
  consent: Pick<FaceConsentEntity, 'communityId' | 'id' | 'houseId' | 'version'>,
  act: { action: FaceAct; reason?: string },
): Promise<void> => {
  const house = await readHouseBrief(tx, consent.communityId, consent.houseId);
  await audit(tx, deps.clock, call, {
    communityId: consent.communityId,
    action: act.action,
    subjectKind: 'face_consent',
    subjectId: consent.id,
    subject: act.action.startsWith('face.kiosk')
      ? faceTexts.kioskSubject(house?.label ?? '', faceTexts.kiosk.version)
      : faceTexts.subject(house?.label ?? '', consent.version),
    reason: act.reason ?? null,
  });
};

/** The consent is locked and open. From now on everything of it is being deleted, by jobs that this sets off at once. */
export const endConsent = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<Actor> | Cause,
  { consent, why }: { consent: FaceConsentEntity; why: FaceEnd },
): Promise<void> => {
  const { communityId, id } = consent;
  const endedAt = deps.clock.now();
  await saveConsent(tx, consent, { endedAt, endedWhy: why, openKey: null, photoId: null, photoAt: null });
  const copies = (await findCopies(tx, communityId, [id])).filter(({ wanted }) => wanted);
  for (const copy of copies) await unwant(tx, deps, copy);
  await planSync(
    tx,
    deps,
    communityId,
    copies.map(({ deviceId }) => deviceId),
  );
  await planErase(tx, deps, { communityId, consentId: id, replaced: null });
  await planWatch(tx, deps, communityId);
  await auditConsent(tx, deps, call, consent, { action: 'face.ended', reason: faceTexts.ends[why] });
  // Who took it back themselves knows.
  if (why !== 'owner') await publish(tx, deps.clock, { communityId, topic: endedTopic, payload: { consentId: id } });
};

/** A face that must go from a terminal, from now on. */
export const unwant = (tx: Tx, { clock }: Pick<Deps, 'clock'>, copy: Parameters<typeof saveCopy>[1]): Promise<void> =>
  saveCopy(tx, copy, {
    ...{ wanted: false, state: 'due', tries: 0, problem: null, nextAt: clock.realNow(), wantedAt: clock.now() },
  });

/** The consent is locked. When neither the store nor a terminal holds anything any more, that is written down and told. */
export const finishIfGone = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  consent: FaceConsentEntity,
  cause: string,
): Promise<void> => {
  const { communityId, id } = consent;
  if (!consent.endedAt || consent.goneAt) return;
  if ((await findPhotos(tx, communityId, id)).length > 0) return;
  const copies = await findCopies(tx, communityId, [id]);
  if (copies.some(({ state }) => state !== 'gone')) return;
  await saveConsent(tx, consent, { goneAt: deps.clock.now() });
  await auditConsent(tx, deps, { kind: 'background', communityId, cause }, consent, { action: 'face.gone' });
  await publish(tx, deps.clock, { communityId, topic: goneTopic, payload: { consentId: id } });
};
