import { existsSync, writeFileSync } from 'node:fs';
import { startEmbeddedBroker } from '../../../src/adapters/mqtt/embedded.js';
import { startIngest } from '../../../src/adapters/mqtt/ingest.js';
import { entities } from '../../../src/entities.js';
import { telemetryIntake } from '../../../src/features/telemetry/telemetry.intake.js';
import { startClock } from '../../../src/platform/clock/clock.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import type { Deps } from '../../../src/platform/deps.js';
import { createLogger } from '../../../src/platform/log/logger.js';
import { slotsOf } from '../../../src/platform/slot/slots.js';
import type { ChildOptions } from './childOptions.js';

// A process that takes in what devices say, and ends itself at a named point as if its power were cut.
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;

const failpoint = (name: string): void => {
  if (options.failpoint !== name || existsSync(options.usedFile)) return;
  writeFileSync(options.usedFile, name);
  process.kill(process.pid, 'SIGKILL');
};

let inserted = false;
const onQuery = (sql: string): void => {
  if (/^\s*INSERT\b.*\bINTO device_reading\b/is.test(sql)) {
    failpoint('before the readings');
    inserted = true;
  } else if (inserted && /^\s*COMMIT/i.test(sql)) failpoint('before the commit');
};

const main = async (): Promise<void> => {
  const db = await openDatabase({ url: options.databaseUrl, entities, durability: 'full', poolSize: 6, onQuery });
  const log = createLogger({ level: 'silent', pretty: false });
  const deps = { db, clock: await startClock(db), log, live: { send: () => undefined } } as unknown as Deps;
  const intake = telemetryIntake(
    deps,
    { noteAcks: async () => undefined, noteBack: async () => undefined },
    // So that a batch is rather a few messages than all.
    { mostTogether: 100, gatherMs: 2 },
  );
  const handlers: typeof intake = {
    ...intake,
    take: async (message) => {
      await intake.take(message);
      failpoint('between the commit and the acknowledgement');
    },
  };
  const { url = null, port = 0 } = options.mqtt ?? {};
  const names = slotsOf(deps, 'anju-ingest', 1500);
  if (url) await startIngest({ url, handlers, names, log, shared: false, everyMs: 300 });
  else await startEmbeddedBroker({ handlers, port, log });
  process.stdout.write('ready\n');
};

await main();
