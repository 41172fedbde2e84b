import * as api from 'shared-types/followUp';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { checkOffMeasure } from './commands/checkOffMeasure.js';
import { noteFollowUp } from './commands/noteFollowUp.js';
import { publishPlan } from './commands/publishPlan.js';
import { rateAgain } from './commands/rateAgain.js';
import { listOwnViews, listPublic, listRows, readForStaff, readOwn } from './followup.queries.js';

export const followUpRoutes: Route[] = [
  route(api.listStaffFollowUps, (deps, call) => listRows(deps.db.reader, call.actor.communityId, call.query)),
  route(api.readStaffFollowUp, (deps, call) => readForStaff(deps, call.actor, call.params.id)),
  route(api.noteFollowUp, async (deps, call) => {
    const { id } = await noteFollowUp(deps, call, { ...call.params, ...call.body });
    return readForStaff(deps, call.actor, id);
  }),
  route(api.publishPlan, async (deps, call) => {
    const { id } = await publishPlan(deps, call, { ...call.params, ...call.body });
    return readForStaff(deps, call.actor, id);
  }),
  route(api.checkOffMeasure, async (deps, call) => {
    const { id } = await checkOffMeasure(deps, call, { ...call.params, ...call.body });
    return readForStaff(deps, call.actor, id);
  }),
  route(api.listPublicFollowUps, (deps, call) => {
    const house = call.actor.houses.find(({ houseId }) => houseId === call.params.houseId);
    if (!house) throw new AppError('house.not_found');
    return listPublic(deps, house.communityId, call.query);
  }),
  route(api.listOwnFollowUps, (deps, call) => listOwnViews(deps, call.actor, call.query)),
  route(api.rateAgain, async (deps, call) => {
    const { id } = await rateAgain(deps, call, { ...call.params, ...call.body });
    return readOwn(deps, id);
  }),
];
