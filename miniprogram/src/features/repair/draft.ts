import type { BodyInputOf } from 'shared-types/contract';
import type { RecognitionView } from 'shared-types/recognition';
import type { reportRepair } from 'shared-types/repair';
import type { Media } from '../../lib/media';

export type ReportBody = BodyInputOf<typeof reportRepair>;

export type Place = { kind: 'house'; houseId: string; label: string } | { kind: 'area'; code: string; label: string };

export interface When {
  choice: 'now' | 'soon' | 'other';
  from: string | null;
  to: string | null;
  words: string;
}

/** A report that was sent and never answered: nobody knows whether it arrived, so exactly it is sent again. */
export interface Attempt {
  key: string;
  body: ReportBody;
}

/** What the recogniser said, and of which text. */
export interface Heard {
  text: string;
  view: RecognitionView;
}

export interface Draft {
  text: string;
  type: { id: string; name: string } | null;
  /** Who named the type. heard: recognised and left alone; desk: the owner leaves it to the property. */
  by: 'owner' | 'heard' | 'desk' | null;
  heard: Heard | null;
  emergency: string | null;
  /** An emergency that was heard and that the owner said is none. */
  declined: string | null;
  place: Place | null;
  spot: string;
  when: When;
  media: Media[];
  /** What a machine heard in the recording, as it came; null: nothing, or nobody listened. */
  heardText: string | null;
  /** What a picture seems to show, until it is taken or left. */
  seen: { id: string; name: string; confidencePercent: number } | null;
  /** Media that were read, by local name. */
  read: string[];
  attempt: Attempt | null;
}

export const now: When = { choice: 'now', from: null, to: null, words: '' };

export const emptyDraft = (): Draft => ({
  text: '',
  type: null,
  by: null,
  heard: null,
  emergency: null,
  declined: null,
  place: null,
  spot: '',
  when: now,
  media: [],
  heardText: null,
  seen: null,
  read: [],
  attempt: null,
});

/** Worth keeping: something that the owner gave, not merely what we chose for them. */
export const isStarted = ({ text, type, media, attempt }: Draft): boolean =>
  text.trim() !== '' || type !== null || media.length > 0 || attempt !== null;

export type Missing = 'what' | 'say' | 'where' | 'waitUploads' | 'failedUploads';

const isTold = ({ text, media }: Draft): boolean => text.trim() !== '' || media.length > 0;

/** A person names the type: asked for, or because a recording or pictures alone say nothing that we could read. */
export const deskDecides = ({ type, by, text, media }: Draft): boolean =>
  type === null && (by === 'desk' || (text.trim() === '' && media.length > 0));

/**
 * Recognised just so from this very text: the server hears the same, and keeps who said it and how surely. An emergency is
 * always sent word for word, as it was shown.
 */
const isAsHeard = ({ by, heard, text, emergency }: Draft): boolean =>
  by === 'heard' && heard?.text === text.trim() && emergency === null && heard.view.emergency === null;

/** Why it cannot be sent yet, the first thing first. */
export const missingOf = (draft: Draft): Missing | null => {
  const { type, place, media } = draft;
  if (!type && draft.by === 'desk' && !isTold(draft)) return 'say';
  if (!type && !deskDecides(draft)) return 'what';
  if (!place) return 'where';
  if (media.some(({ state }) => state === 'failed')) return 'failedUploads';
  if (media.some(({ state }) => state !== 'sent')) return 'waitUploads';
  return null;
};

/** Whether the text is, as it was or corrected, what a machine heard. */
export const isSpoken = ({ text, heardText, media }: Draft): boolean =>
  heardText !== null && text.trim() !== '' && media.some(({ kind }) => kind === 'audio');

/** What is sent; `spoken` stands in where neither words nor pictures were given. */
export const bodyOf = (draft: Draft, spoken: (what: string, spot: string) => string): ReportBody => {
  const { type } = draft;
  if (!draft.place || !(type || deskDecides(draft))) throw new Error('an incomplete draft is not sent');
  const fileIds = draft.media.flatMap(({ fileId }) => (fileId ? [fileId] : []));
  const written = draft.text.trim();
  const text = written || (fileIds.length > 0 ? '' : spoken(draft.emergency ?? type?.name ?? '', draft.spot));
  const named = type !== null && !isAsHeard(draft);
  return {
    ...(draft.place.kind === 'house' ? { houseId: draft.place.houseId } : { placeCode: draft.place.code }),
    ...(named ? { problemTypeId: type.id } : {}),
    fileIds,
    ...(draft.spot ? { spot: draft.spot } : {}),
    ...(named && draft.emergency ? { emergency: draft.emergency } : {}),
    // Said to be none although it sounded like one: the desk looks at it, nobody is sent running.
    ...(draft.declined && !draft.emergency ? { emergency: '' } : {}),
    ...(text ? { text } : {}),
    ...(written && isSpoken(draft) ? { spoken: true } : {}),
    ...(draft.when.from && draft.when.to ? { preferredFrom: draft.when.from, preferredTo: draft.when.to } : {}),
  };
};

/** Before the first try and before every further one: an unanswered attempt is repeated as it was. */
export const beginAttempt = (draft: Draft, make: () => Attempt): Draft =>
  draft.attempt ? draft : { ...draft, attempt: make() };

/** The server refused, so nothing was done: the owner may change it, and the next try is a new command. */
export const refused = (draft: Draft): Draft => ({ ...draft, attempt: null });

/** Read back after a restart: what was under way is not any more, and paths of the old session are gone. */
export const restored = (draft: Draft): Draft => ({
  ...emptyDraft(),
  ...draft,
  // A draft that was kept before types were recognised.
  by: draft.by ?? (draft.type ? 'owner' : null),
  media: draft.media
    .filter(({ fileId, kept }) => fileId !== null || kept !== null)
    .map((one) =>
      one.state === 'sent' ? { ...one, sent: null } : { ...one, sent: null, state: 'waiting', percent: 0, why: null },
    ),
});
