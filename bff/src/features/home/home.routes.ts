import { readOwnerHome } from 'shared-types/repair';
import { type Route, route } from '../../http/route.js';
import { readHome } from './home.queries.js';

export const homeRoutes: Route[] = [route(readOwnerHome, (deps, call) => readHome(deps, call.actor))];
