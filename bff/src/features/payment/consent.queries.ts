import type { ConsentView, PaidForView } from 'shared-types/payment';
import { toInstant } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { consentContext, ownedHouse } from './commands/payConsents.js';
import { findConsentIn, findConsentsOf } from './consent.store.js';
import { type ConsentState, findConsent, stateOf } from './consents.js';
import { findUnended } from './payment.store.js';

const feesOf = ({ bills }: ConsentState): Pick<ConsentView, 'fees' | 'totalFen'> => ({
  // The name of the fee, not its title or arithmetic: months and areas are the owner's business.
  fees: bills.map(({ feeName, outstandingFen }) => ({ name: feeName, amountFen: outstandingFen })),
  totalFen: bills.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0),
});

const present = (deps: Deps, state: ConsentState): ConsentView => ({
  id: state.consent.id,
  code: decryptField(deps.keys, state.consent.codeEncrypted, consentContext),
  ...feesOf(state),
  createdAt: toInstant(state.consent.createdAt),
  expiresAt: toInstant(state.consent.expiresAt),
  status: state.status,
});

export const presentConsent = async (deps: Deps, where: { communityId: string; id: string }): Promise<ConsentView> => {
  const consent = await findConsentIn(deps.db.reader, where.communityId, where.id);
  if (!consent) throw new AppError('consent.not_found');
  return present(deps, await stateOf(deps, deps.db.reader, consent));
};

export const listConsents = async (deps: Deps, actor: OwnerActor, id: string): Promise<{ items: ConsentView[] }> => {
  const { communityId, houseId } = ownedHouse(actor, id);
  const { reader } = deps.db;
  const consents = await findConsentsOf(reader, communityId, houseId);
  return {
    items: await Promise.all(consents.map(async (one) => present(deps, await stateOf(deps, reader, one)))),
  };
};

export const readPaidFor = async (deps: Deps, actor: OwnerActor, code: string): Promise<PaidForView> => {
  const state = await findConsent(deps, deps.db.reader, code);
  const { communityId, houseId, id } = state.consent;
  const open = await findUnended(deps.db.reader, communityId, houseId);
  return {
    ...feesOf(state),
    expiresAt: toInstant(state.consent.expiresAt),
    status: state.status,
    openPaymentId: open.find((one) => one.consentId === id && one.payerId === actor.id)?.id ?? null,
  };
};
