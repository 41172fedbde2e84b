import type { Context, Next } from 'koa';
import { phrasingTexts } from '../console/locales/phrasing.js';
import { readBytes } from '../http.js';
import { answerThrough, type WireText } from '../outages.js';
import { Asked, type PhrasingWorld } from './world.js';

const mostBytes = 64 * 1024;

const json = (status: number, value: object): WireText => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});

const readAsked = (bytes: Buffer): Asked | null => {
  try {
    return Asked.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
};

/** Serves the protocol of docs/phrasing-provider.md. */
export const phrasingWire =
  (world: PhrasingWorld) =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path !== '/phrasing/v1/phrase' || ctx.method !== 'POST') return next();
    const bytes = await readBytes(ctx, mostBytes);
    const outage = world.outages.take('phrase');
    const call = {
      ...{ at: world.now().toISOString(), api: 'phrase' as const, about: `${bytes.length} B`, answer: '' },
      outage: outage?.kind ?? null,
    };
    world.outages.log(call);
    const carryOut = (): WireText => {
      if (ctx.get('authorization') !== `Bearer ${world.setup.key}`) return json(401, { code: 'BAD_KEY' });
      const asked = readAsked(bytes);
      if (!asked) return json(400, { code: 'NOT_UNDERSTOOD' });
      const text = world.answer(asked, phrasingTexts);
      return text === null ? json(422, { code: 'NOTHING_TO_SAY' }) : json(200, { text });
    };
    const through = (): WireText => {
      const answer = carryOut();
      call.answer = String(answer.status);
      return answer;
    };
    await answerThrough(ctx, outage, through, () => json(503, { code: 'BUSY' }));
  };
