import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';

/** The caller's own tie to a house; absent and other people's houses are the same 404. */
export const boundHouse = (actor: OwnerActor, houseId: string): OwnerActor['houses'][number] => {
  const bound = actor.houses.find((house) => house.houseId === houseId);
  if (!bound) throw new AppError('house.not_found');
  return bound;
};
