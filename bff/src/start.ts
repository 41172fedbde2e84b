import { existsSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { livePath } from 'shared-types/live';
import { createLiveWechatPay } from './adapters/pay/wechatPay.live.js';
import { createLiveWechat } from './adapters/wechat/wechat.live.js';
import { callbacks, gates, handlers, routes } from './app.js';
import { authenticate } from './authenticate.js';
import { entities } from './entities.js';
import type { Env } from './env.js';
import { liveIdentity } from './features/identity/identity.live.js';
import { startSealing } from './features/ledger/ledger.jobs.js';
import { planHousekeeping } from './features/operations/housekeeping.jobs.js';
import { recognise } from './features/recognition/recognition.door.js';
import { planReconciliations } from './features/reconciliation/reconciliation.jobs.js';
import { keepReadingMonths } from './features/telemetry/retention.jobs.js';
import { pages } from './http/pages.js';
import { createServer } from './http/server.js';
import type { MqttRole } from './mqttRole.js';
import { changeSpeed, type RunningClock, startClock } from './platform/clock/clock.js';
import { tellSimulators } from './platform/clock/tellSimulators.js';
import { type DatabaseOptions, openDatabase } from './platform/database/database.js';
import { migrateUp } from './platform/database/migrate.js';
import type { Deps } from './platform/deps.js';
import { openKeyValue } from './platform/keyvalue/openKeyValue.js';
import { createLiveHub } from './platform/live/liveHub.js';
import { createLogger } from './platform/log/logger.js';
import { createMetrics } from './platform/metrics/metrics.js';
import { startWorker } from './platform/queue/worker.js';
import { createKeysFile, loadKeys } from './platform/secrets/keys.js';
import { sharedTokenCache } from './platform/sharedTokenCache.js';
import { openStorage } from './platform/storage/openStorage.js';
import { openProviders } from './providers.js';

export interface RunningCommunity {
  /** http://localhost:8080, or null without the web role. */
  origin: string | null;
  /** Where devices sign in, or null without the mqtt role. */
  mqttUrl: string | null;
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
      // A simulator shares this machine with everything else that is tried on it.
      ...(env.simulatorOrigin ? { timeoutMs: 30_000 } : {}),
      tokenCache: sharedTokenCache(keyValue, clock.realNow),
    }),
    wechatPay: env.wechatPay
      ? createLiveWechatPay({ ...env.wechatPay, appId: env.wechat.appId, realNow: clock.realNow })
      : null,
    ...openProviders(env, clock),
    mqtt: null,
    settings: {
      environment: env.environment,
      publicUrl: env.publicUrl ?? `http://localhost:${env.port ?? firstPort}`,
      subscribeTemplates: env.subscribeTemplates,
      emqx: env.emqx,
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
    callbacks,
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

/** Queues, seals and what is planned by the calendar; gives the way to stop them. */
const startWork = (env: Env, deps: Deps): (() => Promise<void>) => {
  const worker = startWorker({ deps, handlers });
  const sealing = startSealing(deps);
  const plan = (): void => {
    const planMonths = (): Promise<void> => keepReadingMonths(deps, env.databaseOwnerUrl);
    for (const planSome of [planHousekeeping, planReconciliations, planMonths])
      void planSome(deps).catch((error: Error) => deps.log.warn({ error: error.message }, 'planning failed'));
  };
  plan();
  const planning = setInterval(plan, 600_000);
  return async () => {
    clearInterval(planning);
    await Promise.all([worker.stop(), sealing.stop()]);
  };
};

const sendFleet = async (deps: Deps, broker: string, simulatorOrigin: string): Promise<{ stop(): void }> =>
  (await import('../seed/fleet.js')).sendFleet(deps, broker, simulatorOrigin);

const startDevices = async (env: Env, deps: Deps, roles: readonly string[]): Promise<MqttRole | null> => {
  if (roles.includes('mqtt')) return (await import('./mqttRole.js')).startMqttRole(env, deps);
  if (!roles.includes('worker') || !env.mqttUrl) return null;
  return (await import('./mqttRole.js')).startMqttSender(env.mqttUrl, deps);
};

/** Opens everything, runs the roles, and gives the one way to stop them in order. */
export const startCommunity = async (
  env: Env,
  roles: readonly string[],
  watch: Pick<DatabaseOptions, 'onQuery'> = {},
): Promise<RunningCommunity> => {
  const demo = env.environment === 'demo';
  if (demo) await migrateUp(env.databaseOwnerUrl, env.databaseUrl);
  const db = await openDatabase({ url: env.databaseUrl, entities, ...watch });
  if (demo && env.demoSpeed !== undefined) await changeSpeed(db, env.demoSpeed);
  const clock = await startClock(db);
  const deps = await openDeps(env, clock, db);
  const telling = env.simulatorOrigin ? tellSimulators(clock, env.simulatorOrigin) : null;
  if (demo) {
    const { seedDemo } = await import('../seed/seedDemo.js');
    await seedDemo(deps);
  }
  const web = roles.includes('web') ? await startWeb(env, deps) : null;
  if (demo && web && env.simulatorOrigin) {
    const { installCameras } = await import('../seed/cameras.js');
    void installCameras(deps, env.simulatorOrigin, web.origin).catch((error: Error) =>
      deps.log.warn({ error: error.message }, 'the simulated cameras know no address'),
    );
  }
  const background = { stop: async (): Promise<void> => undefined };
  const begin = (): void => {
    // Once at start rather than in the first owner's report: the recogniser learns its sentences.
    if (web) setImmediate(() => void recognise('水'));
    if (roles.includes('worker')) background.stop = startWork(env, deps);
  };
  // A demo that was just made has a year of books to check: whoever waits for its first page comes first.
  const beginning = demo && web && roles.includes('worker') ? setTimeout(begin, 3000) : null;
  if (!beginning) begin();
  // Loaded only now: the first page does not wait for a broker.
  const mqtt = await startDevices(env, deps, roles);
  const fleet = demo && mqtt && env.simulatorOrigin ? await sendFleet(deps, mqtt.url, env.simulatorOrigin) : null;
  deps.log.info({ roles, mqtt: mqtt?.url ?? null, origin: web?.origin ?? null }, 'running');
  return {
    origin: web?.origin ?? null,
    mqttUrl: mqtt?.url ?? null,
    deps,
    stop: async () => {
      if (beginning) clearTimeout(beginning);
      fleet?.stop();
      await web?.stop();
      await mqtt?.stop();
      await background.stop();
      telling?.stop();
      clock.stop();
      await deps.keyValue.close();
      await db.close();
    },
  };
};
