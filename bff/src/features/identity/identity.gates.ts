import type { Gate, Gates } from '../../http/route.js';
import { readHouseBrief } from '../community/community.door.js';
import { findBinding, findBindingIn } from './binding.store.js';
import { canReachBinding } from './identity.policy.js';
import { findPost } from './staff.store.js';

const bindingGate: Gate = async (deps, actor, id) => {
  if (actor.kind === 'staff') return (await findBindingIn(deps.db.reader, actor.communityId, id)) !== null;
  const binding = await findBinding(deps.db.reader, id);
  return binding !== null && canReachBinding(actor, binding);
};

const houseGate: Gate = async (deps, actor, id) => {
  if (actor.kind === 'owner') return actor.houses.some((house) => house.houseId === id);
  return (await readHouseBrief(deps.db.reader, actor.communityId, id)) !== null;
};

const staffGate: Gate = async (deps, actor, id) =>
  actor.kind === 'staff' && (await findPost(deps.db.reader, actor.communityId, id)) !== null;

/** Owners reach what is theirs and their household's; staff reach what lies in the community they act in. */
export const identityGates: Gates = { binding: bindingGate, house: houseGate, staff: staffGate };
