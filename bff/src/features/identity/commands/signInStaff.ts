import { AppError } from '../../../kernel/appError.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { openSession } from '../../../platform/session/sessions.js';
import type { StaffAccountEntity, StaffPostEntity } from '../identity.entity.js';
import { verifyPassword } from '../passwords.js';
import { staffSessionTerms } from '../staff.rules.js';
import { findPosts, findStaffByUsername, forgetTries, lockStaffAccount } from '../staff.store.js';
import { toStaffActor } from '../staffActor.js';
import { nameHashOf, takeTry } from '../tries.js';

/** Failures of real people are in the audit log of their communities. */
const noteFailure = async (deps: Deps, call: Call<null>, account: StaffAccountEntity): Promise<void> => {
  await inTransaction(deps.db, async (tx) => {
    for (const post of await findPosts(tx, account.id))
      await audit(tx, deps.clock, call, {
        communityId: post.communityId,
        action: 'staff.sign_in_failed',
        subjectKind: 'staff',
        subjectId: account.id,
        subject: `${account.name}（${account.username}）`,
      });
  });
};

interface SignedIn {
  token: string;
  actor: StaffActor;
}

const open = (deps: Deps, call: Call<null>, account: StaffAccountEntity, nameHash: string): Promise<SignedIn | null> =>
  inTransaction(deps.db, async (tx) => {
    // The password that was right a moment ago may have been changed since.
    const current = await lockStaffAccount(tx, account.id);
    const posts: StaffPostEntity[] = (await findPosts(tx, account.id)).filter((post) => post.active);
    const [first] = posts;
    if (!current || current.passwordHash !== account.passwordHash || !first) return null;
    await forgetTries(tx, nameHash);
    const actor = toStaffActor(deps, current, first);
    await audit(
      tx,
      deps.clock,
      { ...call, actor },
      {
        communityId: first.communityId,
        action: 'staff.sign_in',
        subjectKind: 'staff',
        subjectId: account.id,
        subject: `${account.name}（${account.username}）`,
      },
    );
    const terms = staffSessionTerms(posts);
    return { actor, token: await openSession(tx, deps.clock, { actorKind: 'staff', actorId: account.id, ...terms }) };
  });

/**
 * Opens a session. A wrong password, an unknown name and a disabled account are one answer after the same time, and
 * each name locks alike whether or not somebody has it.
 */
export const signInStaff = async (
  deps: Deps,
  call: Call<null>,
  input: { username: string; password: string },
): Promise<SignedIn> => {
  const username = input.username.toLowerCase();
  const nameHash = nameHashOf(username);
  await takeTry(deps, nameHash);
  const account = await findStaffByUsername(deps.db.reader, username);
  const matches = await verifyPassword(account?.passwordHash ?? null, input.password);
  const signedIn = account && matches ? await open(deps, call, account, nameHash) : null;
  if (signedIn) return signedIn;
  if (account) await noteFailure(deps, call, account);
  throw new AppError('auth.bad_credentials');
};
