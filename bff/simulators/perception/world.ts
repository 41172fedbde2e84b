import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createOutages } from '../outages.js';

export const perceptionApis = ['transcribe', 'classify'] as const;
export type PerceptionApi = (typeof perceptionApis)[number];

export const Script = z.object({
  /** What every recording says; empty: nothing. */
  words: z.string().max(2000).optional(),
  /** What every picture shows, as `label:confidence` by comma (`lift:0.72,access:0.1`); empty: nothing. */
  shows: z
    .string()
    .max(400)
    .regex(/^$|^[a-z-]+:(0|1|0?\.\d+)(,[a-z-]+:(0|1|0?\.\d+))*$/)
    .optional(),
});

interface Performed {
  words: string;
  shows: string;
}

const silent = (): Performed => ({ words: '', shows: '' });

/** A provider that hears and sees what its script says, whatever it is sent. */
export const createPerceptionWorld = ({ now }: { now: () => Date }) => {
  const outages = createOutages(perceptionApis);
  const setup = { speechKey: randomBytes(18).toString('base64url'), visionKey: randomBytes(18).toString('base64url') };
  let script = silent();
  return {
    now,
    outages,
    setup,
    get script(): Performed {
      return script;
    },
    perform: ({ words, shows }: z.output<typeof Script>): void => {
      script = { words: words ?? script.words, shows: shows ?? script.shows };
    },
    labels: (): { label: string; confidence: number }[] =>
      script.shows
        .split(',')
        .filter((one) => one !== '')
        .map((one) => {
          const [label = '', confidence = '0'] = one.split(':');
          return { label, confidence: Number(confidence) };
        }),
    calm: (): void => {
      script = silent();
      outages.forget();
    },
  };
};

export type PerceptionWorld = ReturnType<typeof createPerceptionWorld>;
