/** The server's clock: what it said, when, and how fast it runs (1 in production). */
let said = { serverMs: Date.now(), localMs: Date.now(), speed: 1 };

export const serverNow = (): Date => new Date(said.serverMs + (Date.now() - said.localMs) * said.speed);

const jumpMs = 5_000;
const listeners = new Set<() => void>();

/** Calls when the clock turns out to be elsewhere than it ran to. Returns the way to stop. */
export const onClockJump = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const setClock = (server: Date, speed: number): void => {
  const before = serverNow().getTime();
  said = { serverMs: server.getTime(), localMs: Date.now(), speed: speed > 0 ? speed : 1 };
  if (Math.abs(server.getTime() - before) > jumpMs) for (const listener of listeners) listener();
};

export const clockSpeed = (): number => said.speed;
