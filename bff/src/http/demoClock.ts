import type { Context } from 'koa';
import { z } from 'zod';
import type { Env } from '../env.js';
import { demoClockTexts } from '../locales/demoClock.js';
import { changeClock } from '../platform/clock/clock.js';
import type { Deps } from '../platform/deps.js';
import { nudges } from '../platform/queue/queue.js';

/** The community's clock, as the simulators' console shows and moves it. */
export const demoClockPath = '/simulators/clock';

const minuteMs = 60_000;
const mostMinutes = 400 * 24 * 60;
const maxBodyBytes = 1024;

const Move = z.union([
  z.strictObject({ advanceMinutes: z.number().int().min(1).max(mostMinutes) }),
  z.strictObject({ speed: z.number().int().min(1).max(3600) }),
  z.strictObject({ at: z.iso.datetime({ offset: true }) }),
]);
type Move = z.output<typeof Move>;

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const readMove = async (ctx: Context): Promise<Move> => {
  // No foreign page can post this type unasked.
  if (!ctx.is('application/json')) throw new Refused(415, demoClockTexts.notJson);
  let text = '';
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > maxBodyBytes) throw new Refused(413, demoClockTexts.unreadable);
  }
  try {
    return Move.parse(JSON.parse(text));
  } catch {
    throw new Refused(422, demoClockTexts.unreadable);
  }
};

/** Time runs backwards in tests only. */
const moved = (env: Env, now: { at: Date; speed: number }, move: Move): { at: Date; speed: number } => {
  if ('speed' in move) return { at: now.at, speed: move.speed };
  if ('advanceMinutes' in move) return { ...now, at: new Date(now.at.getTime() + move.advanceMinutes * minuteMs) };
  const at = new Date(move.at);
  if (at < now.at && env.environment !== 'test') throw new Refused(409, demoClockTexts.backwards);
  if (at.getTime() - now.at.getTime() > mostMinutes * minuteMs) throw new Refused(422, demoClockTexts.tooFar);
  return { ...now, at };
};

/**
 * `GET` → `{ now, speed }`; `POST { advanceMinutes | speed | at }` moves the clock and answers the same. It is handled
 * here, not by the simulators: the clock is the community's own. Demo and tests only.
 */
export const demoClock =
  (env: Env, deps: Pick<Deps, 'db' | 'clock'>) =>
  async (ctx: Context): Promise<void> => {
    ctx.set('Cache-Control', 'no-store');
    try {
      if (ctx.method === 'POST') {
        const move = await readMove(ctx);
        await changeClock(deps.db, (now) => moved(env, now, move));
        nudges.emit('timer main');
      } else if (ctx.method !== 'GET') {
        ctx.set('Allow', 'GET, POST');
        throw new Refused(405, demoClockTexts.method);
      }
      ctx.body = { now: deps.clock.now().toISOString(), speed: deps.clock.speed() };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      ctx.status = error.status;
      ctx.body = { error: error.message };
    }
  };
