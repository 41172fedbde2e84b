import * as api from 'shared-types/community';
import { type Route, route } from '../../http/route.js';
import { transferHouse } from '../identity/identity.door.js';
import { createCommunity } from './commands/createCommunity.js';
import { unmaskPerson } from './commands/unmaskPerson.js';
import { limitUnmasking } from './estate.limits.js';
import {
  listHouseViews,
  listParkingViews,
  readBuildingCells,
  readBuildingList,
  readHouseView,
} from './estate.queries.js';

/** Houses as staff see them: what stands there, who is bound to it, and what is being repaired in it. */
export const estateRoutes: Route[] = [
  route(api.createCommunity, (deps, call) => createCommunity(deps, call, call.body)),
  route(api.listBuildings, (deps, call) => readBuildingList(deps, call.actor)),
  route(api.readBuildingGrid, (deps, call) => readBuildingCells(deps, call.actor, call.params.id)),
  route(api.listHouses, (deps, call) => listHouseViews(deps, call.actor, call.query)),
  route(api.readHouse, (deps, call) => readHouseView(deps, call.actor, call.params.id)),
  route(api.transferHouse, async (deps, call) => {
    const { houseId } = await transferHouse(deps, call, { ...call.params, ...call.body });
    return readHouseView(deps, call.actor, houseId);
  }),
  route(api.unmaskPerson, async (deps, call) => {
    await limitUnmasking(deps, call.actor.id);
    return unmaskPerson(deps, call, { ...call.params, ...call.body });
  }),
  route(api.listParkingSpaces, (deps, call) => listParkingViews(deps, call.actor, call.query)),
];
