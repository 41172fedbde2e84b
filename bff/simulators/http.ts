import type { Context } from 'koa';
import type { z } from 'zod';

const maxBodyBytes = 256 * 1024;

/** The raw body; 413 when it is too long. */
export const readBytes = async (ctx: Context, most = maxBodyBytes): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) ctx.throw(413, 'body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

export const readBody = async (ctx: Context): Promise<string> => (await readBytes(ctx)).toString('utf8');

/** The JSON body of a control call; only `application/json`, so that no foreign page can post it unasked. */
export const readJson = async <S extends z.ZodType>(ctx: Context, schema: S): Promise<z.output<S>> => {
  if (!ctx.is('application/json')) ctx.throw(415, 'send application/json');
  let value: unknown;
  try {
    value = JSON.parse((await readBody(ctx)) || '{}');
  } catch {
    ctx.throw(400, 'not JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'invalid' };
    return ctx.throw(422, `${path.join('.')}: ${message}`);
  }
  return parsed.data;
};
