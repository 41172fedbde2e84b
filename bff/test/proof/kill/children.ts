import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleProgram } from '../../factories/bundle.js';
import type { TestDeps } from '../../factories/testDeps.js';
import type { ChildOptions } from './childOptions.js';

/** Worker processes of the kill tests. */
export interface Children {
  folder: string;
  options(more?: Partial<ChildOptions>): ChildOptions;
  /** Resolves when the process works, or has ended. */
  start(options: ChildOptions, heard?: (line: string) => void): Promise<ChildProcess>;
  /** Ends what a test that failed left running: the next test's rows are not for it. */
  endAll(): Promise<void>;
  close(): Promise<void>;
}

export const ended = async (child: ChildProcess): Promise<string | number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? child.exitCode;
};

export const kill = (child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> => {
  child.kill(signal);
  return ended(child);
};

const payCredentials = ({ simulators }: TestDeps): ChildOptions['wechatPay'] => {
  const { platformKeys, ...credentials } = simulators.control.wechatPay.credentials();
  return { ...credentials, platformKeys: [...platformKeys] };
};

/** Bundles the child, so that it runs without a build of the product. */
export const makeChildren = async (t: TestDeps, communityId: string, entry = 'child.ts'): Promise<Children> => {
  const { folder, script } = await bundleProgram(`bff/test/proof/kill/${entry}`);
  const running = new Set<ChildProcess>();
  let serial = 0;
  return {
    folder,
    options: (more = {}) => ({
      databaseUrl: t.databaseUrl,
      communityId,
      keys: t.deps.keys,
      settings: t.deps.settings,
      wechat: { origin: t.simulators.origin, ...t.simulators.control.wechat.app },
      wechatPay: payCredentials(t),
      invoice: t.simulators.control.invoice.setup,
      failpoint: null,
      usedFile: join(folder, `used-${++serial}`),
      effectsFile: join(folder, 'effects'),
      leaseMs: 500,
      workMs: 0,
      claim: null,
      ...more,
    }),
    start: async (options, heard) => {
      const child = spawn(process.execPath, [script, JSON.stringify(options)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(child);
      child.once('exit', () => running.delete(child));
      child.stdout?.once('data', (data: Buffer) => heard?.(data.toString()));
      await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
      return child;
    },
    endAll: async () => {
      await Promise.all([...running].map((child) => kill(child, 'SIGKILL')));
    },
    close: async () => {
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
