import * as api from 'shared-types/supervision';
import { type Route, route } from '../../http/route.js';
import { judgeSpotCheck } from './commands/judgeSpotCheck.js';
import { listCheckViews } from './quality.queries.js';

export const qualityRoutes: Route[] = [
  route(api.listSpotChecks, (deps, call) => listCheckViews(deps, call.actor, call.query)),
  route(api.judgeSpotCheck, (deps, call) => judgeSpotCheck(deps, call, { ...call.params, ...call.body })),
];
