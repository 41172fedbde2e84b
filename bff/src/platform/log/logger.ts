import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';

export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const context = new AsyncLocalStorage<Record<string, unknown>>();

/** Lines written inside carry these fields: the request's id. */
export const runWithContext = <T>(fields: Record<string, unknown>, fn: () => T): T => context.run(fields, fn);

const secretNames = [
  'authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'phone',
  'openid',
  'code',
  'access_token',
  'session_key',
];
const redactPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Mobile numbers that slipped into a sentence: 199****7919. */
export const maskNumbers = (text: string): string =>
  text.replace(/(?<!\d)((?:86)?1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2');

const levelNames: Record<number, string> = { 20: '调试', 30: '信息', 40: '注意', 50: '错误' };

/** One line for a person at a terminal. */
const prettyLine = (line: string): string => {
  const { level, time, msg, pid: _pid, hostname: _host, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  return `${new Date(Number(time)).toTimeString().slice(0, 8)} ${levelNames[Number(level)] ?? level} ${String(msg)}${details}\n`;
};

/** Structured lines on standard output, redacted; readable ones where a person looks on. */
export const createLogger = (options: {
  level: string;
  pretty: boolean;
  /** Where lines go instead of standard output. */
  write?: (line: string) => void;
}): Logger => {
  const write = options.write ?? ((line: string): void => void process.stdout.write(line));
  const output = { write: (line: string) => write(maskNumbers(options.pretty ? prettyLine(line) : line)) };
  return pino(
    {
      level: options.level,
      redact: { paths: redactPaths, censor: '[隐去]' },
      mixin: () => context.getStore() ?? {},
      base: { pid: process.pid },
    },
    output,
  );
};
