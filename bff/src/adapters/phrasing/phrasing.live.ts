import { z } from 'zod';
import { createModelCall, ModelError, type ModelOptions } from '../modelCall.js';
import type { PhrasingPort } from './phrasing.port.js';

const Answer = z.object({ text: z.string().max(20_000) });
/** Somebody waits for it, and the passage itself is there. */
const timeoutMs = 5000;

/** `POST /phrasing/v1/phrase`: `docs/phrasing-provider.md`. */
export const createLivePhrasing = (options: ModelOptions): PhrasingPort => {
  const call = createModelCall('phrasing', '/phrasing/v1/phrase', { timeoutMs, ...options });
  return {
    phrase: async ({ question, passage }) => {
      const bytes = Buffer.from(JSON.stringify({ language: 'zh-CN', question, passage }));
      try {
        const { text } = await call({ bytes, mime: 'application/json' }, {}, Answer);
        return text.trim() || null;
      } catch (error) {
        if (error instanceof ModelError && error.code === 'NOTHING_TO_SAY') return null;
        throw error;
      }
    },
  };
};
