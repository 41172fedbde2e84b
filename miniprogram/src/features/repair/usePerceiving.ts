import { useEffect, useRef, useState } from 'react';
import { readMedia } from 'shared-types/recognition';
import { call } from '../../lib/api';
import type { Media } from '../../lib/media';
import type { Draft } from './draft';
import { perceive } from './perceived';

/** Has each upload read once, as soon as it is there; without an answer the file stands for itself. True: a recording is being heard. */
export const usePerceiving = (
  draft: Draft | null,
  media: readonly Media[],
  update: (make: (draft: Draft) => Draft) => void,
): boolean => {
  const asked = useRef(new Set<string>());
  const [hearing, setHearing] = useState<string | null>(null);
  const open = draft !== null && draft.attempt === null;
  const read = draft?.read;
  const isHeard = draft?.heardText != null;
  useEffect(() => {
    if (!open) return;
    for (const one of media) {
      if (!one.fileId || read?.includes(one.id) || asked.current.has(one.id)) continue;
      // The platform heard it already.
      if (one.kind === 'audio' && isHeard) continue;
      asked.current.add(one.id);
      if (one.kind === 'audio') setHearing(one.id);
      call(readMedia, { body: { fileId: one.fileId } })
        .then((reading) => update((before) => perceive(before, one, reading)))
        .catch(() => undefined)
        .finally(() => setHearing((now) => (now === one.id ? null : now)));
    }
  }, [open, media, read, isHeard, update]);
  return hearing !== null && media.some(({ id }) => id === hearing);
};
