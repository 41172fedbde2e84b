import { existsSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { livePath } from 'shared-types/live';
import { createLiveWechat } from './adapters/wechat/wechat.live.js';
import { gates, handlers, routes } from './app.js';
import { entities } from './entities.js';
import type { Env } from './env.js';
import { authenticate } from './features/identity/identity.authenticate.js';
import { liveIdentity } from './features/identity/identity.live.js';
import { planHousekeeping } from './features/operations/housekeeping.jobs.js';
import { recognise } from './features/recognition/recognition.door.js';
import { pages } from './http/pages.js';
import { createServer } from './http/server.js';
import { changeSpeed, type RunningClock, startClock } from './platform/clock/clock.js';
import { type DatabaseOptions, openDatabase } from './platform/database/database.js';
import { migrateUp } from './platform/database/migrate.js';
import type { Deps } from './platform/deps.js';
import { openKeyValue } from './platform/keyvalue/openKeyValue.js';
import { createLiveHub } from './platform/live/liveHub.js';
import { createLogger } from './platform/log/logger.js';
import { createMetrics } from './platform/metrics/metrics.js';
import { type QueueWorker, startWorker } from './platform/queue/worker.js';
import { createKeysFile, loadKeys } from './platform/secrets/keys.js';
import { sharedTokenCache } from './platform/sharedTokenCache.js';
import { openStorage } from './platform/storage/openStorage.js';

export interface RunningCommunity {
  /** http://localhost:8080, or null without the web role. */
  origin: string | null;
  deps: Deps;
  stop(): Promise<void>;
}

const firstPort = 8080;

/** The port asked for, or 8080 and up until one is free. */
const listen = async (server: Server, port: number | undefined): Promise<number> => {
  for (let candidate = port ?? firstPort; ; candidate++)
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port !== undefined || candidate > firstPort + 100) throw error;
    }
};

const openDeps = async (env: Env, clock: RunningClock, db: Deps['db']): Promise<Deps> => {
  if (!existsSync(env.keysFile) && env.environment !== 'production') await createKeysFile(env.keysFile);
  const log = createLogger({ level: env.logLevel, pretty: env.environment === 'demo' });
  const keyValue = await openKeyValue(env.redisUrl, 'anju:');
  const deps: Deps = {
    db,
    clock,
    log,
    keyValue,
    storage: await openStorage(env.storageUrl),
    keys: loadKeys(env.keysFile),
    live: createLiveHub({ keyValue, log, authenticate: (token, community) => liveIdentity(deps, token, community) }),
    wechat: createLiveWechat({
      ...env.wechat,
      realNow: clock.realNow,
      tokenCache: sharedTokenCache(keyValue, clock.realNow),
    }),
    settings: {
      environment: env.environment,
      publicUrl: env.publicUrl ?? `http://localhost:${env.port ?? firstPort}`,
      subscribeTemplates: env.subscribeTemplates,
    },
  };
  return deps;
};

const startWeb = async (env: Env, deps: Deps): Promise<{ origin: string; stop(): Promise<void> }> => {
  const server = createHttpServer();
  // The port is known before the first request is served, so that addresses say the right one.
  const port = await listen(server, env.port);
  const origin = `http://localhost:${port}`;
  deps.settings.publicUrl = env.publicUrl ?? origin;
  const app = createServer({
    deps,
    routes,
    gates,
    authenticate,
    metrics: createMetrics({ liveSockets: () => deps.live.size() }),
    trustedProxies: env.trustedProxies,
    pages: pages(env, deps),
  });
  server.on('request', app.callback());
  deps.live.attach(server, livePath);
  server.keepAliveTimeout = 65_000;
  return {
    origin,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await deps.live.closeAll();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), 5000);
      await closed;
      clearTimeout(patience);
    },
  };
};

/** Opens everything, runs the roles, and gives the one way to stop them in order. */
export const startCommunity = async (
  env: Env,
  roles: readonly string[],
  watch: Pick<DatabaseOptions, 'onQuery'> = {},
): Promise<RunningCommunity> => {
  const demo = env.environment === 'demo';
  if (demo) await migrateUp(env.databaseOwnerUrl);
  const db = await openDatabase({ url: env.databaseUrl, entities, ...watch });
  if (demo && env.demoSpeed !== undefined) await changeSpeed(db, env.demoSpeed);
  const clock = await startClock(db);
  const deps = await openDeps(env, clock, db);
  if (demo) {
    const { seedDemo } = await import('../seed/seedDemo.js');
    await seedDemo(deps);
  }
  const web = roles.includes('web') ? await startWeb(env, deps) : null;
  // Once at start rather than in the first owner's report: the recogniser learns its sentences.
  if (web) setImmediate(() => void recognise('水'));
  let worker: QueueWorker | null = null;
  let planning: NodeJS.Timeout | null = null;
  if (roles.includes('worker')) {
    worker = startWorker({ deps, handlers });
    const plan = (): void =>
      void planHousekeeping(deps).catch((error: Error) => deps.log.warn({ error: error.message }, 'planning failed'));
    plan();
    planning = setInterval(plan, 600_000);
  }
  deps.log.info({ roles, origin: web?.origin ?? null }, 'running');
  return {
    origin: web?.origin ?? null,
    deps,
    stop: async () => {
      if (planning) clearInterval(planning);
      await web?.stop();
      await worker?.stop();
      clock.stop();
      await deps.keyValue.close();
      await db.close();
    },
  };
};
