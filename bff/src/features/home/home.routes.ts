import { readOwnerHome } from 'shared-types/repair';
import { type Route, route } from '../../http/route.js';
import { type CountUnread, readHome } from './home.queries.js';

/** Unread messages are counted by the feature that owns them; the registry hands its count in. */
export const homeRoutes = (from: { countUnread: CountUnread }): Route[] => [
  route(readOwnerHome, (deps, call) => readHome(deps, call.actor, from.countUnread)),
];
