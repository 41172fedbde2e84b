import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Context, Next } from 'koa';
import send from 'koa-send';
import type { Deps } from '../platform/deps.js';
import type { Metrics } from '../platform/metrics/metrics.js';

const swaggerRoot = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const swaggerFiles = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

const docsPage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>安居 API</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="/api/docs/favicon-32x32.png"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

const docsStart = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true });`;

const checks = async (deps: Deps): Promise<Record<string, boolean>> => {
  const isUp = (probe: Promise<unknown>): Promise<boolean> =>
    Promise.race([probe.then(() => true), new Promise<boolean>((done) => setTimeout(done, 2000, false).unref())]).catch(
      () => false,
    );
  const [database, keyValue, storage] = await Promise.all([
    isUp(deps.db.ping()),
    isUp(deps.keyValue.ping()),
    isUp(deps.storage.ping()),
  ]);
  return { database, keyValue, storage };
};

const showDocs = async (ctx: Context, file: string): Promise<void> => {
  if (file === '') {
    ctx.type = 'html';
    ctx.body = docsPage;
  } else if (file === 'start.js') {
    ctx.type = 'text/javascript';
    ctx.body = docsStart;
  } else if (swaggerFiles.has(file)) await send(ctx, file, { root: swaggerRoot, maxage: 86_400_000 });
};

/** /health, /metrics, /api/openapi.json and its page. */
export const operatorPages =
  (deps: Deps, metrics: Metrics, describe: () => string) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    const docs = /^\/api\/docs(?:\/([\w.-]*))?$/.exec(ctx.path);
    const known = docs || ['/health/live', '/health/ready', '/metrics', '/api/openapi.json'].includes(ctx.path);
    if (!known) return next();
    if (!isRead) {
      ctx.status = 405;
      ctx.set('Allow', 'GET, HEAD');
      return;
    }
    if (docs) return showDocs(ctx, docs[1] ?? '');
    if (ctx.path === '/metrics') {
      ctx.type = 'text/plain; version=0.0.4';
      ctx.body = await metrics.text();
    } else if (ctx.path === '/api/openapi.json') {
      ctx.type = 'application/json';
      ctx.body = describe();
    } else if (ctx.path === '/health/live') ctx.body = { ok: true };
    else {
      const parts = await checks(deps);
      // Redis holds only what may be lost, so its absence is told but does not take the process out of service.
      const ok = parts.database === true && parts.storage === true;
      ctx.status = ok ? 200 : 503;
      ctx.body = { ok, parts };
    }
  };
