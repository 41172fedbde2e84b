import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { z } from 'zod';

export const outageKinds = ['slow', 'cut', 'error', 'busy', 'forged', 'garbage'] as const;
export type OutageKind = (typeof outageKinds)[number];

export interface Outage<A extends string> {
  id: string;
  api: A | '*';
  kind: OutageKind;
  /** For `slow`: how long the answer is held back, after the call was carried out. */
  ms: number;
  /** How many calls it spoils; null: all, until it is cleared. */
  times: number | null;
}

export interface LoggedCall<A extends string> {
  at: string;
  api: A;
  /** Our number of the thing it was about; never a key or a person. */
  about: string;
  answer: string;
  outage: OutageKind | null;
}

/** How one simulated system misbehaves, and what it was asked. */
export const createOutages = <A extends string>(apis: readonly [A, ...A[]]) => {
  const Input = z.object({
    api: z.enum([...apis, '*']),
    kind: z.enum(outageKinds),
    ms: z.number().int().min(1).max(120_000).default(15_000),
    times: z.number().int().min(1).max(10_000).nullable().default(1),
  });
  let active: Outage<A>[] = [];
  let made = 0;
  const calls: LoggedCall<A>[] = [];
  return {
    apis,
    Input,
    add: (input: z.input<typeof Input>): Outage<A> => {
      made += 1;
      const outage = { ...Input.parse(input), id: `o${made}` } as Outage<A>;
      active = [...active, outage].slice(-100);
      return outage;
    },
    list: (): Outage<A>[] => active.map((one) => ({ ...one })),
    clear: (id?: string): void => {
      active = id === undefined ? [] : active.filter((one) => one.id !== id);
    },
    /** The outage that this call meets, if any; counts it. */
    take: (api: A): Outage<A> | null => {
      const outage = active.find((one) => one.api === api || one.api === '*');
      if (!outage) return null;
      const met = { ...outage };
      if (outage.times !== null) {
        outage.times -= 1;
        if (outage.times === 0) active = active.filter((one) => one !== outage);
      }
      return met;
    },
    log: (call: LoggedCall<A>): void => {
      calls.unshift(call);
      calls.length = Math.min(calls.length, 200);
    },
    calls: (): readonly LoggedCall<A>[] => calls,
    forget: (): void => {
      active = [];
      calls.length = 0;
    },
  };
};

export type Outages<A extends string> = ReturnType<typeof createOutages<A>>;

export interface WireText {
  status: number;
  contentType: string;
  body: string | Buffer;
}

const broken: Record<'error' | 'garbage', WireText> = {
  error: { status: 500, contentType: 'text/html', body: '<html><h1>500 Internal Server Error</h1></html>' },
  garbage: { status: 200, contentType: 'text/plain', body: '{"half":' },
};

/** Carries a call out and answers it, unless an outage was arranged; `busy` and `error` do not carry it out. */
export const answerThrough = async <A extends string>(
  ctx: Context,
  outage: Outage<A> | null,
  carryOut: (forged: boolean) => WireText | Promise<WireText>,
  busy: () => WireText,
): Promise<void> => {
  const kind = outage?.kind;
  const answer =
    kind === 'error' || kind === 'garbage'
      ? broken[kind]
      : kind === 'busy'
        ? busy()
        : await carryOut(kind === 'forged');
  if (outage?.kind === 'slow') await sleep(outage.ms, undefined, { ref: false });
  if (kind === 'cut') {
    // Carried out, but the caller never hears of it.
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  ctx.status = answer.status;
  ctx.set('Content-Type', answer.contentType);
  ctx.body = answer.body;
};
