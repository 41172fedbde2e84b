import { existsSync, writeFileSync } from 'node:fs';
import { createLiveInvoice } from '../../../src/adapters/invoice/invoice.live.js';
import type { InvoicePort } from '../../../src/adapters/invoice/invoice.port.js';
import { entities } from '../../../src/entities.js';
import { invoiceHandlers } from '../../../src/features/invoice/invoice.jobs.js';
import { startClock, systemClock } from '../../../src/platform/clock/clock.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import type { Deps } from '../../../src/platform/deps.js';
import { createLogger } from '../../../src/platform/log/logger.js';
import { startWorker } from '../../../src/platform/queue/worker.js';
import type { ChildOptions } from './childOptions.js';

// Invoices in a process of their own, which ends itself at a named point as if its power were cut.
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;

const failpoint = (name: string): void => {
  if (options.failpoint !== name || existsSync(options.usedFile)) return;
  writeFileSync(options.usedFile, name);
  process.kill(process.pid, 'SIGKILL');
};

/** Points inside the product, by the statement before which the process ends, once `after` has been seen. */
const statementPoints: Record<string, { after?: RegExp; die: RegExp }> = {
  'before the invoice is stored': { die: /^\s*INSERT INTO\W+invoice\b/i },
  'before the commit of the invoice': { after: /^\s*INSERT INTO\W+invoice\b/i, die: /^\s*COMMIT/i },
  'before the sending is written': { die: /^\s*UPDATE\W+invoice\b.*sent_at/is },
  'before the number is kept': { die: /^\s*UPDATE\W+invoice\b.*invoice_no/is },
  'before the commit of the number': { after: /^\s*UPDATE\W+invoice\b.*invoice_no/is, die: /^\s*COMMIT/i },
  'before the reversal is begun': { die: /^\s*UPDATE\W+invoice\b.*reverse_no/is },
  'before the red number is kept': { die: /^\s*UPDATE\W+invoice\b.*red_invoice_no/is },
  'before the commit of the red number': { after: /^\s*UPDATE\W+invoice\b.*red_invoice_no/is, die: /^\s*COMMIT/i },
};

let armed = false;
const onQuery = (sql: string): void => {
  const point = statementPoints[options.failpoint ?? ''];
  if (!point || !options.failpoint) return;
  if (!armed && point.after) armed = point.after.test(sql);
  else if (point.die.test(sql)) failpoint(options.failpoint);
};

/** Before and after every call of the provider: the gap in which nobody knows what it did. */
const watched = (port: InvoicePort): InvoicePort => {
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
    issue: around('issuing', port.issue),
    query: around('asking', port.query),
    reverse: around('reversing', port.reverse),
  };
};

const main = async (): Promise<void> => {
  const db = await openDatabase({ url: options.databaseUrl, entities, durability: 'full', poolSize: 6, onQuery });
  const deps = {
    db,
    clock: await startClock(db),
    log: createLogger({ level: 'silent', pretty: false }),
    keys: options.keys,
    live: { send: () => undefined },
    settings: options.settings,
    invoice: watched(
      createLiveInvoice({ ...options.invoice, origin: options.wechat.origin, realNow: systemClock.realNow }),
    ),
  } as unknown as Deps;
  process.stdout.write('ready\n');
  const worker = startWorker({ deps, handlers: invoiceHandlers, pollMs: 50, leaseMs: options.leaseMs });
  process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
};

await main();
