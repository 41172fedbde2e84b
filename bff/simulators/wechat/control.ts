import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { readJson } from '../http.js';
import { ResidentSeed } from './data.js';
import { FaultInput } from './faults.js';
import type { Resident, WechatWorld } from './world.js';

const PutResident = z.object({
  id: ResidentSeed.shape.id.optional(),
  name: ResidentSeed.shape.name,
  phone: ResidentSeed.shape.phone,
  note: z.string().max(60).optional(),
});
const Subscribe = z.object({ resident: z.string(), templateIds: z.array(z.string().max(64)).min(1).max(5) });
/** `at: null`: has the mini-program open; a time: left it then. */
const Active = z.object({ resident: z.string(), at: z.iso.datetime({ offset: true }).nullable() });
const Popup = z.object({ resident: z.string(), answer: z.enum(['accept', 'reject']) });
const Quota = z.object({ resident: z.string(), templateId: z.string(), count: z.number().int().min(0).max(1000) });

const view = ({ id, name, phone, note }: Resident) => ({ id, name, phone, note });

/** What the console, the owner's H5 and tests ask of the pretended WeChat. */
export const wechatControl = (world: WechatWorld): Router => {
  const router = new Router({ prefix: '/simulators/wechat', sensitive: true, strict: true });
  const find = (ctx: Context, id: unknown): Resident =>
    world.resident(String(id ?? '')) ?? ctx.throw(404, 'no such resident');

  router.get('/app', (ctx) => {
    const templates = Object.fromEntries(world.templates.map(({ purpose, id }) => [purpose, id]));
    ctx.body = { ...world.app, templates };
  });

  router.get('/residents', (ctx) => {
    ctx.body = { items: world.residents().map(view) };
  });
  router.post('/residents', async (ctx) => {
    ctx.body = view(world.putResident(await readJson(ctx, PutResident)));
    ctx.status = 201;
  });

  router.get('/code', (ctx) => {
    ctx.body = { code: world.makeCode('login', find(ctx, ctx.query.resident).id) };
  });
  router.get('/phone-code', (ctx) => {
    ctx.body = { code: world.makeCode('phone', find(ctx, ctx.query.resident).id) };
  });

  router.post('/subscribe', async (ctx) => {
    const { resident, templateIds } = await readJson(ctx, Subscribe);
    ctx.body = { results: world.answerPopup(find(ctx, resident), templateIds) };
  });
  router.post('/popup', async (ctx) => {
    const { resident, answer } = await readJson(ctx, Popup);
    find(ctx, resident).popup = answer;
    ctx.body = { resident, answer };
  });
  router.post('/quota', async (ctx) => {
    const { resident, templateId, count } = await readJson(ctx, Quota);
    world.setQuota(find(ctx, resident).id, templateId, count);
    ctx.body = { resident, templateId, count };
  });
  router.post('/active', async (ctx) => {
    const { resident, at } = await readJson(ctx, Active);
    find(ctx, resident).leftAt = at === null ? null : new Date(at);
    ctx.body = { resident, at };
  });

  router.get('/messages', (ctx) => {
    ctx.body = { items: world.messages(find(ctx, ctx.query.resident).id) };
  });
  router.get('/calls', (ctx) => {
    ctx.body = { items: world.calls() };
  });

  router.get('/faults', (ctx) => {
    ctx.body = { items: world.faults.list() };
  });
  router.post('/faults', async (ctx) => {
    ctx.body = world.faults.add(await readJson(ctx, FaultInput));
    ctx.status = 201;
  });
  router.delete('/faults', (ctx) => {
    world.faults.clear(typeof ctx.query.id === 'string' ? ctx.query.id : undefined);
    ctx.body = { items: world.faults.list() };
  });
  return router;
};
