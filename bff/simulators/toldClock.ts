import type { Context, Next } from 'koa';
import { z } from 'zod';
import { readJson } from './http.js';

/** The community's clock as the simulators know it: told by the community, the wall's until then. */
export interface ToldClock {
  now(): Date;
  tell(clock: { now: Date; speed: number }): void;
}

export const createToldClock = (wallNow: () => Date): ToldClock => {
  let told: { atMs: number; wallMs: number; speed: number } | null = null;
  return {
    now: () => (told ? new Date(told.atMs + (wallNow().getTime() - told.wallMs) * told.speed) : wallNow()),
    tell: ({ now, speed }) => {
      told = { atMs: now.getTime(), wallMs: wallNow().getTime(), speed };
    },
  };
};

const Told = z.object({ now: z.iso.datetime({ offset: true }), speed: z.number().int().min(1).max(100_000) });

/**
 * `POST /simulators/clock { now, speed }` from the community, on the simulators' own address; under the community's it
 * answers this path itself, so that nobody else can tell. Asking stays 404: a console alone has no clock to show.
 */
export const toldClockControl =
  (clock: ToldClock) =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path !== '/simulators/clock' || ctx.method !== 'POST') return next();
    const { now, speed } = await readJson(ctx, Told);
    clock.tell({ now: new Date(now), speed });
    ctx.body = { now: clock.now().toISOString(), speed };
  };
