import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { consolePages } from './console/pages.js';
import { wechatControl } from './wechat/control.js';
import { defaultApp, defaultResidents, defaultTemplates, type Template } from './wechat/data.js';
import { wechatWire } from './wechat/wire.js';
import { createWorld, type WechatWorld } from './wechat/world.js';

export interface SimulatorOptions {
  /** 0: any free one. */
  port?: number;
  app?: { appId: string; secret: string };
  residents?: { id?: string; name: string; phone: string; note?: string }[];
  templates?: Template[];
  /** The wall's clock. */
  now?: () => Date;
}

export interface RunningSimulators {
  /** http://127.0.0.1:PORT; also what WXAPI_ORIGIN must be. */
  origin: string;
  close(): Promise<void>;
  /** The same state that the control calls reach over HTTP. */
  control: { wechat: WechatWorld };
}

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

/** Everything outside the house that the product talks to, on one address of this machine. */
export const startSimulators = async (options: SimulatorOptions = {}): Promise<RunningSimulators> => {
  const world = createWorld({
    app: options.app ?? defaultApp,
    residents: options.residents ?? defaultResidents,
    templates: options.templates ?? defaultTemplates,
    now: options.now ?? (() => new Date()),
  });
  const app = new Koa();
  const control = wechatControl(world);
  app.use(answerErrors);
  app.use(wechatWire(world));
  app.use(control.routes()).use(control.allowedMethods({ throw: true, notImplemented: () => methodNotAllowed() }));
  const pages = consolePages(world);
  app.use(pages.routes());
  const server = createServer(app.callback());
  const port = await listen(server, options.port ?? 0);
  return {
    origin: `http://127.0.0.1:${port}`,
    control: { wechat: world },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const methodNotAllowed = (): Error => Object.assign(new Error('method not allowed'), { status: 405 });
