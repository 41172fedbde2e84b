import type { RecognitionView } from 'shared-types/recognition';
import type { Draft } from './draft';

/** How the kind of trouble gets into a draft: heard from the words, chosen, or left to the property (C2). */

export const leastHeard = 4;

type Type = NonNullable<Draft['type']>;

/** The words change; what was heard from others does not outlive them. */
export const write = (draft: Draft, text: string): Draft =>
  text.trim().length >= leastHeard
    ? { ...draft, text }
    : { ...draft, text, heard: null, ...(draft.by === 'heard' ? { type: null, by: null, emergency: null } : {}) };

/** What was heard of the words as they stand now. */
export const heardNow = ({ heard, text }: Draft): RecognitionView | null =>
  heard && heard.text === text.trim() ? heard.view : null;

/** What to ask the recogniser; null when there is nothing new to hear. */
export const toHear = (draft: Draft): string | null => {
  const text = draft.text.trim();
  return draft.attempt === null && text.length >= leastHeard && draft.heard?.text !== text ? text : null;
};

/** An answer of the recogniser. What the owner chose stays; an answer to words that have changed since is dropped. */
export const hear = (draft: Draft, text: string, view: RecognitionView): Draft => {
  if (draft.attempt !== null || draft.text.trim() !== text) return draft;
  const heard = { text, view };
  const emergency = view.emergency === draft.declined ? null : view.emergency;
  if (draft.by === 'desk') return { ...draft, heard };
  if (draft.by === 'owner') {
    const fits = draft.type?.id === view.problemType?.id;
    return { ...draft, heard, emergency: draft.emergency ?? (fits ? emergency : null) };
  }
  return view.problemType
    ? { ...draft, heard, type: view.problemType, by: 'heard', emergency }
    : { ...draft, heard, type: null, by: null, emergency: null };
};

export const choose = (draft: Draft, { id, name }: Type): Draft => ({
  ...draft,
  type: { id, name },
  by: 'owner',
  emergency: draft.type?.id === id ? draft.emergency : null,
});

export const chooseAgain = (draft: Draft): Draft => ({ ...draft, type: null, by: null, emergency: null });

export const leaveToDesk = (draft: Draft): Draft => ({ ...draft, type: null, by: 'desk', emergency: null });

/** Ticked or unticked; what was heard and unticked is not ticked again by the next answer. */
export const tickEmergency = (draft: Draft, words: string): Draft =>
  draft.emergency === words
    ? { ...draft, emergency: null, declined: words }
    : { ...draft, emergency: words, declined: null };

export interface Question {
  words: string;
  type: Type;
}

/** It may be an emergency of the likeliest type: asked once, unless the owner has chosen something else. */
export const questionOf = (draft: Draft): Question | null => {
  const { emergency, declined, type, by } = draft;
  const view = heardNow(draft);
  // Sure of the emergency but not of the type: that is a question too.
  const words = view ? (view.emergencyHint ?? view.emergency) : null;
  const [likeliest] = view?.top3 ?? [];
  if (!words || !likeliest) return null;
  if (emergency !== null || declined === words || by === 'desk') return null;
  return type === null || type.id === likeliest.id ? { words, type: likeliest } : null;
};

export const answer = (draft: Draft, { words, type }: Question, isEmergency: boolean): Draft =>
  isEmergency
    ? { ...draft, type: { id: type.id, name: type.name }, by: 'owner', emergency: words, declined: null }
    : { ...draft, declined: words };
