import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInProcessTokenCache } from '../../../src/adapters/wechat/tokenCache.js';
import { createLiveWechat } from '../../../src/adapters/wechat/wechat.live.js';
import { entities } from '../../../src/entities.js';
import { InboxMessageEntity } from '../../../src/features/notification/notification.entity.js';
import { notificationHandlers } from '../../../src/features/notification/notification.jobs.js';
import { newId } from '../../../src/kernel/ids.js';
import type { IdempotencyClaim } from '../../../src/platform/call.js';
import { systemClock } from '../../../src/platform/clock/clock.js';
import type { Tx } from '../../../src/platform/database/access.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import type { Deps } from '../../../src/platform/deps.js';
import { transaction } from '../../../src/platform/idempotency/command.js';
import { inProcessKeyValue } from '../../../src/platform/keyvalue/inProcess.js';
import { createLogger } from '../../../src/platform/log/logger.js';
import { publish, setTimer } from '../../../src/platform/queue/queue.js';
import { type HandlerEntry, type Job, startWorker } from '../../../src/platform/queue/worker.js';
import type { ChildOptions } from './childOptions.js';

// A worker process of its own that ends itself at a named point, as if its power were cut.
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;

/** Dies here if this is the point and it has not been used yet: a point kills one process, not the next. */
const failpoint = (name: string): void => {
  if (options.failpoint !== name || existsSync(options.usedFile)) return;
  writeFileSync(options.usedFile, name);
  process.kill(process.pid, 'SIGKILL');
};

const mark = (tx: Tx, job: Pick<Job, 'id'>): Promise<unknown> => {
  const at = new Date();
  return tx.insert(InboxMessageEntity, {
    id: newId(at),
    accountId: job.id,
    communityId: options.communityId,
    title: 'mark',
    body: '',
    link: null,
    at,
    readAt: null,
  });
};

const marking: HandlerEntry<Deps> = {
  queue: 'outbox',
  topic: 'kill.mark',
  title: '测试任务',
  maxAttempts: 50,
  handle: async (_deps, job) => {
    failpoint('before-effect');
    await sleep(options.workMs);
    appendFileSync(options.effectsFile, `${job.id}\n`);
    failpoint('between-effect-and-mark');
    return async (tx) => {
      await mark(tx, job);
      failpoint('inside-mark');
    };
  },
};

/** A command with everything that commands do, which dies before its commit. */
const runCommand = async (deps: Deps, claim: IdempotencyClaim): Promise<void> => {
  const call = { actor: null, requestId: 'kill', ip: '127.0.0.1', sessionId: null, idempotency: claim };
  await transaction(deps, call, async (tx) => {
    const id = claim.key.padEnd(26, '0').slice(0, 26);
    await mark(tx, { id });
    await publish(tx, deps.clock, { id, communityId: options.communityId, topic: 'kill.mark', payload: {} });
    failpoint('inside-command');
    await setTimer(tx, deps.clock, {
      communityId: options.communityId,
      topic: 'kill.timer',
      payload: {},
      dueAt: new Date(Date.now() + 3_600_000),
      slot: [id],
    });
    return { id };
  });
  failpoint('after-commit');
};

const main = async (): Promise<void> => {
  const db = await openDatabase({ url: options.databaseUrl, entities, durability: 'full', poolSize: 6 });
  const wechat = createLiveWechat({
    ...options.wechat,
    realNow: systemClock.realNow,
    tokenCache: createInProcessTokenCache(),
  });
  const deps = {
    db,
    clock: systemClock,
    log: createLogger({ level: 'error', pretty: false }),
    keys: options.keys,
    keyValue: inProcessKeyValue(),
    live: { send: () => undefined },
    settings: options.settings,
    wechat: {
      ...wechat,
      sendSubscribeMessage: async (message: Parameters<typeof wechat.sendSubscribeMessage>[0]) => {
        failpoint('before-sending');
        const answer = await wechat.sendSubscribeMessage(message);
        failpoint('after-sending');
        return answer;
      },
    },
  } as unknown as Deps;
  process.stdout.write('ready\n');
  if (options.claim) await runCommand(deps, options.claim);
  const worker = startWorker({
    deps,
    handlers: [marking, ...notificationHandlers],
    pollMs: 50,
    leaseMs: options.leaseMs,
  });
  process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
};

await main();
