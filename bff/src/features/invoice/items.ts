import { readFileSync } from 'node:fs';
import { type FeeKind, feeKinds } from 'shared-types/billing';
import { z } from 'zod';
import type { Item } from './invoice.rules.js';

const file = new URL('../../data/invoice-items.json', import.meta.url);

const Items = z.record(
  z.enum(feeKinds),
  z.object({
    name: z.string().min(1).max(100),
    taxCode: z.string().regex(/^\d{19}$/),
    taxRateBp: z.number().int().min(0).max(2000).nullable(),
  }),
);

/** How each fee stands on an invoice: `data/invoice-items.json`. */
export const invoiceItems: Readonly<Record<FeeKind, Item>> = Items.parse(JSON.parse(readFileSync(file, 'utf8')));
