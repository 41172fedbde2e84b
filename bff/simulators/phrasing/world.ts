import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createOutages } from '../outages.js';

export const phrasingApis = ['phrase'] as const;
export type PhrasingApi = (typeof phrasingApis)[number];

export const Asked = z.strictObject({
  language: z.literal('zh-CN'),
  question: z.string().min(1).max(2000),
  passage: z.strictObject({ title: z.string(), text: z.string().min(1) }),
});
export type Asked = z.output<typeof Asked>;

export const phrasingWays = ['nothing', 'passage', 'more', 'words'] as const;

export const Script = z.object({
  /** nothing: it declines; passage: the passage in its own tone; more: with something that stands nowhere; words: these, whatever was asked. */
  way: z.enum(phrasingWays),
  words: z.string().max(4000).default(''),
});
type Performed = z.output<typeof Script>;

const silent = (): Performed => ({ way: 'nothing', words: '' });
const mostAsked = 50;

/** A language model that says what its script says. */
export const createPhrasingWorld = ({ now }: { now: () => Date }) => {
  const outages = createOutages(phrasingApis);
  const setup = { key: randomBytes(18).toString('base64url') };
  let script = silent();
  let asked: Asked[] = [];
  return {
    now,
    outages,
    setup,
    get script(): Performed {
      return script;
    },
    /** What was sent to it, the latest last. */
    asked: (): readonly Asked[] => asked,
    perform: (next: z.input<typeof Script>): void => {
      script = Script.parse(next);
    },
    answer: (what: Asked, { before, invented }: { before: string; invented: string }): string | null => {
      asked = [...asked, what].slice(-mostAsked);
      const { text } = what.passage;
      if (script.way === 'nothing') return null;
      if (script.way === 'words') return script.words;
      return script.way === 'passage' ? `${before}${text}` : `${before}${text}${invented}`;
    },
    calm: (): void => {
      script = silent();
      asked = [];
      outages.forget();
    },
  };
};

export type PhrasingWorld = ReturnType<typeof createPhrasingWorld>;
