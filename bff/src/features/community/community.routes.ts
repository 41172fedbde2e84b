import { listCommunities, searchHouses } from 'shared-types/binding';
import * as api from 'shared-types/community';
import { type Route, route } from '../../http/route.js';
import { createPublicArea } from './commands/createPublicArea.js';
import { limitHouseSearch } from './community.limits.js';
import {
  listAreaViews,
  listCommunityViews,
  readAreaView,
  readPlaceView,
  searchHouseViews,
} from './community.queries.js';
import { readPlaceCodeFile, readPlaceQrFile } from './placeCodeImage.js';

export const communityRoutes: Route[] = [
  route(listCommunities, (deps) => listCommunityViews(deps.db.reader)),
  route(searchHouses, async (deps, call) => {
    await limitHouseSearch(deps, call.actor.id);
    return searchHouseViews(deps, call.query);
  }),
  route(api.listPublicAreas, (deps, call) => listAreaViews(deps.db.reader, call.actor.communityId)),
  route(api.createPublicArea, async (deps, call) => {
    const { id } = await createPublicArea(deps, call, call.body);
    return readAreaView(deps.db.reader, call.actor.communityId, id);
  }),
  route(api.readPlace, (deps, call) => readPlaceView(deps, call.actor, call.params.code)),
  route(api.readPlaceCodeImage, (deps, call) => readPlaceCodeFile(deps, call.actor, call.params.code)),
  route(api.readPlaceQr, (deps, call) => readPlaceQrFile(deps, call.actor, call.params.code)),
];
