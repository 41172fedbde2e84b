import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { identify } from './identity.authenticate.js';

/**
 * What a live socket may hear; null: nothing, the token is dead or its community is not theirs. A page that is open and
 * looked at by nobody does not keep its session alive.
 */
export const liveIdentity = async (
  deps: Deps,
  token: string,
  community: string | null,
): Promise<{ channels: string[] } | null> => {
  const who = await identify(deps, token, community, { touch: false }).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  if (!who) return null;
  const { actor } = who;
  if (actor.kind === 'owner') return { channels: [`owner:${actor.id}`] };
  if (actor.mustChangePassword) return null;
  const channels = [`worker:${actor.id}`];
  if (actor.permissions.has('request.read')) channels.push(`staff:${actor.communityId}`);
  if (actor.permissions.has('gate.watch')) channels.push(`gate:${actor.communityId}`);
  if (actor.permissions.has('bill.read')) channels.push(`finance:${actor.communityId}`);
  if (actor.permissions.has('alarm.read')) channels.push(`alarm:${actor.communityId}`);
  return { channels };
};
