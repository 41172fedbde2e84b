import * as api from 'shared-types/homeVisit';
import * as desk from 'shared-types/staffHomeVisit';
import { type Route, route } from '../../http/route.js';
import { bookVisit, bookVisitForOwner, rebookVisit } from './commands/bookVisit.js';
import * as acts from './commands/visitActs.js';
import { listOwn, readDays, readOwn, readOwnDays } from './homevisit.queries.js';
import { listForStaff, readForStaff } from './staff.queries.js';

const ownerRoutes: Route[] = [
  route(api.readVisitDays, (deps, call) => readOwnDays(deps, call.actor, call.params.id)),
  route(api.bookVisit, async (deps, call) => readOwn(deps, call.actor, (await bookVisit(deps, call, call.body)).id)),
  route(api.listOwnVisits, (deps, call) => listOwn(deps, call.actor, call.query)),
  route(api.readOwnVisit, (deps, call) => readOwn(deps, call.actor, call.params.id)),
  route(api.cancelOwnVisit, async (deps, call) =>
    readOwn(deps, call.actor, (await acts.cancelOwnVisit(deps, call, call.params)).id),
  ),
];

const staffRoutes: Route[] = [
  route(desk.listVisits, (deps, call) => listForStaff(deps, call.actor, call.query)),
  route(desk.readVisit, (deps, call) => readForStaff(deps, call.actor, call.params.id)),
  route(desk.readVisitDaysForOwner, async (deps, call) => ({
    items: await readDays(deps, call.actor.communityId, call.params.id),
  })),
  route(desk.bookVisitForOwner, async (deps, call) => {
    const { id } = await bookVisitForOwner(deps, call, { houseId: call.params.id, ...call.body });
    return readForStaff(deps, call.actor, id);
  }),
  route(desk.giveVisit, async (deps, call) =>
    readForStaff(deps, call.actor, (await acts.giveVisit(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.cancelVisit, async (deps, call) =>
    readForStaff(deps, call.actor, (await acts.cancelVisit(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.rebookVisit, async (deps, call) =>
    readForStaff(deps, call.actor, (await rebookVisit(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.setOutForVisit, async (deps, call) =>
    readForStaff(deps, call.actor, (await acts.setOutForVisit(deps, call, call.params)).id),
  ),
  route(desk.endVisit, async (deps, call) =>
    readForStaff(deps, call.actor, (await acts.endVisit(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.missVisit, async (deps, call) =>
    readForStaff(deps, call.actor, (await acts.missVisit(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(desk.readVisitPhone, (deps, call) => acts.readVisitPhone(deps, call, call.params)),
];

export const homeVisitRoutes: Route[] = [...ownerRoutes, ...staffRoutes];
