import { readFileSync } from 'node:fs';
import { type AccountGroup, type AccountView, accountGroups } from 'shared-types/ledger';
import { z } from 'shared-types/schemas';
import { booksTexts } from '../../locales/books.js';

const Chart = z.array(
  z.object({ code: z.string().check(z.regex(/^\d{4}(\.[a-z-]{1,19})?$/)), group: z.enum(accountGroups) }),
);

const file = new URL('../../data/chart-of-accounts.json', import.meta.url);

/** The chart of accounts, in its order: the same in every community. A broken file stops the boot. */
export const chart: readonly { code: string; group: AccountGroup }[] = z.parse(
  Chart,
  JSON.parse(readFileSync(file, 'utf8')),
);

const byCode = new Map(chart.map((account, position) => [account.code, { ...account, position }]));

export const isAccount = (code: string): boolean => byCode.has(code);

/** Where an account stands in the chart. */
export const positionOf = (code: string): number => byCode.get(code)?.position ?? chart.length;

export const groupOf = (code: string): AccountGroup => {
  const account = byCode.get(code);
  if (!account) throw new Error(`no account ${code}`);
  return account.group;
};

export const presentAccounts = (): AccountView[] =>
  chart.map(({ code, group }) => ({
    code,
    name: booksTexts.account(code),
    group,
    normal: group === 'asset' || group === 'expense' ? 'debit' : 'credit',
  }));
