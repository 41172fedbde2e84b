import { useCallback, useEffect, useRef, useState } from 'react';

/** Browsers record sound alone in one of these. */
const mimes = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
/** Shorter than this is a slip of the finger. */
const shortestMs = 600;

export interface Recorded {
  blob: Blob;
  durationMs: number;
}

/** A microphone is there only where the page is served safely, and the browser knows how to record. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function';

/** refused: no microphone, or nobody allowed it. */
export type RecorderState = 'off' | 'starting' | 'on' | 'refused';

interface Running {
  recorder: MediaRecorder;
  stream: MediaStream;
  startedMs: number;
  chunks: Blob[];
  /** Nobody wants it any more. */
  dropped: boolean;
}

const begin = async (onEnd: (running: Running) => void): Promise<Running> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = mimes.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const running: Running = { recorder, stream, startedMs: performance.now(), chunks: [], dropped: false };
  recorder.addEventListener('dataavailable', ({ data }) => running.chunks.push(data));
  recorder.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop();
    onEnd(running);
  });
  recorder.start();
  return running;
};

/** Records until it is told to stop, or `longestSeconds` are over; what is too short to be meant is dropped. */
export const useRecorder = (longestSeconds: number, onRecorded: (recorded: Recorded) => void) => {
  const [state, setState] = useState<RecorderState>('off');
  const [left, setLeft] = useState(longestSeconds);
  const running = useRef<Running | null>(null);
  const gone = useRef(false);
  const act = useRef(onRecorded);
  act.current = onRecorded;
  const stop = useCallback(() => {
    if (running.current?.recorder.state === 'recording') running.current.recorder.stop();
  }, []);
  const start = async () => {
    if (state === 'starting' || state === 'on') return;
    setState('starting');
    setLeft(longestSeconds);
    try {
      const begun = await begin(({ recorder, chunks, startedMs, dropped }) => {
        running.current = null;
        if (dropped) return;
        setState('off');
        const durationMs = Math.round(performance.now() - startedMs);
        if (durationMs < shortestMs) return;
        // The codec's name is no part of a file's type.
        const type = recorder.mimeType.split(';')[0] ?? '';
        act.current({ blob: new Blob(chunks, { type }), durationMs });
      });
      running.current = begun;
      if (gone.current) {
        begun.dropped = true;
        begun.recorder.stop();
        return;
      }
      setState('on');
    } catch {
      if (!gone.current) setState('refused');
    }
  };
  const isOn = state === 'on';
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => {
      const rest = longestSeconds - (performance.now() - (running.current?.startedMs ?? 0)) / 1000;
      setLeft(Math.max(0, Math.ceil(rest)));
      if (rest <= 0) stop();
    }, 250);
    return () => clearInterval(timer);
  }, [isOn, longestSeconds, stop]);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      if (running.current) running.current.dropped = true;
      stop();
    };
  }, [stop]);
  return { state, left, start: () => void start(), stop };
};
