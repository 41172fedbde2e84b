import type { MediaReading } from 'shared-types/recognition';
import { ModelError } from '../../../adapters/modelCall.js';
import type { Actor, Call } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { type FileReading, keepReading, readOwnUpload, type Upload } from '../../file/file.door.js';
import { limitRecognition } from '../recognition.limits.js';
import { readProblemTypes } from '../training.js';

const types = readProblemTypes();
const names = new Map(types.map(({ id, name }) => [id, name]));
const labels = types.map(({ id }) => id);

const unavailable: MediaReading = { state: 'unavailable', text: null, seen: [] };
const nothing: FileReading = { heardText: null, seen: null };

const present = ({ heardText, seen }: FileReading): MediaReading => ({
  state: heardText !== null || (seen?.length ?? 0) > 0 ? 'read' : 'nothing',
  text: heardText,
  seen: (seen ?? []).map(({ typeId, confidenceBp }) => ({
    id: typeId,
    name: names.get(typeId) ?? typeId,
    confidencePercent: Math.round(confidenceBp / 100),
  })),
});

/** Null: nobody is set up for this kind of file. */
const readerOf = (deps: Deps, { kind, mime, durationMs }: Upload): ((bytes: Buffer) => Promise<FileReading>) | null => {
  const { speech, vision } = deps;
  if (kind === 'audio' && speech)
    return async (bytes) => ({
      ...nothing,
      heardText: (await speech.transcribe({ bytes, mime, durationMs }))?.text ?? null,
    });
  if (kind === 'image' && vision)
    return async (bytes) => ({
      ...nothing,
      seen: (await vision.classify({ bytes, mime }, labels)).map(({ label, confidenceBp }) => ({
        typeId: label,
        confidenceBp,
      })),
    });
  return null;
};

/** Nothing is open while the provider is asked; without its answer the file stands for itself (C2). */
export const readMedia = async (deps: Deps, call: Call<Actor>, fileId: string): Promise<MediaReading> => {
  const upload = await readOwnUpload(deps, call.actor, fileId);
  if (upload.reading) return present(upload.reading);
  const read = readerOf(deps, upload);
  if (!read) return unavailable;
  await limitRecognition(deps, call.actor.id);
  const bytes = await upload.bytes();
  try {
    const reading = await read(bytes);
    await keepReading(deps, fileId, reading);
    return present(reading);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    deps.log.warn({ call: error.call, code: error.code }, error.message);
    if (error.kind !== 'refused') return unavailable;
    await keepReading(deps, fileId, nothing);
    return present(nothing);
  }
};
