import { WechatError } from '../../../adapters/wechat/wechat.errors.js';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Call } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { openSession } from '../../../platform/session/sessions.js';
import { findAccountByOpenid, insertAccount, updateAccount } from '../binding.store.js';

const dayMs = 86_400_000;
const terms = { idleMs: 30 * dayMs, maxMs: 90 * dayMs };

const exchange = async (deps: Deps, code: string): Promise<{ openid: string; unionid?: string }> => {
  try {
    return await deps.wechat.exchangeLoginCode(code);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    if (error.kind === 'code_invalid' || error.kind === 'code_used') throw new AppError('auth.wechat_code_invalid');
    if (error.kind === 'risky_user') throw new AppError('auth.wechat_risky');
    if (error.kind === 'rate') throw new AppError('rate.limited');
    throw new AppError('upstream.unavailable');
  }
};

/** The account of an openid, made at the first sign-in; of two at once, one makes it and both get it. */
const accountOf = async (tx: Tx, deps: Deps, who: { openid: string; unionid?: string }): Promise<string> => {
  const now = deps.clock.now();
  const known = await findAccountByOpenid(tx, who.openid);
  if (known) {
    await updateAccount(tx, known.id, { lastSignedInAt: now, unionid: who.unionid ?? known.unionid });
    return known.id;
  }
  const id = newId(now);
  try {
    await insertAccount(tx, {
      id,
      openid: who.openid,
      unionid: who.unionid ?? null,
      name: null,
      phoneEncrypted: null,
      phoneIndex: null,
      createdAt: now,
      lastSignedInAt: now,
    });
    return id;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const other = await findAccountByOpenid(tx, who.openid);
    if (!other) throw error;
    return other.id;
  }
};

/** Exchanges WeChat's code and opens a session of 30 idle days and 90 days at most. */
export const signInWithWechat = async (
  deps: Deps,
  call: Call<null>,
  input: { code: string },
): Promise<{ accountId: string; token: string }> => {
  const who = await exchange(deps, input.code);
  return transaction(deps, call, async (tx) => {
    const accountId = await accountOf(tx, deps, who);
    const token = await openSession(tx, deps.clock, { actorKind: 'owner', actorId: accountId, ...terms });
    return { accountId, token };
  });
};
