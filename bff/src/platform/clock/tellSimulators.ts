import type { Clock } from './clock.js';

const lookEveryMs = 250;
const repeatEveryMs = 30_000;
const toleranceMs = 500;

/**
 * Keeps the simulators on the community's clock, for the statements and repetitions of a payment platform live by days:
 * tells them whenever it no longer runs as they were told last. Demo and tests only.
 */
export const tellSimulators = (clock: Clock, simulatorOrigin: string): { stop(): void } => {
  let told: { atMs: number; realMs: number; speed: number } | null = null;
  let telling = false;

  const isOff = (nowMs: number, realMs: number, speed: number): boolean => {
    if (!told || told.speed !== speed || realMs - told.realMs > repeatEveryMs) return true;
    const expected = told.atMs + (realMs - told.realMs) * speed;
    return Math.abs(nowMs - expected) > toleranceMs * speed;
  };

  const tell = async (): Promise<void> => {
    const [now, real, speed] = [clock.now(), clock.realNow(), clock.speed()];
    if (telling || !isOff(now.getTime(), real.getTime(), speed)) return;
    telling = true;
    try {
      const answer = await fetch(`${simulatorOrigin}/simulators/clock`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ now: now.toISOString(), speed }),
        signal: AbortSignal.timeout(5000),
      });
      await answer.arrayBuffer();
      if (answer.ok) told = { atMs: now.getTime(), realMs: real.getTime(), speed };
    } catch {
      // Not there yet, or gone: the next look tells it again.
    } finally {
      telling = false;
    }
  };

  void tell();
  const timer = setInterval(() => void tell(), lookEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
