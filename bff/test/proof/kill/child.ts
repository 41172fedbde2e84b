import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInProcessTokenCache } from '../../../src/adapters/wechat/tokenCache.js';
import { createLiveWechat } from '../../../src/adapters/wechat/wechat.live.js';
import { entities } from '../../../src/entities.js';
import { dispatchHandlers } from '../../../src/features/dispatch/dispatch.jobs.js';
import { InboxMessageEntity } from '../../../src/features/notification/notification.entity.js';
import { notificationHandlers } from '../../../src/features/notification/notification.jobs.js';
import { repairHandlers } from '../../../src/features/repair/repair.jobs.js';
import { newId } from '../../../src/kernel/ids.js';
import type { IdempotencyClaim } from '../../../src/platform/call.js';
import { startClock, systemClock } from '../../../src/platform/clock/clock.js';
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

/**
 * Points inside the product are told by the statement that it is about to run: `die` ends the process before that
 * statement, once `after` has been seen.
 */
const statementPoints: Record<string, { after?: RegExp; die: RegExp }> = {
  'before the claim of a worker': { die: /^\s*UPDATE\W+dispatch_worker\b.*in_hand/is },
  'inside the assignment': { die: /^\s*INSERT INTO\W+dispatch_decision\b/i },
  'after the assignment, before the mark': {
    after: /^\s*INSERT INTO\W+dispatch_decision\b/i,
    die: /^\s*UPDATE\W+outbox\b.*state/is,
  },
  'inside the step of an escalation': { die: /^\s*(?:INSERT INTO|UPDATE)\W+escalation\b/i },
  'before the commit of an escalation': {
    after: /^\s*(?:INSERT INTO|UPDATE)\W+escalation\b/i,
    die: /^\s*COMMIT/i,
  },
  'inside the keeping of messages': { die: /^\s*INSERT\b.*\binbox_message\b/is },
};

let armed = false;
const onQuery = (sql: string): void => {
  const point = statementPoints[options.failpoint ?? ''];
  if (!point || !options.failpoint) return;
  if (!armed && point.after) armed = point.after.test(sql);
  else if (point.die.test(sql)) failpoint(options.failpoint);
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
  const db = await openDatabase({ url: options.databaseUrl, entities, durability: 'full', poolSize: 6, onQuery });
  const clock = await startClock(db);
  const wechat = createLiveWechat({
    ...options.wechat,
    realNow: systemClock.realNow,
    tokenCache: createInProcessTokenCache(),
  });
  const deps = {
    db,
    clock,
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
    handlers: [marking, ...repairHandlers, ...dispatchHandlers, ...notificationHandlers],
    pollMs: 50,
    leaseMs: options.leaseMs,
  });
  process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
};

await main();
