import * as api from 'shared-types/telemetry';
import { type Route, route } from '../../http/route.js';
import { readSeriesView, readTelemetryView } from './telemetry.queries.js';

export const telemetryRoutes: Route[] = [
  route(api.readDeviceTelemetry, (deps, call) => readTelemetryView(deps, call.actor.communityId, call.params.id)),
  route(api.readDeviceSeries, (deps, call) => readSeriesView(deps, call.actor.communityId, call.params.id, call.query)),
];
