import { useSyncExternalStore } from 'react';

interface Anchor {
  serverMs: number;
  localMs: number;
  speed: number;
}

const key = 'anju.clock';

/** Kept, so that an app that is opened without network still knows the community's time. */
const readAnchor = (): Anchor => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Anchor | null;
    if (kept && [kept.serverMs, kept.localMs, kept.speed].every(Number.isFinite)) return kept;
  } catch {
    // A spoilt entry is as good as none.
  }
  return { serverMs: Date.now(), localMs: Date.now(), speed: 1 };
};

/** The community's time as the server last told it, going on at the server's speed. */
let anchor = readAnchor();
let minute = 0;
const listeners = new Set<() => void>();

const nowMs = (): number => anchor.serverMs + (Date.now() - anchor.localMs) * anchor.speed;

export const setClock = (now: Date, speed: number): void => {
  if (Number.isNaN(now.getTime())) return;
  anchor = { serverMs: now.getTime(), localMs: Date.now(), speed: speed > 0 ? speed : 1 };
  localStorage.setItem(key, JSON.stringify(anchor));
};

export const serverNow = (): Date => new Date(nowMs());

const tickMs = 5_000;
setInterval(() => {
  const next = Math.floor(nowMs() / 30_000);
  if (next === minute) return;
  minute = next;
  for (const listener of listeners) listener();
}, tickMs);

/** Server time, renewed about twice a minute: rings and clocks are drawn from it. */
export const useNow = (): Date => {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => minute,
  );
  return serverNow();
};
