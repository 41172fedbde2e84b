import { setTimeout as sleep } from 'node:timers/promises';
import type Koa from 'koa';
import { readBytes } from '../http.js';
import { answerOf, busy } from './answers.js';
import type { HikvisionWorld } from './world.js';

const place = /^\/hikvision\/([^/]+)(\/ISAPI\/.*)$/;
const mostBytes = 1024 * 1024;

/** Each terminal's own web server, below its own path. */
export const hikvisionWire =
  (world: HikvisionWorld): Koa.Middleware =>
  async (ctx, next) => {
    const [, key = '', path = ''] = place.exec(ctx.path) ?? [];
    const terminal = key ? world.find(decodeURIComponent(key)) : undefined;
    if (!terminal) return next();
    const { offline, slowMs, loseReplyTo } = terminal.faults();
    const body = await readBytes(ctx, mostBytes);
    if (offline) {
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    const challenges = terminal.guard.admit(ctx.method, ctx.url, ctx.get('authorization') || undefined);
    if (challenges) {
      ctx.status = 401;
      ctx.set('WWW-Authenticate', challenges);
      ctx.type = 'text/html';
      ctx.body = '<!DOCTYPE html><html><head><title>Document Error: Unauthorized</title></head></html>';
      return;
    }
    const query = new URLSearchParams(ctx.querystring);
    const said = terminal.isBusy()
      ? busy
      : answerOf(terminal, { method: ctx.method, path, query, contentType: ctx.get('content-type'), body });
    world.save();
    // Carried out, and nobody hears of it.
    if (said !== busy && loseReplyTo && path.endsWith(`/${loseReplyTo}`)) {
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    if (slowMs > 0) await sleep(slowMs, undefined, { ref: false });
    ctx.status = said.status;
    ctx.set('Content-Type', said.contentType);
    ctx.body = said.body;
  };
