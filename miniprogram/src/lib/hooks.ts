import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { SignInNeeded } from './api';
import { clockSpeed, onClockJump, serverNow } from './clock';
import { concerns, type LiveKind, listen } from './live';
import { pages } from './pages';
import { readWordsOf, wordsOf } from './words';

export interface Remote<T> {
  data: T | null;
  /** A sentence for the user, when the last try failed. */
  error: string | null;
  reload: () => Promise<void>;
  set: (data: T) => void;
}

interface Options {
  /** What the live socket may say that makes this stale. */
  kinds?: readonly LiveKind[];
  /** Only what is said of this request or payment. */
  subjectId?: string;
  /** Data that was handed over, so that the first show asks for nothing. */
  skip?: boolean;
}

const toSignIn = (): void => {
  const here = Taro.getCurrentPages();
  const path = here[here.length - 1]?.route ?? here[here.length - 1]?.path ?? '';
  if (!path.includes('sign-in'))
    void Taro.redirectTo({ url: pages.signIn }).catch(() => Taro.reLaunch({ url: pages.signIn }));
};

/** What a page shows from the API: asked for whenever the page comes up, by pulling down, and when the socket says so. */
export const useRemote = <T>(
  load: () => Promise<T>,
  { kinds = [], subjectId, skip = false }: Options = {},
): Remote<T> => {
  const [state, setState] = useState<{ data: T | null; error: string | null }>({ data: null, error: null });
  const latest = useRef(load);
  latest.current = load;
  const turn = useRef(0);
  const asking = useRef(false);
  const shown = useRef(true);

  const reload = useCallback(async () => {
    if (skip) return;
    turn.current += 1;
    const mine = turn.current;
    asking.current = true;
    try {
      const data = await latest.current();
      if (mine === turn.current) setState({ data, error: null });
    } catch (error) {
      if (error instanceof SignInNeeded) toSignIn();
      else if (mine === turn.current) setState((before) => ({ ...before, error: readWordsOf(error) }));
    } finally {
      if (mine === turn.current) asking.current = false;
    }
  }, [skip]);

  // A part that appears later hears no "show" of its page; at the first show the two meet, and one request is enough.
  useEffect(() => {
    if (!asking.current) void reload();
  }, [reload]);

  useDidShow(() => {
    shown.current = true;
    if (!asking.current) void reload();
  });
  useDidHide(() => {
    shown.current = false;
  });
  usePullDownRefresh(() => {
    void reload().finally(() => Taro.stopPullDownRefresh());
  });
  const wanted = kinds.join();
  useEffect(
    () =>
      wanted === ''
        ? undefined
        : listen((message) => {
            if (shown.current && concerns(message, wanted.split(',') as LiveKind[], subjectId)) void reload();
          }),
    [wanted, subjectId, reload],
  );
  const set = useCallback((data: T) => setState({ data, error: null }), []);
  return { ...state, reload, set };
};

const minuteMs = 60_000;
const secondMs = 1_000;

/** How long the figure in the ring stays as it is. */
const untilNextFigure = (leftMs: number): number => {
  if (leftMs > 0 && leftMs <= minuteMs) return secondMs;
  if (leftMs > 0) return leftMs % minuteMs || minuteMs;
  return minuteMs - (-leftMs % minuteMs);
};

/** The server's time, renewed every minute of its clock, or every second in the last minute before `dueAt`. */
export const useServerNow = (dueAt: string | null): Date => {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!dueAt) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = (): void => {
      const leftMs = Date.parse(dueAt) - serverNow().getTime();
      const stepMs = untilNextFigure(leftMs);
      timer = setTimeout(
        () => {
          setNow(serverNow());
          tick();
        },
        Math.max(stepMs / clockSpeed(), 250),
      );
    };
    const start = (): void => {
      clearTimeout(timer);
      setNow(serverNow());
      tick();
    };
    start();
    const stop = onClockJump(start);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [dueAt]);
  return now;
};

/** Runs one command at a time and says in words what went wrong. */
export const useCommand = (): { busy: boolean; run: (work: () => Promise<void>) => Promise<void> } => {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (error instanceof SignInNeeded) toSignIn();
      else void Taro.showToast({ title: wordsOf(error), icon: 'none', duration: 3_000 });
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, run };
};
