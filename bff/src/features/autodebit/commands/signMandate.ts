import { AutoDebitError } from '../../../adapters/autodebit/autoDebit.errors.js';
import type { AutoDebitPort, SigningJump } from '../../../adapters/autodebit/autoDebit.port.js';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { lockHouse, readHouseBrief } from '../../community/community.door.js';
import { readOwnerBrief } from '../../identity/identity.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import type { MandateEntity } from '../autodebit.entity.js';
import { nextSigningLook } from '../autodebit.rules.js';
import { findMandate, findOpenOfHouse, insertMandate, lockMandate, saveMandate } from '../autodebit.store.js';
import { changeMandate, isOffered, papayNotifyUrl } from '../record.js';
import { hearContract } from './hearContract.js';

type Where = Pick<MandateEntity, 'communityId' | 'id'>;

export const blankMandate = {
  accountId: null,
  contractCode: null,
  contractId: null,
  signedAt: null,
  endedAt: null,
  endReason: null,
  endNote: null,
  holderEncrypted: null,
  cardEncrypted: null,
  cardTail: null,
  bankName: null,
  agreementNo: null,
  registeredBy: null,
  registeredByName: null,
};

/** Asks WeChat by itself whether it was signed, from soon to late; after the last look nobody signs any more. */
export const watchSigning = (tx: Tx, deps: Deps, where: Where, round: string, step: number): Promise<void> => {
  const seconds = nextSigningLook(step) ?? 0;
  return publish(tx, deps.clock, {
    communityId: where.communityId,
    topic: 'autodebit.look',
    payload: { mandateId: where.id, round, step },
    lane: 'calls',
    dueAt: new Date(deps.clock.realNow().getTime() + seconds * 1000),
  });
};

/** The house's mandate that is still being signed by this account, to be gone on with; any other gives way or refuses. */
const openOf = async (tx: Tx, deps: Deps, communityId: string, houseId: string, accountId: string) => {
  const open = await findOpenOfHouse(tx, communityId, houseId);
  if (!open) return null;
  const locked = await lockMandate(tx, communityId, open.id);
  if (locked?.status !== 'signing') throw new AppError('autodebit.illegal_transition');
  if (locked.accountId === accountId) return locked;
  // Somebody else of the house began and did not finish. Should they sign after all, that contract is dropped.
  const ended = { endedAt: deps.clock.now(), endReason: 'expired' as const, openKey: null };
  await changeMandate(tx, locked, { status: 'ended', ...ended });
  return null;
};

/**
 * Makes (or goes on with) the mandate that an owner is about to sign. Its code at WeChat stays the same, so that two tries
 * are one contract. Nothing is taken before WeChat says that it was signed.
 */
export const signMandate = (deps: Deps, call: Call<OwnerActor>, houseId: string): Promise<Where> =>
  transaction(deps, call, async (tx) => {
    const house = call.actor.houses.find((one) => one.houseId === houseId);
    if (!house) throw new AppError('house.not_found');
    if (house.role === 'tenant') throw new AppError('auth.forbidden');
    const { communityId } = house;
    if (!(await isOffered(deps, tx, communityId))) throw new AppError('autodebit.off');
    await lockHouse(tx, communityId, houseId);
    const now = deps.clock.now();
    const known = await openOf(tx, deps, communityId, houseId, call.actor.id);
    const id = known?.id ?? newId(now);
    if (known) await saveMandate(tx, known, { askedAt: now });
    else
      await insertMandate(tx, {
        ...blankMandate,
        communityId,
        id,
        houseId,
        kind: 'papay',
        status: 'signing',
        accountId: call.actor.id,
        contractCode: `A${id}`,
        limitFen: (await readMoneyPolicy(tx, communityId)).autoDebit.limitFen,
        createdAt: now,
        askedAt: now,
        openKey: houseId,
      });
    await watchSigning(tx, deps, { communityId, id }, now.toISOString(), 0);
    return { communityId, id };
  });

/** What opens WeChat's signing page; signed anew each time, for WeChat looks at its age. */
export const jumpOf = async (deps: Deps, { communityId, id }: Where): Promise<SigningJump> => {
  const { reader } = deps.db;
  const mandate = await findMandate(reader, communityId, id);
  if (mandate?.status !== 'signing' || !deps.autoDebit) throw new AppError('autodebit.illegal_transition');
  const [house, owner] = await Promise.all([
    readHouseBrief(reader, communityId, mandate.houseId),
    readOwnerBrief(reader, deps, mandate.accountId ?? ''),
  ]);
  return deps.autoDebit.signUrl({
    contractCode: mandate.contractCode ?? '',
    requestSerial: String(deps.clock.realNow().getTime()),
    displayAccount: `${house?.label ?? ''} ${owner?.displayName ?? ''}`.trim().slice(0, 32),
    openid: owner?.openid ?? '',
    notifyUrl: papayNotifyUrl(deps),
  });
};

const askContract = (port: AutoDebitPort, { contractId, contractCode }: MandateEntity) =>
  port.queryContract(contractId ? { contractId } : { contractCode: contractCode ?? '' });

/** Asks WeChat how a mandate stands, and acts on its word. Without an answer everything stays as it is. */
export const checkMandate = async (deps: Deps, { communityId, id }: Where): Promise<void> => {
  const mandate = await findMandate(deps.db.reader, communityId, id);
  if (!mandate?.contractCode || mandate.status === 'ended' || !deps.autoDebit) return;
  try {
    const word = await askContract(deps.autoDebit, mandate);
    await inTransaction(deps.db, (tx) => hearContract(tx, deps, mandate, word));
  } catch (error) {
    if (!(error instanceof AutoDebitError)) throw error;
    deps.log.warn({ mandateId: id, code: error.code }, 'papay not heard about a contract');
  }
};

/** One look of the ladder after an owner was sent to WeChat's page. */
export const lookAtSigning = async (
  deps: Deps,
  where: Where,
  { round, step }: { round: string; step: number },
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  await checkMandate(deps, where);
  return async (tx) => {
    const mandate = await lockMandate(tx, where.communityId, where.id);
    // Sent there once more meanwhile: that round has looks of its own.
    if (mandate?.status !== 'signing' || mandate.askedAt.toISOString() !== round) return;
    if (nextSigningLook(step + 1) !== null) return watchSigning(tx, deps, where, round, step + 1);
    const ended = { endedAt: deps.clock.now(), endReason: 'expired' as const, openKey: null };
    await changeMandate(tx, mandate, { status: 'ended', ...ended });
  };
};
