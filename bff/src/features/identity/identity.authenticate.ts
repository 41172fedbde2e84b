import type { Authenticate } from '../../http/dispatch.js';
import { AppError } from '../../kernel/appError.js';
import { identityTexts } from '../../locales/identity.js';
import type { Actor, OwnerActor, StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { isSteppedUp, readSession } from '../../platform/session/sessions.js';
import { findOwnerInForce } from './binding.store.js';
import { findPostsInForce, findStaffAccount } from './staff.store.js';
import { toStaffActor } from './staffActor.js';

/** Bindings are read at each call, so access ends with the commit that ends a binding. */
const readOwner = async (deps: Deps, id: string): Promise<OwnerActor | null> => {
  const owner = await findOwnerInForce(deps.db.reader, id);
  return owner && { kind: 'owner', id, name: owner.name ?? identityTexts.unnamedOwner, houses: owner.houses };
};

/** In the community that the call names, or else the first where they serve; elsewhere is nowhere. */
const readStaff = async (deps: Deps, id: string, communityId: string | null): Promise<StaffActor | null> => {
  const account = await findStaffAccount(deps.db.reader, id);
  const posts = account ? await findPostsInForce(deps.db.reader, id) : [];
  if (!account || posts.length === 0) return null;
  const post = communityId ? posts.find((each) => each.communityId === communityId) : posts[0];
  if (!post) throw new AppError('community.not_found');
  return toStaffActor(deps, account, post);
};

/** Who is behind a token, with what they may do at this moment; `touch` keeps the session from going idle. */
export const identify = async (
  deps: Deps,
  token: string,
  communityId: string | null,
  options: { touch: boolean },
): Promise<{ actor: Actor; sessionId: string; steppedUp: boolean } | null> => {
  const session = await readSession(deps.db, deps.clock, token, options);
  if (!session) return null;
  const actor =
    session.actorKind === 'owner'
      ? await readOwner(deps, session.actorId)
      : await readStaff(deps, session.actorId, communityId);
  return actor && { actor, sessionId: session.id, steppedUp: isSteppedUp(session, deps.clock) };
};

/** Who makes a call of the API. */
export const authenticate: Authenticate = (deps, token, communityId) =>
  identify(deps, token, communityId, { touch: true });
