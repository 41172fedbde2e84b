import type { BodyOf } from 'shared-types/contract';
import type { reportRepair } from 'shared-types/repair';
import { AppError } from '../../../kernel/appError.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { findPlace, type Place, readHouseBriefs } from '../../community/community.door.js';
import { readOwnerBrief, readOwnerPhone } from '../../identity/identity.door.js';
import { checkContent } from '../contentCheck.js';
import { checkReport, fileReport } from './report.js';

type Body = BodyOf<typeof reportRepair>;

/** A house of the reporter's, or a public area (or house of theirs) by its code; anything else is refused. */
const placeOf = async (deps: Deps, actor: OwnerActor, body: Body): Promise<Place> => {
  if (body.houseId) {
    const bound = actor.houses.find((house) => house.houseId === body.houseId);
    const [house] = bound ? await readHouseBriefs(deps.db.reader, [bound.houseId]) : [];
    if (house) return { ...house, kind: 'house' };
  } else if (body.placeCode) {
    const place = await findPlace(deps.db.reader, body.placeCode);
    const reachable =
      place?.kind === 'area'
        ? actor.houses.some((house) => house.communityId === place.communityId)
        : actor.houses.some((house) => house.houseId === place?.id);
    if (place && reachable) return place;
  }
  throw new AppError('repair.place_refused');
};

/** An owner reports (C1, C2). Content is checked first, with no transaction open. */
export const reportAsOwner = async (
  deps: Deps,
  call: Call<OwnerActor>,
  body: Body,
): Promise<{ id: string; communityId: string }> => {
  const place = await placeOf(deps, call.actor, body);
  await checkReport(deps, body);
  const owner = await readOwnerBrief(deps.db.reader, deps, call.actor.id);
  const contactPhone = await readOwnerPhone(deps, deps.db.reader, call.actor.id);
  const moderation = await checkContent(deps, {
    openid: owner?.openid ?? null,
    text: body.text ?? '',
    emergency: Boolean(body.emergency),
  });
  return transaction(deps, call, (tx) =>
    fileReport(deps, tx, call.actor, {
      body,
      place,
      channel: 'miniprogram',
      reporterId: call.actor.id,
      contactName: owner?.displayName ?? null,
      contactPhone,
      moderation,
    }),
  );
};
