import type { InvoiceState, PaymentInvoiceState } from 'shared-types/invoice';
import type { staffInvoiceActions } from 'shared-types/staffInvoice';
import type { OwnerActor } from '../../platform/call.js';
import type { PaymentBrief } from '../payment/payment.door.js';
import type { InvoiceEntity } from './invoice.entity.js';

/**
 * An invoice bears the title of whoever paid: it is theirs alone. What was paid at the counter or debited is the
 * household's, but not its tenants'.
 */
export const isTheirs = (
  actor: OwnerActor,
  { payerId, houseId }: Pick<PaymentBrief, 'payerId' | 'houseId'>,
): boolean =>
  payerId === null
    ? actor.houses.some((house) => house.houseId === houseId && house.role !== 'tenant')
    : payerId === actor.id;

export const isInvoiceTheirs = (actor: OwnerActor, { accountId, houseId }: InvoiceEntity): boolean =>
  isTheirs(actor, { payerId: accountId, houseId });

/** What whoever paid may ask for. A refused one may be made out to somebody else; one under way must end first. */
export const ownerActionsOf = (
  state: PaymentInvoiceState,
  payableFen: number,
  papers: readonly Pick<InvoiceEntity, 'status' | 'sentAt'>[],
): ('request' | 'retitle')[] => {
  if (payableFen === 0) return [];
  // Refused, and waiting for its next try.
  if (papers.some(({ status, sentAt }) => status === 'issuing' && sentAt === null)) return ['retitle'];
  if (state === 'none' || state === 'reversed') return ['request'];
  return state === 'issued' || state === 'partly-reversed' || state === 'failed' ? ['retitle'] : [];
};

const hasPdf: readonly InvoiceState[] = ['issued', 'reversing', 'reverse-failed', 'reversed'];

export const mayOpen = ({ status }: Pick<InvoiceEntity, 'status'>): boolean => hasPdf.includes(status);

/** `last`: the newest of its payment, which alone can be issued anew. */
export const staffActionsOf = (
  invoice: InvoiceEntity,
  { open, last }: { open: boolean; last: boolean },
): (typeof staffInvoiceActions)[number][] => {
  const { status, attention, reason } = invoice;
  const stuck = status === 'failed' || status === 'reverse-failed';
  const waits = (status === 'issuing' || status === 'reversing') && (attention !== null || reason !== null);
  const anew = last && status === 'reversed' && invoice.reverseCause === 'hand';
  return [
    ...(open && (stuck || waits || anew) ? (['retry'] as const) : []),
    ...(open && status === 'issued' ? (['reverse'] as const) : []),
    ...(open && mayOpen(invoice) ? (['pdf'] as const) : []),
  ];
};
