import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'shared-types/schemas';
import { AppError } from '../kernel/appError.js';
import { issueFields } from '../locales/issues.js';

const maxJsonBytes = 256 * 1024;

/** Reads a JSON body; empty means `{}`. Errors: request.too_large, request.malformed. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxJsonBytes) throw new AppError('request.too_large');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new AppError('request.malformed');
  }
};

/** The parsed value with unknown fields stripped, or `request.invalid` with a text for each bad field. */
export const parseInput = <S extends z.ZodMiniType>(schema: S, input: unknown): z.output<S> => {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  throw new AppError('request.invalid', { fields: issueFields(parsed.error.issues) });
};

/** The same for the same input, however its keys were ordered. */
export const hashInput = (...parts: unknown[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(Buffer.isBuffer(part) ? part : stable(part));
  return hash.digest('hex');
};

const stable = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${stable(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value) ?? 'null';
};
