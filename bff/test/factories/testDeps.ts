import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulators, startSimulators } from '../../simulators/server.js';
import { createLiveWechatPay } from '../../src/adapters/pay/wechatPay.live.js';
import { createInProcessTokenCache } from '../../src/adapters/wechat/tokenCache.js';
import { createLiveWechat } from '../../src/adapters/wechat/wechat.live.js';
import { entities } from '../../src/entities.js';
import { liveIdentity } from '../../src/features/identity/identity.live.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { openDatabase } from '../../src/platform/database/database.js';
import type { Deps } from '../../src/platform/deps.js';
import { openKeyValue } from '../../src/platform/keyvalue/openKeyValue.js';
import { createLiveHub } from '../../src/platform/live/liveHub.js';
import { createLogger } from '../../src/platform/log/logger.js';
import { makeKeys } from '../../src/platform/secrets/keys.js';
import { openStorage } from '../../src/platform/storage/openStorage.js';
import { migratedDatabase } from './databases.js';
import { testPayKeys } from './payKeys.js';
import { simulatedProviders } from './providers.js';

/** A clock that stands still until a test moves it; both clocks move together. */
export interface TestClock extends Clock {
  set(at: string | Date): void;
  advance(ms: number): void;
}

export const testClock = (start = '2026-11-23T10:54:00+08:00'): TestClock => {
  let at = new Date(start).getTime();
  const now = (): Date => new Date(at);
  return {
    now,
    realNow: now,
    speed: () => 1,
    set: (to) => {
      at = new Date(to).getTime();
    },
    advance: (ms) => {
      at += ms;
    },
  };
};

export interface TestDeps {
  deps: Deps & { clock: TestClock };
  /** The database's address, for a second process or connection. */
  databaseUrl: string;
  simulators: RunningSimulators;
  close(): Promise<void>;
}

const worker = process.env.JEST_WORKER_ID ?? '1';
let made = 0;

/** A test file's variables live as long as its worker does: what TypeORM knows of hundreds of tables is let go. */
const forget = ({ source, reader }: Deps['db']): void => {
  for (const one of [source, reader.connection]) {
    one.entityMetadatasMap.clear();
    Object.assign(one, { entityMetadatas: [], manager: null });
  }
};

/** Everything a command needs: a real database, real stores, and WeChat's simulator over HTTP. */
export const testDeps = async (options: { clock?: TestClock } = {}): Promise<TestDeps> => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-'));
  const clock = options.clock ?? testClock();
  const database = await migratedDatabase(folder);
  const db = await openDatabase({ url: database.url, entities, durability: 'off', poolSize: 6 });
  const log = createLogger({ level: 'silent', pretty: false });
  const keyValue = await openKeyValue(
    process.env.TEST_REDIS_URL ?? null,
    `anju-test:${process.pid}:${worker}:${++made}:`,
  );
  const simulators = await startSimulators({
    now: clock.realNow,
    communityNow: clock.now,
    payKeys: await testPayKeys(),
    notifies: false,
  });
  const templates = Object.fromEntries(
    simulators.control.wechat.templates.map(({ purpose, id }) => [purpose, id]),
  ) as Deps['settings']['subscribeTemplates'];
  const deps: Deps & { clock: TestClock } = {
    db,
    clock,
    log,
    keyValue,
    storage: await openStorage(`file:${folder}/files`),
    keys: makeKeys(),
    live: createLiveHub({ keyValue, log, authenticate: (token, community) => liveIdentity(deps, token, community) }),
    wechat: createLiveWechat({
      origin: simulators.origin,
      ...simulators.control.wechat.app,
      realNow: clock.realNow,
      tokenCache: createInProcessTokenCache(),
    }),
    wechatPay: createLiveWechatPay({
      origin: simulators.origin,
      appId: simulators.control.wechatPay.appId,
      ...simulators.control.wechatPay.credentials(),
      certificateMode: false,
      realNow: clock.realNow,
    }),
    ...simulatedProviders(simulators, clock),
    mqtt: null,
    settings: { environment: 'test', publicUrl: 'http://localhost', subscribeTemplates: templates, emqx: null },
  };
  return {
    deps,
    databaseUrl: database.url,
    simulators,
    close: async () => {
      await deps.live.closeAll();
      await keyValue.close();
      await db.close();
      forget(db);
      await simulators.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
