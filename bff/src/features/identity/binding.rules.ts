import type { BindingRole } from 'shared-types/auth';
import type { BindingStatus } from 'shared-types/binding';
import { ok, type Result, refuse } from '../../kernel/result.js';

/** Who decided or ended a binding. */
export type DeciderKind = 'self' | 'owner' | 'staff' | 'ledger' | 'transfer';

interface State {
  status: BindingStatus;
  role: BindingRole;
  accountId: string;
  houseId: string;
}

export interface Decision {
  status: 'active' | 'rejected' | 'ended';
  decidedAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedByKind: DeciderKind;
  reason: string | null;
  /** Null frees the person to apply for the house again. */
  openKey?: null;
}

export interface Decider {
  kind: DeciderKind;
  id: string | null;
  name: string | null;
}

const decided = (status: Decision['status'], by: Decider, reason: string | null, now: Date): Decision => ({
  status,
  decidedAt: now,
  decidedBy: by.id,
  decidedByName: by.name,
  decidedByKind: by.kind,
  reason,
  ...(status === 'active' ? {} : { openKey: null }),
});

export const openKeyOf = (accountId: string, houseId: string): string => `${accountId}|${houseId}`;

export const approve = (binding: State, by: Decider, now: Date): Result<Decision> =>
  binding.status === 'pending' ? ok(decided('active', by, null, now)) : refuse('binding.not_pending');

export const reject = (binding: State, by: Decider, reason: string, now: Date): Result<Decision> =>
  binding.status === 'pending' ? ok(decided('rejected', by, reason, now)) : refuse('binding.not_pending');

/** One's own may be withdrawn while it waits; what others end is in force. */
export const end = (binding: State, by: Decider, reason: string, now: Date): Result<Decision> => {
  const endable = binding.status === 'active' || (binding.status === 'pending' && by.kind !== 'owner');
  return endable ? ok(decided('ended', by, reason, now)) : refuse('binding.not_active');
};

/** One's own, or that of family or a tenant in a house that one owns now; null: out of reach. */
export const endsAs = (
  accountId: string,
  houses: readonly { houseId: string; role: BindingRole }[],
  binding: State,
): 'self' | 'owner' | null => {
  if (binding.accountId === accountId) return 'self';
  const owns = houses.some((house) => house.houseId === binding.houseId && house.role === 'owner');
  return owns && binding.role !== 'owner' ? 'owner' : null;
};

/** The telephone matches again, unless staff or the house's owner ended the last binding. */
export const mayRematch = (last: { decidedByKind: DeciderKind | null } | null): boolean =>
  !last || !(last.decidedByKind === 'staff' || last.decidedByKind === 'owner');
