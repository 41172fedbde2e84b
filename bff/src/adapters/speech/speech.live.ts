import { z } from 'zod';
import { createModelCall, ModelError, type ModelOptions } from '../modelCall.js';
import type { SpeechPort } from './speech.port.js';

const mostChars = 1000;
const Answer = z.object({ text: z.string().max(20_000) });

/** `POST /speech/v1/transcribe`: `docs/perception-providers.md`. */
export const createLiveSpeech = (options: ModelOptions): SpeechPort => {
  const ask = createModelCall('speech', '/speech/v1/transcribe', options);
  return {
    transcribe: async ({ bytes, mime, durationMs }) => {
      const headers = { 'X-Language': 'zh-CN', 'X-Duration-Ms': String(durationMs ?? 0) };
      try {
        const answer = await ask({ bytes, mime }, headers, Answer);
        const text = Array.from(answer.text.trim()).slice(0, mostChars).join('');
        return text === '' ? null : { text };
      } catch (error) {
        if (error instanceof ModelError && error.code === 'NO_SPEECH') return null;
        throw error;
      }
    },
  };
};
