import { AppError } from '../../../kernel/appError.js';
import { writeDoorToken } from '../../../kernel/doorToken.js';
import type { OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { createRateLimit } from '../../../platform/keyvalue/rateLimit.js';
import { readDoorsOfHouse } from '../ownDoor.queries.js';
import { signersOf } from '../signing.js';

/** Nobody opens doors as often; this keeps a phone gone wild from costing us signatures. */
const asks = { name: 'door-token', points: 30, windowMs: 60_000 };

/**
 * What opens one door once (S2): for the challenge that the door gave a moment ago, and for nobody who does not live there
 * now. Nothing is kept: the door tells the passage.
 */
export const giveDoorToken = async (
  deps: Deps,
  actor: OwnerActor,
  { houseId, doorId, challenge }: { houseId: string; doorId: string; challenge: string },
): Promise<{ token: string }> => {
  const { communityId, doors } = await readDoorsOfHouse(deps.db.reader, actor, houseId);
  const door = doors.find(({ id }) => id === doorId);
  if (!door) throw new AppError('door.not_found');
  if (!(await createRateLimit(deps.keyValue, asks)(actor.id)).allowed) throw new AppError('rate.limited');
  const [signer] = signersOf(deps.keys);
  const bound = { communityId, deviceId: door.id, challenge: Buffer.from(challenge, 'hex') };
  return { token: writeDoorToken(actor.id, bound, signer).toString('hex') };
};
