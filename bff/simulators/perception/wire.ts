import type { Context, Next } from 'koa';
import { readBytes } from '../http.js';
import { answerThrough, type WireText } from '../outages.js';
import type { PerceptionApi, PerceptionWorld } from './world.js';

const paths: Record<string, PerceptionApi> = {
  '/speech/v1/transcribe': 'transcribe',
  '/vision/v1/classify': 'classify',
};
const maxFileBytes = 20 * 1024 * 1024;

const json = (status: number, value: object): WireText => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});

const transcribe = (world: PerceptionWorld, ctx: Context): WireText => {
  if (!ctx.get('content-type').startsWith('audio/')) return json(415, { code: 'NOT_AUDIO' });
  return world.script.words === '' ? json(422, { code: 'NO_SPEECH' }) : json(200, { text: world.script.words });
};

const classify = (world: PerceptionWorld, ctx: Context): WireText =>
  ctx.get('content-type').startsWith('image/') && ctx.get('x-labels') !== ''
    ? json(200, { labels: world.labels() })
    : json(415, { code: 'NOT_A_PICTURE' });

/** Serves the protocol of docs/perception-providers.md. */
export const perceptionWire =
  (world: PerceptionWorld) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const api = paths[ctx.path];
    if (!api || ctx.method !== 'POST') return next();
    const bytes = await readBytes(ctx, maxFileBytes);
    const outage = world.outages.take(api);
    const call = {
      at: world.now().toISOString(),
      api,
      about: `${bytes.length} B`,
      answer: '',
      outage: outage?.kind ?? null,
    };
    world.outages.log(call);
    const key = api === 'transcribe' ? world.setup.speechKey : world.setup.visionKey;
    const carryOut = (): WireText => {
      const answer =
        ctx.get('authorization') !== `Bearer ${key}`
          ? json(401, { code: 'BAD_KEY' })
          : bytes.length === 0
            ? json(400, { code: 'EMPTY' })
            : api === 'transcribe'
              ? transcribe(world, ctx)
              : classify(world, ctx);
      call.answer = String(answer.status);
      return answer;
    };
    await answerThrough(ctx, outage, carryOut, () => json(503, { code: 'BUSY' }));
  };
