import { AppError } from '../../kernel/appError.js';
import { sha256 } from '../../kernel/ids.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type DueBill, readBills } from '../billing/billing.door.js';
import { findConsentByHash } from './consent.store.js';
import type { PayConsentEntity } from './payment.entity.js';

export type ConsentStatus = 'open' | 'paid' | 'expired' | 'revoked';

export const consentHash = (code: string): string => sha256(`pay-consent ${code}`);

export const billIdsOf = ({ billIds }: PayConsentEntity): string[] => JSON.parse(billIds) as string[];

/** What a consent is worth now; its own end comes before that of its bills. */
export const statusOf = (consent: PayConsentEntity, bills: readonly DueBill[], now: Date): ConsentStatus => {
  if (consent.revokedAt) return 'revoked';
  if (!bills.some(({ status, outstandingFen }) => status === 'due' && outstandingFen > 0)) return 'paid';
  return consent.expiresAt <= now ? 'expired' : 'open';
};

export interface ConsentState {
  consent: PayConsentEntity;
  /** Those of its bills that are still due. */
  bills: DueBill[];
  status: ConsentStatus;
}

export const stateOf = async (deps: Deps, reader: Reader, consent: PayConsentEntity): Promise<ConsentState> => {
  const all = await readBills(reader, consent.communityId, billIdsOf(consent));
  const status = statusOf(consent, all, deps.clock.now());
  return { consent, status, bills: all.filter((bill) => bill.status === 'due' && bill.outstandingFen > 0) };
};

/** By its code; nobody learns more from a wrong one than `consent.not_found`. */
export const findConsent = async (deps: Deps, reader: Reader, code: string): Promise<ConsentState> => {
  const consent = await findConsentByHash(reader, consentHash(code));
  if (!consent) throw new AppError('consent.not_found');
  return stateOf(deps, reader, consent);
};

/** One that may be paid now; expired or revoked: `consent.ended`. */
export const findOpenConsent = async (deps: Deps, reader: Reader, code: string): Promise<ConsentState> => {
  const state = await findConsent(deps, reader, code);
  if (state.status === 'expired' || state.status === 'revoked') throw new AppError('consent.ended');
  if (state.status === 'paid') throw new AppError('payment.nothing_due');
  return state;
};
