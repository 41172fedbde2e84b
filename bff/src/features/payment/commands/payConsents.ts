import { AppError } from '../../../kernel/appError.js';
import { newId, randomCode } from '../../../kernel/ids.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { readBills } from '../../billing/billing.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { findConsentIn, insertConsent, saveRevoked } from '../consent.store.js';
import { consentHash } from '../consents.js';

/** As many as `ConsentCode` says: 22 characters are about 127 bits. */
const codeLength = 22;
export const consentContext = 'pay-consent';

/** Only an owner lets others pay: what a house owes is the owner's to show. */
export const ownedHouse = (actor: OwnerActor, houseId: string): { communityId: string; houseId: string } => {
  const house = actor.houses.find((one) => one.houseId === houseId);
  if (!house) throw new AppError('house.not_found');
  if (house.role !== 'owner') throw new AppError('auth.forbidden');
  return house;
};

type Made = { communityId: string; id: string };

export const createPayConsent = (
  deps: Deps,
  call: Call<OwnerActor>,
  input: { houseId: string; billIds: string[] },
): Promise<Made> =>
  transaction(deps, call, async (tx) => {
    const { communityId, houseId } = ownedHouse(call.actor, input.houseId);
    const billIds = [...new Set(input.billIds)];
    const bills = (await readBills(tx, communityId, billIds)).filter(
      (bill) => bill.houseId === houseId && bill.status !== 'draft',
    );
    if (bills.length !== billIds.length) throw new AppError('bill.not_found');
    if (bills.some(({ status, outstandingFen }) => status !== 'due' || outstandingFen <= 0))
      throw new AppError('payment.nothing_due');
    const createdAt = deps.clock.now();
    const { consentHours } = (await readMoneyPolicy(tx, communityId)).payment;
    const code = randomCode(codeLength);
    const id = newId(createdAt);
    await insertConsent(tx, {
      communityId,
      id,
      houseId,
      codeHash: consentHash(code),
      codeEncrypted: encryptField(deps.keys, code, consentContext),
      billIds: JSON.stringify(billIds),
      createdBy: call.actor.id,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + consentHours * 3_600_000),
      revokedAt: null,
    });
    return { communityId, id };
  });

/** From now on nobody may begin to pay by it; what is open already may still be paid. Twice is once. */
export const revokePayConsent = (
  deps: Deps,
  call: Call<OwnerActor>,
  input: { houseId: string; consentId: string },
): Promise<Made> =>
  transaction(deps, call, async (tx) => {
    const { communityId, houseId } = ownedHouse(call.actor, input.houseId);
    const consent = await findConsentIn(tx, communityId, input.consentId);
    if (consent?.houseId !== houseId) throw new AppError('consent.not_found');
    if (!consent.revokedAt) await saveRevoked(tx, consent, deps.clock.now());
    return { communityId, id: consent.id };
  });
