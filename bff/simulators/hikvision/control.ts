import Router from '@koa/router';
import { z } from 'zod';
import { readJson } from '../http.js';
import type { Terminal } from './terminal.js';
import type { HikvisionWorld } from './world.js';

const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const FleetBody = z.object({
  terminals: z
    .array(
      z.object({
        ...{ communityId: Id, id: Id, code: z.string().max(60), name: z.string().max(80) },
        ...{ username: z.string().max(60), password: z.string().max(200) },
      }),
    )
    .max(200),
});
const ShowBody = z.object({
  code: z.string().max(60),
  /** Empty: a stranger. */
  employeeNo: z.string().max(32).default(''),
  direction: z.enum(['in', 'out']).default('in'),
});
const SwipeBody = z.object({
  ...{ code: z.string().max(60), cardNo: z.string().regex(/^\d{1,20}$/) },
  direction: z.enum(['in', 'out']).default('in'),
});
const FaultBody = z.object({
  code: z.string().max(60),
  offline: z.boolean().optional(),
  slowMs: z.number().int().min(0).max(60_000).optional(),
  password: z.string().max(200).nullable().optional(),
  algorithms: z
    .array(z.enum(['MD5', 'SHA-256']))
    .min(1)
    .optional(),
  duplicates: z.number().int().min(0).max(20).optional(),
  loseAnswers: z.number().int().min(0).max(20).optional(),
  withoutSetUp: z.boolean().optional(),
  refusePhotos: z.boolean().optional(),
  busy: z.number().int().min(0).max(20).optional(),
  loseReplyTo: z.string().max(40).nullable().optional(),
  forgetsCards: z.boolean().optional(),
  keepsCards: z.boolean().optional(),
  mostCards: z.number().int().min(0).max(100_000).nullable().optional(),
  /** So many next signatures meet a nonce that grew old. */
  staleNonces: z.number().int().min(0).max(20).optional(),
});

export interface TerminalWords {
  shown(outcome: { opened: boolean; name: string | null }): string;
}

const present = (terminal: Terminal) => ({
  code: terminal.setup.code,
  people: Object.entries(terminal.memory.people).map(([employeeNo, { name, faceBytes }]) => ({
    ...{ employeeNo, name, hasFace: faceBytes !== null },
  })),
  cards: Object.entries(terminal.memory.cards).map(([cardNo, employeeNo]) => ({ cardNo, employeeNo })),
  openings: terminal.openings(),
  waiting: terminal.waiting(),
  offline: terminal.faults().offline,
});

/** What the console, the tests and the community ask of the terminals. */
export const hikvisionControl = (world: HikvisionWorld, words: TerminalWords): Router => {
  const router = new Router({ prefix: '/simulators/hikvision', sensitive: true, strict: true });
  router.post('/fleet', async (ctx) => {
    world.setUp((await readJson(ctx, FleetBody)).terminals);
    ctx.body = { count: world.all().length };
  });
  router.get('/terminals', (ctx) => {
    ctx.body = { items: world.all().map(present) };
  });
  router.post('/show', async (ctx) => {
    const { code, employeeNo, direction } = await readJson(ctx, ShowBody);
    const terminal = world.find(code);
    if (!terminal) return ctx.throw(404, 'no such terminal');
    const shown = await terminal.show(employeeNo || null, direction === 'out');
    ctx.body = { ...shown, errMsg: words.shown(shown) };
  });
  router.post('/swipe', async (ctx) => {
    const { code, cardNo, direction } = await readJson(ctx, SwipeBody);
    const terminal = world.find(code);
    if (!terminal) return ctx.throw(404, 'no such terminal');
    const shown = await terminal.swipe(cardNo, direction === 'out');
    ctx.body = { ...shown, errMsg: words.shown(shown) };
  });
  router.post('/faults', async (ctx) => {
    const { code, staleNonces, ...faults } = await readJson(ctx, FaultBody);
    const terminal = world.find(code);
    if (!terminal) return ctx.throw(404, 'no such terminal');
    terminal.setFaults(Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)));
    if (staleNonces !== undefined) terminal.guard.makeStale(staleNonces);
    if (faults.offline === false) await terminal.catchUp();
    ctx.body = present(terminal);
  });
  return router;
};
