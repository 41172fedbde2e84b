import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Next } from 'koa';
import { readBody } from '../http.js';
import { refusal, type WireAnswer } from './answers.js';
import { carryOut, endpoints } from './api.js';
import { answerOf } from './faults.js';
import type { WechatWorld } from './world.js';

const ownRoots = /^\/(sns|cgi-bin|wxa|cv)\//;

const write = (ctx: Context, answer: WireAnswer): void => {
  ctx.status = answer.status;
  ctx.set('Content-Type', answer.contentType);
  ctx.body = answer.body;
};

/** Serves api.weixin.qq.com's paths, with whatever faults were asked for. */
export const wechatWire =
  (world: WechatWorld) =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (!ownRoots.test(ctx.path)) return next();
    const endpoint = endpoints[ctx.path];
    if (!endpoint) {
      write(ctx, { ...refusal(40066), status: 404 });
      return;
    }
    const startedMs = performance.now();
    const body = await readBody(ctx);
    const fault = world.faults.take(endpoint.api);
    const spoiled = fault && answerOf(fault, endpoint.api);
    const call = { method: ctx.method, query: new URLSearchParams(ctx.querystring), body };
    const { answer, resident } = spoiled
      ? { answer: spoiled, resident: undefined }
      : await carryOut(world, endpoint, call);
    world.log({
      at: world.now().toISOString(),
      api: endpoint.api,
      path: ctx.path,
      resident: resident?.name ?? null,
      status: answer.status,
      errcode: answer.errcode,
      fault: fault?.kind ?? null,
      ms: Math.round(performance.now() - startedMs),
    });
    if (fault?.kind === 'late') await sleep(fault.ms, undefined, { ref: false });
    if (fault?.kind === 'cut') {
      // Carried out, but the caller never hears of it.
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    write(ctx, answer);
  };
