import type { FaceCopyState, FaceView } from 'shared-types/face';
import { dayTime, toInstant } from 'shared-types/time';
import { faceTexts as t } from '../../locales/face.js';
import type { FaceConsentEntity, FaceCopyEntity } from './face.entity.js';
import { consentNamesKiosk } from './wanted.js';

type CopyFacts = Pick<FaceCopyEntity, 'wanted' | 'state' | 'problem'>;

export const copyState = ({ wanted, state }: CopyFacts): FaceCopyState => {
  if (!wanted) return state === 'gone' ? 'gone' : 'leaving';
  return state === 'on' || state === 'failed' ? state : 'waiting';
};

const copyWords = (copy: CopyFacts): string => {
  const state = copyState(copy);
  if (state === 'failed') return t.failed(copy.problem);
  if (copy.problem && state === 'waiting') return t.waitingFor(copy.problem);
  return copy.problem && state === 'leaving' ? t.leavingFor(copy.problem) : t.copies[state];
};

export interface FaceFacts {
  house: { id: string; label: string };
  /** By the device's id. */
  doorNames: Map<string, string>;
  /** Where a face may open. */
  doors: readonly string[];
  /** Terminals beside kiosks. */
  kiosks: readonly string[];
  consents: readonly FaceConsentEntity[];
  copies: readonly FaceCopyEntity[];
  now: Date;
}

const copiesOf = ({ copies, doorNames }: FaceFacts, consentId: string): NonNullable<FaceView['consent']>['copies'] =>
  copies
    .filter((copy) => copy.consentId === consentId)
    .map((copy) => ({ door: doorNames.get(copy.deviceId) ?? '', state: copyState(copy), words: copyWords(copy) }));

const presentOpen = (facts: FaceFacts, consent: FaceConsentEntity): FaceView['consent'] => ({
  version: consent.version,
  givenAt: toInstant(consent.givenAt),
  givenWords: t.given(dayTime(consent.givenAt, facts.now), consent.version),
  photoWords: consent.photoAt && t.photo(dayTime(consent.photoAt, facts.now)),
  copies: copiesOf(facts, consent.id),
});

const presentEnded = (facts: FaceFacts, consent: FaceConsentEntity, endedAt: Date): FaceView['ended'][number] => {
  const copies = copiesOf(facts, consent.id);
  const left = copies.filter(({ state }) => state !== 'gone').length;
  return {
    id: consent.id,
    words: t.ended(dayTime(endedAt, facts.now), consent.endedWhy ?? 'owner'),
    isGone: consent.goneAt !== null,
    goneWords: consent.goneAt ? t.gone(dayTime(consent.goneAt, facts.now)) : t.leaving(left),
    copies,
  };
};

/** Offered to whoever has agreed to doors, where there is a terminal at a kiosk; taken back in any case. */
const presentKiosk = ({ kiosks, now }: FaceFacts, open: FaceConsentEntity | undefined): FaceView['kiosk'] => {
  const agreedAt = open && consentNamesKiosk(open) ? open.kioskAt : null;
  if (!agreedAt && (!open || kiosks.length === 0)) return null;
  return {
    text: t.kiosk,
    terminals: [...kiosks],
    agreedWords: agreedAt && t.given(dayTime(agreedAt, now), t.kiosk.version),
    actions: agreedAt ? ['withdraw'] : ['agree'],
  };
};

/** What is over is shown until it is gone, and for a while after. */
const shownMs = 7 * 86_400_000;

export const presentFace = (facts: FaceFacts): FaceView => {
  const open = facts.consents.find(({ endedAt }) => endedAt === null);
  const ended = facts.consents.flatMap((consent) => {
    const { endedAt, goneAt } = consent;
    const isShown = endedAt && (!goneAt || facts.now.getTime() - goneAt.getTime() < shownMs);
    return isShown ? [presentEnded(facts, consent, endedAt)] : [];
  });
  return {
    houseId: facts.house.id,
    houseLabel: facts.house.label,
    text: t.consent,
    doors: [...facts.doors],
    otherWays: t.otherWays,
    consent: open ? presentOpen(facts, open) : null,
    ended,
    kiosk: presentKiosk(facts, open),
    actions: open ? ['photo', 'withdraw'] : facts.doors.length > 0 ? ['consent'] : [],
  };
};
