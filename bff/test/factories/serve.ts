import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, createClient } from 'shared-types/client';
import { livePath } from 'shared-types/live';
import { authenticate } from '../../src/authenticate.js';
import type { Callback } from '../../src/http/callbacks.js';
import type { Gates, Route } from '../../src/http/route.js';
import { createServer } from '../../src/http/server.js';
import type { Deps } from '../../src/platform/deps.js';
import { createMetrics } from '../../src/platform/metrics/metrics.js';
import { type HandlerEntry, type QueueWorker, startWorker } from '../../src/platform/queue/worker.js';
import type { TestDeps } from './testDeps.js';
import { transportTo } from './transport.js';

export interface Registry {
  routes: Route[];
  gates: Gates;
  handlers: HandlerEntry<Deps>[];
  callbacks?: readonly Callback[];
}

export interface TestServer extends TestDeps {
  origin: string;
  /** A typed client that acts with this token. */
  client(token: string | null, community?: string | null): ReturnType<typeof createClient>;
  /** Handles what is due in the background now. */
  drain(): Promise<number>;
}

/** These routes on a free port, over the test's database. Background work runs only when a test drains it. */
export const serve = async (
  test: TestDeps,
  { routes, gates, handlers, callbacks = [] }: Registry,
): Promise<TestServer> => {
  const server = createHttpServer();
  const app = createServer({
    deps: test.deps,
    routes,
    gates,
    authenticate,
    metrics: createMetrics({ liveSockets: () => test.deps.live.size() }),
    trustedProxies: [],
    callbacks,
    pages: async (_ctx, next) => next(),
  });
  server.on('request', app.callback());
  test.deps.live.attach(server, livePath);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const worker: QueueWorker = startWorker({ deps: test.deps, handlers, polling: false });
  const transport = transportTo(origin);
  return {
    ...test,
    origin,
    client: (token, community = null) => createClient({ transport, token: () => token, community: () => community }),
    drain: () => worker.drain(),
    close: async () => {
      await worker.stop();
      await test.deps.live.closeAll();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await test.close();
    },
  };
};

/** The error code that a call answers, or what it answered. */
export const codeOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    return { answered: await answer };
  } catch (error) {
    return error instanceof ApiError ? error.code : error;
  }
};
