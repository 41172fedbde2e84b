import { randomUUID } from 'node:crypto';
import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { AppError } from '../kernel/appError.js';
import type { Deps } from '../platform/deps.js';
import { runWithContext } from '../platform/log/logger.js';
import type { Metrics } from '../platform/metrics/metrics.js';
import { type Callback, callbacks } from './callbacks.js';
import { clientIp } from './clientIp.js';
import { type Authenticate, dispatch } from './dispatch.js';
import { openApi } from './openapi.js';
import { operatorPages } from './operatorPages.js';
import { toProblem } from './problem.js';
import type { Gates, Route } from './route.js';
import { storedFiles } from './storedFiles.js';

export interface ServerOptions {
  deps: Deps;
  routes: Route[];
  gates: Gates;
  authenticate: Authenticate;
  metrics: Metrics;
  trustedProxies: string[];
  /** Addresses that other systems call. */
  callbacks?: readonly Callback[];
  /** Serves what is not the API: front ends, pages, simulators. */
  pages: (ctx: Context, next: Next) => Promise<void>;
}

/** Literal segments before parameters, so that /repairs/board is not taken for an id. */
const bySpecificity = (a: Route, b: Route): number =>
  a.contract.path.replace(/:/g, '~') < b.contract.path.replace(/:/g, '~') ? -1 : 1;

const withRequestId =
  (trustedProxies: string[]) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const requestId = randomUUID();
    ctx.state.requestId = requestId;
    ctx.state.clientIp = clientIp(ctx.req, trustedProxies);
    ctx.set('Request-Id', requestId);
    await runWithContext({ requestId }, next);
  };

const answerProblem = (ctx: Context, error: unknown): void => {
  const problem = toProblem(error, ctx.state.requestId as string);
  ctx.status = problem.status;
  if (error instanceof AppError && error.refusal.retryAfterSeconds)
    ctx.set('Retry-After', String(error.refusal.retryAfterSeconds));
  ctx.set('Cache-Control', 'no-store');
  ctx.body = JSON.stringify(problem);
  ctx.type = 'application/problem+json';
};

/** Errors become problem documents; what found no route is 404, a wrong method 405, never 200. */
const withProblems =
  (deps: Deps) =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.status === 405 || ctx.status === 501) answerProblem(ctx, new AppError('route.method_not_allowed'));
      else if (ctx.status === 404 && !ctx.body) answerProblem(ctx, new AppError('route.not_found'));
    } catch (error) {
      if (!(error instanceof AppError))
        deps.log.error(
          { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
          'request failed',
        );
      answerProblem(ctx, error);
    }
  };

const withMetrics =
  (metrics: Metrics) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const startedAt = performance.now();
    await next();
    const route = (ctx._matchedRoute as string | undefined) ?? 'other';
    metrics.httpDuration.observe(
      { method: ctx.method, route, status: String(ctx.status) },
      (performance.now() - startedAt) / 1000,
    );
  };

const contentSecurity = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  strictTransportSecurity: { maxAge: 31_536_000 },
});

/** JSON is no document: a few headers say all that a browser must know of it. */
const withSecurityHeaders = async (ctx: Context, next: Next): Promise<void> => {
  if (!ctx.path.startsWith('/api/v1/')) return contentSecurity(ctx, next);
  ctx.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  await next();
};

const prefix = '/api/v1';
const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** The part of a path by which its router is found: repairs, staff/repairs. */
const roomOf = (path: string): string => {
  const [, first = '', second = ''] = path.split('/');
  return first === 'staff' ? `staff/${second}` : first;
};

/** A router compares a path with each of its routes, so that hundreds of them in one cost more than what they do. */
const apiRoutes = ({ deps, gates, authenticate, routes }: ServerOptions): Koa.Middleware => {
  const rooms = new Map<string, Router>();
  for (const route of [...routes].sort(bySpecificity)) {
    const { method, path } = route.contract;
    const room = rooms.get(roomOf(path)) ?? new Router({ prefix, sensitive: true, strict: true });
    room[methods[method]](path, dispatch(deps, gates, authenticate, route));
    rooms.set(roomOf(path), room);
  }
  const served = new Map(
    [...rooms].map(([name, room]) => [name, [room.routes(), room.allowedMethods()] as unknown as Koa.Middleware[]]),
  );
  return (ctx, next) => {
    const [serve, refuse] =
      (ctx.path.startsWith(`${prefix}/`) && served.get(roomOf(ctx.path.slice(prefix.length)))) || [];
    return serve && refuse ? serve(ctx, () => refuse(ctx, next)) : next();
  };
};

/** The Koa application: one origin for the API, files, front ends and operators' pages. */
export const createServer = (options: ServerOptions): Koa => {
  const { deps } = options;
  const app = new Koa();
  // Hundreds of contracts take a while to describe: not before somebody reads the description.
  let described: string | null = null;
  const describe = (): string => {
    described ??= JSON.stringify(
      openApi(
        options.routes.map((route) => route.contract),
        deps.settings.publicUrl,
      ),
    );
    return described;
  };

  app.use(withRequestId(options.trustedProxies));
  app.use(withMetrics(options.metrics));
  app.use(withSecurityHeaders);
  app.use(withProblems(deps));
  // Small JSON goes as it is: compressing it costs more CPU than the whole answer.
  app.use(compress({ threshold: 32 * 1024, br: false, gzip: { level: 4 } }));
  app.use(callbacks(deps, options.callbacks ?? []));
  app.use(operatorPages(deps, options.metrics, describe));
  app.use(storedFiles(deps));
  app.use(apiRoutes(options));
  app.use(options.pages);
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A browser that went away is no fault of ours.
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    deps.log.error({ error: error.message }, 'response failed');
  });
  return app;
};
