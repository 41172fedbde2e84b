import type { Context, Next } from 'koa';
import type { Deps } from '../platform/deps.js';
import { readSignedFile } from '../platform/storage/signedAddress.js';

/** /files/…: short-lived signed addresses, with ranges for recordings. */
export const storedFiles =
  (deps: Deps) =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (!ctx.path.startsWith('/files/')) return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.status = 405;
      ctx.set('Allow', 'GET, HEAD');
      return;
    }
    const answer = await readSignedFile(
      { storage: deps.storage, keys: deps.keys, realNow: deps.clock.realNow },
      ctx.path,
      ctx.querystring,
      ctx.get('range') || null,
    );
    ctx.status = answer.status;
    ctx.set(answer.headers);
    if (answer.body !== null) ctx.body = answer.body;
  };
