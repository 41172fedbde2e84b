import { z } from 'zod';

/** The calls under the names that the console and tests use. */
export const payApis = [
  'order',
  'query',
  'close',
  'refund',
  'refund_query',
  'bill',
  'bill_file',
  'certificates',
  'echo',
] as const;
export type PayApi = (typeof payApis)[number];

export const payFaultKinds = [
  'system_error',
  'error_after',
  'unavailable',
  'bad_gateway',
  'frequency',
  'no_auth',
  'accepted',
  'late',
  'cut',
  'bad_signature',
  'no_signature',
  'signtest',
  'garbage',
  'redirect',
  'cert_expired',
  'cert_revoked',
  'cert_replaced',
  'old_spelling',
  'not_enough',
  'statement_creating',
  'bill_hash',
] as const;
export type PayFaultKind = (typeof payFaultKinds)[number];

export const PayFaultInput = z.object({
  api: z.enum([...payApis, '*']),
  kind: z.enum(payFaultKinds),
  /** For `late`: how long the answer is held back, after the call was carried out. */
  ms: z.number().int().min(1).max(120_000).default(15_000),
  /** How many calls it spoils; null: all, until it is cleared. */
  times: z.number().int().min(1).max(10_000).nullable().default(1),
});
export type PayFaultInput = z.input<typeof PayFaultInput>;
export type PayFault = z.output<typeof PayFaultInput> & { id: string };

const maxActive = 100;

export interface PayFaults {
  add(input: PayFaultInput): PayFault;
  list(): PayFault[];
  /** Without an id: all of them. */
  clear(id?: string): void;
  /** The fault that this call meets, if any; counts it. */
  take(api: PayApi): PayFault | null;
}

export const createPayFaults = (): PayFaults => {
  let active: PayFault[] = [];
  let made = 0;
  return {
    add: (input) => {
      made += 1;
      const fault = { ...PayFaultInput.parse(input), id: `p${made}` };
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
