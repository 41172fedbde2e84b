import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { consolePages } from './console/pages.js';
import { createProviders, type ProviderWorlds } from './providers.js';
import { createToldClock, toldClockControl } from './toldClock.js';
import { wechatControl } from './wechat/control.js';
import { defaultApp, defaultResidents, defaultTemplates, type Template } from './wechat/data.js';
import { wechatWire } from './wechat/wire.js';
import { createWorld, type WechatWorld } from './wechat/world.js';
import { emptyBook } from './wechat-pay/book.js';
import { wechatPayControl } from './wechat-pay/control.js';
import { makePayKeys, type PayKeys } from './wechat-pay/keys.js';
import { openState, type PayVariables } from './wechat-pay/stateFiles.js';
import { wechatPayWire } from './wechat-pay/wire.js';
import { createPayWorld, type PayWorld } from './wechat-pay/world.js';

export interface SimulatorOptions {
  /** 0: any free one. */
  port?: number;
  app?: { appId: string; secret: string };
  residents?: { id?: string; name: string; phone: string; note?: string }[];
  templates?: Template[];
  /** The wall's clock. */
  now?: () => Date;
  /** The community's clock; without it the simulators follow what they are told at `/simulators/clock`. */
  communityNow?: () => Date;
  /** Where keys, orders and invoices outlive a restart; without it they do not. */
  dataDir?: string;
  /** Keys of WeChat Pay made before: making them costs a good part of a second. */
  payKeys?: PayKeys;
  /** Notifications leave by themselves; else a test sends them when it wants to. On by default. */
  notifies?: boolean;
}

export interface RunningSimulators {
  /** http://127.0.0.1:PORT; also what WXAPI_ORIGIN must be. */
  origin: string;
  close(): Promise<void>;
  /** The same state that the control calls reach over HTTP. */
  control: { wechat: WechatWorld; wechatPay: PayWorld } & ProviderWorlds;
  /** With a `dataDir`: how the product's environment names the merchant and the files of its keys. */
  payVariables: (PayVariables & { WXPAY_ORIGIN: string }) | null;
}

const notifyEveryMs = 250;

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Errors of the console's own calls, as JSON; WeChat's own come from its wire. */
const answerErrors: Koa.Middleware = async (ctx, next) => {
  try {
    await next();
    if (ctx.status === 404 && ctx.body === undefined) ctx.throw(404, 'no such page');
  } catch (error) {
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
    ctx.status = status;
    ctx.body = { error: status < 500 && error instanceof Error ? error.message : 'the simulator failed' };
  }
};

interface Pay {
  world: PayWorld;
  variables: PayVariables | null;
  stop(): void;
}

const startPay = async (options: SimulatorOptions, world: WechatWorld, communityNow: () => Date): Promise<Pay> => {
  const saved = options.dataDir === undefined ? null : await openState(options.dataDir, options.payKeys);
  const pay = createPayWorld({
    keys: saved?.keys ?? options.payKeys ?? (await makePayKeys(new Date())),
    book: saved?.book ?? emptyBook(),
    appId: world.app.appId,
    knowsOpenid: (openid) => world.byOpenid(openid) !== undefined,
    now: communityNow,
    wallNow: world.now,
    changed: () => saved?.changed(),
  });
  const timer = options.notifies === false ? null : setInterval(() => void pay.deliverDue(), notifyEveryMs);
  return {
    world: pay,
    variables: saved?.variables ?? null,
    stop: () => {
      if (timer) clearInterval(timer);
      saved?.flush();
    },
  };
};

/** Everything outside the house that the product talks to, on one address of this machine. */
export const startSimulators = async (options: SimulatorOptions = {}): Promise<RunningSimulators> => {
  const now = options.now ?? (() => new Date());
  const world = createWorld({
    app: options.app ?? defaultApp,
    residents: options.residents ?? defaultResidents,
    templates: options.templates ?? defaultTemplates,
    now,
  });
  const clock = createToldClock(now);
  const communityNow = options.communityNow ?? clock.now;
  const pay = await startPay(options, world, communityNow);
  const { mchId, merchantCert } = pay.world.credentials();
  const providers = createProviders({
    folder: options.dataDir ?? null,
    now: communityNow,
    wallNow: now,
    merchant: { appId: world.app.appId, merchantId: mchId, certificate: merchantCert },
    notifies: options.notifies !== false,
    openidOf: (id) => world.resident(id)?.openid,
  });
  const residents = {
    openidOf: (id: string) => world.resident(id)?.openid,
    nameOf: (openid: string) => world.byOpenid(openid)?.name,
  };
  const app = new Koa();
  app.use(answerErrors);
  app.use(wechatWire(world));
  for (const wire of [...providers.wires, wechatPayWire(pay.world)]) app.use(wire);
  const refuseMethods = { throw: true, notImplemented: () => methodNotAllowed() };
  for (const router of [wechatControl(world), wechatPayControl(pay.world, residents), ...providers.routers])
    app.use(router.routes()).use(router.allowedMethods(refuseMethods));
  app.use(toldClockControl(clock));
  app.use(consolePages(world, pay.world, residents, providers.calm).routes());
  const server = createServer(app.callback());
  const origin = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  return {
    origin,
    control: { wechat: world, wechatPay: pay.world, ...providers.worlds },
    payVariables: pay.variables && { WXPAY_ORIGIN: origin, ...pay.variables },
    close: () =>
      new Promise((resolve) => {
        pay.stop();
        providers.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const methodNotAllowed = (): Error => Object.assign(new Error('method not allowed'), { status: 405 });
