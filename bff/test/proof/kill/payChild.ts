import { existsSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLiveWechatPay } from '../../../src/adapters/pay/wechatPay.live.js';
import type { WechatPayPort } from '../../../src/adapters/pay/wechatPay.port.js';
import { entities } from '../../../src/entities.js';
import { noteInVisit } from '../../../src/features/homevisit/homevisit.door.js';
import { authenticate } from '../../../src/features/identity/identity.authenticate.js';
import { paymentCallbacks } from '../../../src/features/payment/payment.callbacks.js';
import { paymentGates } from '../../../src/features/payment/payment.gates.js';
import { paymentHandlers } from '../../../src/features/payment/payment.jobs.js';
import { paymentRoutes } from '../../../src/features/payment/payment.routes.js';
import { createServer } from '../../../src/http/server.js';
import { startClock, systemClock } from '../../../src/platform/clock/clock.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import type { Deps } from '../../../src/platform/deps.js';
import { inProcessKeyValue } from '../../../src/platform/keyvalue/inProcess.js';
import { createLogger } from '../../../src/platform/log/logger.js';
import { createMetrics } from '../../../src/platform/metrics/metrics.js';
import { startWorker } from '../../../src/platform/queue/worker.js';
import type { ChildOptions } from './childOptions.js';

// Payments in a process of their own, which ends itself at a named point as if its power were cut.
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;

const failpoint = (name: string): void => {
  if (options.failpoint !== name || existsSync(options.usedFile)) return;
  writeFileSync(options.usedFile, name);
  process.kill(process.pid, 'SIGKILL');
};

/** Points inside the product, by the statement before which the process ends, once `after` has been seen. */
const statementPoints: Record<string, { after?: RegExp; die: RegExp }> = {
  'before the order is stored': { die: /^\s*INSERT INTO\W+payment\b/i },
  'before the commit of the order': { after: /^\s*INSERT INTO\W+payment\b/i, die: /^\s*COMMIT/i },
  'before the arguments are kept': { die: /^\s*UPDATE\W+payment\b.*pay_arguments/is },
  'before a notice is kept': { die: /^\s*INSERT INTO\W+channel_notification\b/i },
  'before the commit of a notice': { after: /^\s*INSERT INTO\W+channel_notification\b/i, die: /^\s*COMMIT/i },
  'inside the receiving': { die: /^\s*UPDATE\W+payment\b.*transaction_id/is },
  'inside the settling': { die: /^\s*INSERT INTO\W+ledger_posting\b/i },
  'before the commit of the settling': { after: /^\s*INSERT INTO\W+ledger_posting\b/i, die: /^\s*COMMIT/i },
  'before the closing is written': { die: /^\s*UPDATE\W+payment\b.*close_reason/is },
  'while the bills are freed': { die: /^\s*DELETE FROM\W+bill_hold\b/i },
};

let armed = false;
const onQuery = (sql: string): void => {
  const point = statementPoints[options.failpoint ?? ''];
  if (!point || !options.failpoint) return;
  if (!armed && point.after) armed = point.after.test(sql);
  else if (point.die.test(sql)) failpoint(options.failpoint);
};

/** Before and after every call of the channel: the gap in which nobody knows what it did. */
const watched = (port: WechatPayPort): WechatPayPort => {
  const around =
    <A, R>(name: string, call: (argument: A) => Promise<R>) =>
    async (argument: A): Promise<R> => {
      failpoint(`before ${name}`);
      const answer = await call(argument);
      failpoint(`after ${name}`);
      return answer;
    };
  return {
    ...port,
    prepayJsapi: around('ordering', port.prepayJsapi),
    query: around('asking', port.query),
    close: around('closing', port.close),
  };
};

const main = async (): Promise<void> => {
  const db = await openDatabase({ url: options.databaseUrl, entities, durability: 'full', poolSize: 6, onQuery });
  const clock = await startClock(db);
  const { platformKeys, ...credentials } = options.wechatPay;
  const port = createLiveWechatPay({
    ...credentials,
    origin: options.wechat.origin,
    appId: options.wechat.appId,
    platformKeys: new Map(platformKeys),
    certificateMode: false,
    realNow: systemClock.realNow,
  });
  const deps = {
    db,
    clock,
    log: createLogger({ level: 'silent', pretty: false }),
    keys: options.keys,
    keyValue: inProcessKeyValue(),
    live: { send: () => undefined },
    settings: options.settings,
    wechatPay: watched(port),
    alipay: null,
  } as unknown as Deps;
  const app = createServer({
    deps,
    routes: paymentRoutes({ noteInVisit }),
    gates: paymentGates,
    authenticate,
    callbacks: paymentCallbacks,
    metrics: createMetrics({ liveSockets: () => 0 }),
    trustedProxies: [],
    pages: async (_ctx, next) => next(),
  });
  const server = createHttpServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const worker = startWorker({ deps, handlers: paymentHandlers, pollMs: 50, leaseMs: options.leaseMs });
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
  process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
};

await main();
