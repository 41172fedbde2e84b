import { spawn } from 'node:child_process';

/**
 * Runs named commands, at most `limit` at once, and keeps what each wrote.
 * @param {{ name: string, command: string[], cwd?: string, env?: NodeJS.ProcessEnv, advice?: string }[]} steps
 */
export const runSteps = async (steps, { limit = 2, onDone = () => undefined } = {}) => {
  const waiting = [...steps];
  const results = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      onDone(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, steps.length) }, lane));
  return steps.map(({ name }) => results.find((result) => result.name === name));
};

const runStep = ({ name, command, cwd, env, advice }) =>
  new Promise((resolve) => {
    const startedAt = Date.now();
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const finish = (code) => resolve({ name, code, output, advice, seconds: (Date.now() - startedAt) / 1000 });
    child.on('error', (error) => {
      output += String(error);
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });

/** One line a step: `ok    types of bff   12.3 s`. */
export const summaryLine = ({ name, code, seconds }) =>
  `${code === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(26)} ${seconds.toFixed(1)} s`;
