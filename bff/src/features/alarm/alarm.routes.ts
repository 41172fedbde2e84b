import * as api from 'shared-types/alarm';
import * as policy from 'shared-types/alarmPolicy';
import { type Route, route } from '../../http/route.js';
import { listAlarmViews, readAlarmView } from './alarm.queries.js';
import { acknowledgeAlarm, closeAlarm, handleAlarm, noteAlarm, openAlarmOrder } from './commands/alarmActs.js';
import { changeAlarmPolicy } from './commands/changeAlarmPolicy.js';
import { previewAlarmPolicyChange, readAlarmPolicyView, readAlarmVersionView } from './policy.queries.js';

export const alarmRoutes: Route[] = [
  route(api.listAlarms, (deps, call) => listAlarmViews(deps, call.actor.communityId, call.query)),
  route(api.readAlarm, (deps, call) => readAlarmView(deps, call.actor, call.params.id)),
  route(api.acknowledgeAlarm, async (deps, call) => {
    const { id } = await acknowledgeAlarm(deps, call, call.params.id);
    return readAlarmView(deps, call.actor, id);
  }),
  route(api.handleAlarm, async (deps, call) => {
    const { id } = await handleAlarm(deps, call, call.params.id, call.body);
    return readAlarmView(deps, call.actor, id);
  }),
  route(api.noteAlarm, async (deps, call) => {
    const { id } = await noteAlarm(deps, call, call.params.id, call.body);
    return readAlarmView(deps, call.actor, id);
  }),
  route(api.closeAlarm, async (deps, call) => {
    const { id } = await closeAlarm(deps, call, call.params.id, call.body);
    return readAlarmView(deps, call.actor, id);
  }),
  route(api.openAlarmOrder, async (deps, call) => {
    const { id } = await openAlarmOrder(deps, call, { ...call.params, ...call.body });
    return readAlarmView(deps, call.actor, id);
  }),
  route(policy.readAlarmPolicy, (deps, call) => readAlarmPolicyView(deps, call.actor)),
  route(policy.readAlarmPolicyVersion, (deps, call) => readAlarmVersionView(deps, call.actor, call.params.version)),
  route(policy.previewAlarmPolicy, (deps, call) => previewAlarmPolicyChange(deps, call.actor, call.body.policy)),
  route(policy.changeAlarmPolicy, async (deps, call) => {
    await changeAlarmPolicy(deps, call, call.body);
    return readAlarmPolicyView(deps, call.actor);
  }),
];
