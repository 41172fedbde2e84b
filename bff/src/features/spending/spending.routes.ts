import * as api from 'shared-types/spending';
import { type Route, route } from '../../http/route.js';
import { findOrderBriefs } from '../repair/repair.door.js';
import { decideSpending } from './commands/decideSpending.js';
import { enterSpending } from './commands/enterSpending.js';
import { reverseSpending } from './commands/reverseSpending.js';
import { listSpendingViews, readSpendingView } from './spending.queries.js';
import { findSuppliers } from './spending.store.js';
import { presentOrder } from './spending.view.js';

const mostSuppliers = 20;
const mostOrders = 8;

export const spendingRoutes: Route[] = [
  route(api.enterSpending, async (deps, call) => {
    const { id } = await enterSpending(deps, call, call.body);
    return readSpendingView(deps, call.actor, id);
  }),
  route(api.listSpendings, (deps, call) => listSpendingViews(deps, call.actor.communityId, call.query)),
  route(api.readSpending, (deps, call) => readSpendingView(deps, call.actor, call.params.id)),
  route(api.approveSpending, async (deps, call) => {
    const { id } = await decideSpending(deps, call, { ...call.params, verdict: 'approve' });
    return readSpendingView(deps, call.actor, id);
  }),
  route(api.rejectSpending, async (deps, call) => {
    const { id } = await decideSpending(deps, call, { ...call.params, ...call.body, verdict: 'reject' });
    return readSpendingView(deps, call.actor, id);
  }),
  route(api.reverseSpending, async (deps, call) => {
    const { id } = await reverseSpending(deps, call, { ...call.params, ...call.body });
    return readSpendingView(deps, call.actor, id);
  }),
  route(api.listSpendingOrders, async (deps, call) => ({
    items: (await findOrderBriefs(deps.db.reader, call.actor.communityId, call.query.q, mostOrders)).map(presentOrder),
  })),
  route(api.listSuppliers, async (deps, call) => ({
    items: await findSuppliers(deps.db.reader, call.actor.communityId, call.query.q, mostSuppliers),
  })),
];
