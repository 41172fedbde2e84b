import { z } from 'zod';
import { refusal, type WireAnswer } from './answers.js';

/** The six calls under the names that the console and tests use. */
export const apis = ['login', 'token', 'phone', 'send', 'code', 'check'] as const;
export type Api = (typeof apis)[number];

export const faultKinds = [
  'busy',
  'token_invalid',
  'token_expired',
  'rate',
  'quota',
  'refuse',
  'errcode',
  'bad_gateway',
  'garbage',
  'late',
  'cut',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const FaultInput = z.object({
  api: z.enum([...apis, '*']),
  kind: z.enum(faultKinds),
  /** For `late`: how long the answer is held back, after the call was carried out. */
  ms: z.number().int().min(1).max(120_000).default(15_000),
  /** For `errcode`. */
  errcode: z.number().int().default(-1),
  /** How many calls it spoils; null: all, until it is cleared. */
  times: z.number().int().min(1).max(10_000).nullable().default(1),
});
export type FaultInput = z.input<typeof FaultInput>;
export type Fault = z.output<typeof FaultInput> & { id: string };

/** How each call says no in the way that is its own. */
const ownRefusal: Record<Api, number> = {
  login: 40226,
  token: 40164,
  phone: 40029,
  send: 43101,
  code: 41030,
  check: 43104,
};
const codeOf: Partial<Record<FaultKind, number>> = {
  busy: -1,
  token_invalid: 40001,
  token_expired: 42001,
  rate: 45011,
  quota: 45009,
};

/** What the fault answers instead of the call; null when the call is carried out all the same. */
export const answerOf = (fault: Fault, api: Api): WireAnswer | null => {
  switch (fault.kind) {
    case 'late':
    case 'cut':
      return null;
    case 'bad_gateway':
      return { status: 502, contentType: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>', errcode: null };
    case 'garbage':
      return { status: 200, contentType: 'text/plain', body: '{"errcode":0,"errmsg":', errcode: null };
    case 'refuse':
      return refusal(ownRefusal[api]);
    case 'errcode':
      return refusal(fault.errcode);
    default:
      return refusal(codeOf[fault.kind] ?? -1);
  }
};

const maxActive = 100;

export interface Faults {
  add(input: FaultInput): Fault;
  list(): Fault[];
  /** Without an id: all of them. */
  clear(id?: string): void;
  /** The fault that this call meets, if any; counts it. */
  take(api: Api): Fault | null;
}

export const createFaults = (): Faults => {
  let active: Fault[] = [];
  let made = 0;
  return {
    add: (input) => {
      made += 1;
      const fault = { ...FaultInput.parse(input), id: `f${made}` };
      active = [...active, fault].slice(-maxActive);
      return fault;
    },
    list: () => active.map((fault) => ({ ...fault })),
    clear: (id) => {
      active = id === undefined ? [] : active.filter((fault) => fault.id !== id);
    },
    take: (api) => {
      const fault = active.find((one) => one.api === api || one.api === '*');
      if (!fault) return null;
      const met = { ...fault };
      if (fault.times !== null) {
        fault.times -= 1;
        if (fault.times === 0) active = active.filter((one) => one !== fault);
      }
      return met;
    },
  };
};
