import { z } from 'zod';
import { createModelCall, type ModelOptions } from '../modelCall.js';
import type { VisionPort } from './vision.port.js';

const most = 3;
const Answer = z.object({
  labels: z.array(z.object({ label: z.string(), confidence: z.number().min(0).max(1) })).max(100),
});

/** `POST /vision/v1/classify`: `docs/perception-providers.md`. */
export const createLiveVision = (options: ModelOptions): VisionPort => {
  const ask = createModelCall('vision', '/vision/v1/classify', options);
  return {
    classify: async (picture, labels) => {
      const answer = await ask(picture, { 'X-Labels': labels.join(',') }, Answer);
      const best = new Map<string, number>();
      for (const { label, confidence } of answer.labels)
        if (labels.includes(label)) best.set(label, Math.max(best.get(label) ?? 0, confidence));
      return [...best]
        .map(([label, confidence]) => ({ label, confidenceBp: Math.round(confidence * 10_000) }))
        .sort((a, b) => b.confidenceBp - a.confidenceBp)
        .slice(0, most);
    },
  };
};
