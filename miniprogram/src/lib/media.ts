import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { absolute } from './api';
import type { LocalFile } from './platform';
import { upload } from './upload';
import { isUnanswered, wordsOf } from './words';
import { wx } from './wx';

export interface Media {
  /** Local name, and key of its upload: sending it again makes no second file. */
  id: string;
  kind: 'image' | 'audio';
  name: string;
  bytes: number;
  durationMs: number;
  /** Usable in this session only. */
  path: string;
  /** Where the platform keeps a copy that outlives a restart. */
  kept: string | null;
  state: 'waiting' | 'sending' | 'failed' | 'sent';
  percent: number;
  /** Why it failed, in words; null when only the network was away. */
  why: string | null;
  fileId: string | null;
  /** The server's own pictures of it, for what a browser cannot draw (HEIC); of this session only. */
  sent: { thumb: string; large: string } | null;
}

const atOnce = 3;
/** Progress is shown in steps, so that nine uploads do not redraw the page a hundred times a second. */
const stepPercent = 10;

export interface MediaBox {
  media: Media[];
  add: (files: LocalFile[], kind: Media['kind'], durationMs?: number) => void;
  retry: (id: string) => void;
  remove: (id: string) => void;
  reset: (media: Media[]) => void;
}

const made = (file: LocalFile, kind: Media['kind'], durationMs: number): Media => ({
  id: newKey(),
  kind,
  name: file.name,
  bytes: file.bytes,
  durationMs,
  path: file.path,
  kept: null,
  state: 'waiting',
  percent: 0,
  why: null,
  fileId: null,
  sent: null,
});

/** Pictures and a recording, each sent as soon as it is there, each with its own progress and retry. */
export const useMedia = (): MediaBox => {
  const list = useRef<Media[]>([]);
  const [media, setMedia] = useState<Media[]>([]);

  const put = useCallback((next: Media[]) => {
    list.current = next;
    setMedia(next);
  }, []);
  const patch = useCallback(
    (id: string, change: Partial<Media>) =>
      put(list.current.map((one) => (one.id === id ? { ...one, ...change } : one))),
    [put],
  );

  const send = useCallback(
    async (one: Media): Promise<void> => {
      patch(one.id, { state: 'sending', percent: 0, why: null });
      try {
        const file = one.path
          ? { path: one.path, name: one.name, bytes: one.bytes }
          : one.kept
            ? await wx.reopen(one.kept)
            : null;
        if (!file) {
          put(list.current.filter(({ id }) => id !== one.id));
          return;
        }
        let shown = 0;
        const progress = (percent: number): void => {
          if (percent - shown < stepPercent) return;
          shown = Math.round(percent);
          patch(one.id, { percent: shown });
        };
        const sent = await upload(
          { ...file, name: one.name },
          one.id,
          progress,
          one.kind === 'audio' ? one.durationMs : undefined,
        );
        patch(one.id, {
          state: 'sent',
          percent: 100,
          fileId: sent.id,
          path: file.path,
          sent: { thumb: absolute(sent.thumbUrl ?? sent.url), large: absolute(sent.url) },
        });
        const kept = list.current.find(({ id }) => id === one.id)?.kept;
        if (kept && one.kind === 'image') void wx.forget(kept).then(() => patch(one.id, { kept: null }));
      } catch (error) {
        patch(one.id, { state: 'failed', why: isUnanswered(error) ? null : wordsOf(error) });
      }
    },
    [patch, put],
  );

  const pump = useCallback(() => {
    const room = atOnce - list.current.filter(({ state }) => state === 'sending').length;
    for (const one of list.current.filter(({ state }) => state === 'waiting').slice(0, Math.max(room, 0))) {
      void send(one).then(pump);
    }
  }, [send]);

  const add = useCallback(
    (files: LocalFile[], kind: Media['kind'], durationMs = 0) => {
      const fresh = files.map((file) => made(file, kind, durationMs));
      const others = kind === 'audio' ? list.current.filter((one) => one.kind !== 'audio') : list.current;
      put([...others, ...fresh]);
      for (const [index, one] of fresh.entries()) {
        const file = files[index];
        if (file) void wx.keep(file).then((kept) => kept && patch(one.id, { kept }));
      }
      pump();
    },
    [patch, pump, put],
  );
  const retry = useCallback(
    (id: string) => {
      patch(id, { state: 'waiting', why: null });
      pump();
    },
    [patch, pump],
  );
  const remove = useCallback(
    (id: string) => {
      const gone = list.current.find((one) => one.id === id);
      if (gone?.kept) void wx.forget(gone.kept);
      put(list.current.filter((one) => one.id !== id));
    },
    [put],
  );
  const reset = useCallback(
    (next: Media[]) => {
      put(next);
      pump();
    },
    [pump, put],
  );
  useEffect(
    () =>
      wx.onOnline(() => {
        for (const { id, state, why } of list.current) if (state === 'failed' && why === null) retry(id);
      }),
    [retry],
  );
  return { media, add, retry, remove, reset };
};
