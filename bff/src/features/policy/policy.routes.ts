import * as money from 'shared-types/moneyPolicy';
import * as api from 'shared-types/policy';
import { type Route, route } from '../../http/route.js';
import { changeMoneyPolicy } from './commands/changeMoneyPolicy.js';
import { changePolicy } from './commands/changePolicy.js';
import { previewMoneyPolicy, readMoneyPolicyView, readMoneyVersionView } from './moneyPolicy.queries.js';
import type { PreviewEffects } from './policy.door.js';
import { previewPolicy, readPolicyView, readVersionView } from './policy.queries.js';

/** Requests are judged by the feature that owns them; the registry hands its judgement in. */
export const policyRoutes = (from: { previewEffects: PreviewEffects }): Route[] => [
  route(api.readPolicy, (deps, call) => readPolicyView(deps, call.actor)),
  route(api.readPolicyVersion, (deps, call) => readVersionView(deps, call.actor, call.params.version)),
  route(api.previewPolicy, (deps, call) => previewPolicy(deps, call.actor, call.body.policy, from.previewEffects)),
  route(api.changePolicy, async (deps, call) => {
    await changePolicy(deps, call, call.body);
    return readPolicyView(deps, call.actor);
  }),
  route(money.readMoneyPolicy, (deps, call) => readMoneyPolicyView(deps, call.actor)),
  route(money.readMoneyPolicyVersion, (deps, call) => readMoneyVersionView(deps, call.actor, call.params.version)),
  route(money.previewMoneyPolicy, (deps, call) => previewMoneyPolicy(deps, call.actor, call.body.policy)),
  route(money.changeMoneyPolicy, async (deps, call) => {
    await changeMoneyPolicy(deps, call, call.body);
    return readMoneyPolicyView(deps, call.actor);
  }),
];
