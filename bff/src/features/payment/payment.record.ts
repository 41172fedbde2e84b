import { newId } from '../../kernel/ids.js';
import { breaches } from '../../kernel/machine.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import type { PaymentEntity, PaymentEventKind } from './payment.entity.js';
import { paymentMachine } from './payment.machine.js';
import { insertEvent, savePayment } from './payment.store.js';

export interface Happened {
  kind: PaymentEventKind;
  /** No personal data. */
  detail?: string | null;
  byName?: string | null;
}

type Where = Pick<PaymentEntity, 'communityId' | 'id' | 'payerId'>;

/** Adds to a payment's history, and tells every open screen that it changed. */
export const recordEvent = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  payment: Where,
  { kind, detail, byName }: Happened,
): Promise<void> => {
  const at = deps.clock.now();
  await insertEvent(tx, {
    communityId: payment.communityId,
    id: newId(at),
    paymentId: payment.id,
    at,
    kind,
    detail: detail?.slice(0, 200) ?? null,
    byName: byName ?? null,
  });
  afterCommit(tx, () => {
    const message = { type: 'payment.changed', paymentId: payment.id } as const;
    deps.live.send(`finance:${payment.communityId}`, message);
    if (payment.payerId) deps.live.send(`owner:${payment.payerId}`, message);
  });
};

/** The one way in which a payment changes: checked against its machine, written, and told. It must be locked. */
export const changePayment = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  before: PaymentEntity,
  change: Partial<PaymentEntity>,
  ...happened: Happened[]
): Promise<PaymentEntity> => {
  const after = { ...before, ...change };
  const found = breaches(paymentMachine, before, after);
  if (found.length > 0) throw new Error(`payment ${before.id}: ${found.join('; ')}`);
  await savePayment(tx, before, change);
  for (const one of happened) await recordEvent(tx, deps, before, one);
  return after;
};

/** Bills of a house changed: the screens of everybody bound to it, and the desk's, ask again. */
export const tellHouse = async (
  tx: Tx,
  deps: Pick<Deps, 'live'>,
  communityId: string,
  houseId: string,
): Promise<void> => {
  const bound = (await readBoundAccounts(tx, communityId, [houseId])).get(houseId) ?? [];
  afterCommit(tx, () => {
    for (const { accountId } of bound) deps.live.send(`owner:${accountId}`, { type: 'bill.changed' });
    deps.live.send(`finance:${communityId}`, { type: 'bill.changed' });
  });
};
