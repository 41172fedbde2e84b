import type { EntrySummary } from 'shared-types/ledger';
import type { Permission } from 'shared-types/permissions';

type Source = NonNullable<EntrySummary['source']>;

const pages: Record<Source['kind'], { may: Permission; to: (id: string) => string }> = {
  run: { may: 'bill.read', to: (id) => `/bills/runs/${id}` },
  bill: { may: 'bill.read', to: (id) => `/bills/${id}` },
  payment: { may: 'payment.read', to: (id) => `/payments/${id}` },
  refund: { may: 'payment.read', to: (id) => `/refunds/${id}` },
  deposit: { may: 'payment.read', to: (id) => `/deposits/${id}` },
  spending: { may: 'ledger.read', to: (id) => `/spendings/${id}` },
  reconciliation: {
    may: 'reconcile.read',
    to: (id) => {
      const [channel = '', day = ''] = id.split(':');
      return `/reconciliation?channel=${channel}&until=${day}&day=${day}`;
    },
  },
};

/** The page of what an entry came from, and who may open it. */
export const sourcePage = ({ kind, id }: Source): { may: Permission; to: string } => ({
  may: pages[kind].may,
  to: pages[kind].to(id),
});
