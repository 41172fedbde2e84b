import * as api from 'shared-types/metering';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import { readDeviceMeterView, readHouseMeterViews, readMeterUseView } from './metering.queries.js';

/** The gate has let the house pass; its community is that of the binding. */
const communityOf = ({ houses }: OwnerActor, houseId: string): string => {
  const bound = houses.find((house) => house.houseId === houseId);
  if (!bound) throw new AppError('house.not_found');
  return bound.communityId;
};

export const meteringRoutes: Route[] = [
  route(api.readHouseMeters, (deps, { actor, params }) =>
    readHouseMeterViews(deps, communityOf(actor, params.id), params.id),
  ),
  route(api.readMeterUse, (deps, { actor, params, query }) =>
    readMeterUseView(deps, communityOf(actor, params.id), { houseId: params.id, meter: params.meter, ...query }),
  ),
  route(api.readDeviceMeter, (deps, { actor, params }) => readDeviceMeterView(deps, actor.communityId, params.id)),
];
