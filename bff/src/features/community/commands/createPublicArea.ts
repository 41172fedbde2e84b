import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { placeTexts } from '../../../locales/places.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import * as store from '../community.store.js';
import { newPlaceCode } from '../placeCode.js';

/** A stair, a garden, a car park: a place with a code of its own that somebody can report. */
export const createPublicArea = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { name: string; buildingId?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const buildingId = input.buildingId ?? null;
    if (buildingId && !(await store.findBuilding(tx, communityId, buildingId))) throw new AppError('place.not_found');
    // Two at once: the second waits here and then finds the first one's name.
    await store.lockCommunity(tx, communityId);
    if (await store.findAreaByName(tx, communityId, input.name))
      throw new AppError('request.invalid', { fields: { name: placeTexts.areaNameTaken } });
    const createdAt = deps.clock.now();
    const id = newId(createdAt);
    await store.insertArea(tx, {
      communityId,
      id,
      name: input.name,
      buildingId,
      placeCode: newPlaceCode(),
      createdAt,
    });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'area.created',
      subjectKind: 'area',
      subjectId: id,
      subject: input.name,
    });
    return { id };
  });
