import type { MediaReading } from 'shared-types/recognition';
import type { Media } from '../../lib/media';
import type { Draft } from './draft';
import { choose, write } from './typing';

/** What a machine made of a recording or a picture gets into a draft as a suggestion, never over what the owner wrote (C2). */

const mostChars = 1000;
/** Below this a picture's suggestion would mislead oftener than help. */
const leastPercent = 40;

/** Words of a recording: in place of those of the recording before it, or behind what is written. */
export const hearWords = (draft: Draft, words: string): Draft => {
  if (draft.attempt !== null) return draft;
  const { text, heardText } = draft;
  const before = heardText !== null && text.includes(heardText) ? text.replace(heardText, '').trim() : text.trim();
  const whole = before === '' ? words : `${before}\n${words}`;
  return { ...write(draft, whole.slice(0, mostChars)), heardText: words };
};

/** The recording is taken away: its words go too, unless somebody has worked on them. */
export const forgetRecording = (draft: Draft): Draft =>
  draft.heardText !== null && draft.text.trim() === draft.heardText.trim()
    ? { ...write(draft, ''), heardText: null }
    : { ...draft, heardText: null };

/** An answer to what was uploaded; each file is read once. */
export const perceive = (draft: Draft, { id, kind }: Pick<Media, 'id' | 'kind'>, reading: MediaReading): Draft => {
  if (draft.attempt !== null || draft.read.includes(id)) return draft;
  const asked = { ...draft, read: [...draft.read, id] };
  if (kind === 'audio') return reading.text === null ? asked : hearWords(asked, reading.text);
  const [likeliest] = reading.seen;
  const isNew = likeliest && likeliest.confidencePercent >= leastPercent && draft.seen === null;
  return isNew ? { ...asked, seen: likeliest } : asked;
};

/** The suggestion of a picture, while nothing better names the type. */
export const suggestionOf = ({ seen, type, by }: Draft): Draft['seen'] =>
  type === null && by !== 'desk' ? seen : null;

export const takeSuggestion = (draft: Draft): Draft =>
  draft.seen === null ? draft : { ...choose(draft, draft.seen), seen: null };

export const leaveSuggestion = (draft: Draft): Draft => ({ ...draft, seen: null });
