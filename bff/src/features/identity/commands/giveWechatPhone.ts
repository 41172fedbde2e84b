import { WechatError } from '../../../adapters/wechat/wechat.errors.js';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { blindIndex, encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { findHousesOfPhone, lockHouse, normalisePhone, readHouseBrief } from '../../community/community.door.js';
import { tellDoors, tellScreens } from '../announce.js';
import { approve, mayRematch, openKeyOf } from '../binding.rules.js';
import { findLatestBinding, insertBinding, lockAccount, saveDecision, updateAccount } from '../binding.store.js';
import type { BindingEntity, OwnerAccountEntity } from '../identity.entity.js';

const readNumber = async (deps: Deps, code: string): Promise<string> => {
  try {
    const { purePhoneNumber, countryCode } = await deps.wechat.phoneNumber(code);
    const number = normalisePhone(countryCode === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`);
    if (number) return number;
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    if (error.kind === 'rate' || error.kind === 'quota') throw new AppError('rate.limited');
    if (error.kind !== 'code_invalid' && error.kind !== 'code_used') throw new AppError('upstream.unavailable');
  }
  throw new AppError('auth.phone_code_invalid');
};

interface Match {
  communityId: string;
  houseId: string;
  name: string;
  role: 'owner' | 'tenant';
}

const byLedger = { kind: 'ledger' as const, id: null, name: null };

/** One binding a house: who stands in the ledger as owner and as tenant is the owner. */
const perHouse = (matches: Match[]): Match[] => {
  const houses = new Map<string, Match>();
  for (const match of matches) {
    const before = houses.get(match.houseId);
    if (!before || (before.role === 'tenant' && match.role === 'owner')) houses.set(match.houseId, match);
  }
  return [...houses.values()].sort((a, b) => (a.houseId < b.houseId ? -1 : 1));
};

/** Binds one house; null when it is bound already, or was ended by somebody who had the say. */
const bindHouse = async (
  tx: Tx,
  deps: Deps,
  account: OwnerAccountEntity,
  match: Match,
): Promise<BindingEntity | null> => {
  const { communityId, houseId, role } = match;
  const now = deps.clock.now();
  const last = await findLatestBinding(tx, { communityId, houseId, accountId: account.id });
  if (last?.status === 'active') return null;
  if (last?.status === 'pending') {
    const decision = unwrap(approve(last, byLedger, now));
    await saveDecision(tx, last, { ...decision, role, basis: 'phone' });
    return last;
  }
  if (!mayRematch(last)) return null;
  const binding: BindingEntity = {
    communityId,
    id: newId(now),
    houseId,
    accountId: account.id,
    role,
    status: 'active',
    basis: 'phone',
    applicantName: match.name,
    note: null,
    appliedAt: now,
    decidedAt: now,
    decidedBy: null,
    decidedByName: null,
    decidedByKind: 'ledger',
    reason: null,
    openKey: openKeyOf(account.id, houseId),
  };
  await insertBinding(tx, binding);
  return binding;
};

/** Binds the houses that the ledger names with this number, and returns how many are new. */
const bindMatches = async (
  tx: Tx,
  deps: Deps,
  call: Call<OwnerActor>,
  account: OwnerAccountEntity,
  number: string,
): Promise<number> => {
  const seen = perHouse(await findHousesOfPhone(deps, tx, number));
  // A resale holds the house's lock: what the ledger says once we have it is what counts.
  for (const match of seen) await lockHouse(tx, match.communityId, match.houseId);
  const matches = perHouse(await findHousesOfPhone(deps, tx, number));
  const lockedHouses = new Set(seen.map((match) => match.houseId));
  let newlyBound = 0;
  for (const match of matches.filter((each) => lockedHouses.has(each.houseId))) {
    const binding = await bindHouse(tx, deps, account, match);
    if (!binding) continue;
    newlyBound++;
    const house = await readHouseBrief(tx, match.communityId, match.houseId);
    await audit(tx, deps.clock, call, {
      communityId: match.communityId,
      action: 'binding.matched',
      subjectKind: 'binding',
      subjectId: binding.id,
      subject: house?.label ?? '',
    });
    await tellDoors(tx, deps, binding);
    tellScreens(tx, deps, binding);
  }
  const name = account.name ?? matches[0]?.name ?? null;
  await updateAccount(tx, account.id, {
    name,
    phoneEncrypted: encryptField(deps.keys, number, 'phone'),
    phoneIndex: blindIndex(deps.keys, 'phone', number),
  });
  return newlyBound;
};

/** Keeps the number that WeChat vouches for, and binds the houses whose ledger holds it, at once. */
export const giveWechatPhone = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: { code: string },
): Promise<{ newlyBound: number }> => {
  const number = await readNumber(deps, input.code);
  return transaction(deps, call, async (tx) => {
    const account = await lockAccount(tx, call.actor.id);
    if (!account) throw new AppError('auth.required');
    return { newlyBound: await bindMatches(tx, deps, call, account, number) };
  });
};
