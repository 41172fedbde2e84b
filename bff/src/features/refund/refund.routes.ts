import * as api from 'shared-types/refund';
import { type Route, route } from '../../http/route.js';
import { approveRefund } from './commands/approveRefund.js';
import { rejectRefund } from './commands/rejectRefund.js';
import { requestRefund } from './commands/requestRefund.js';
import { requestRefundAgain } from './commands/requestRefundAgain.js';
import { settleRefund } from './commands/settleRefund.js';
import { listOwnRefunds, listRefundViews, readRefundableView, readRefundView } from './refund.queries.js';

export const refundRoutes: Route[] = [
  route(api.listPaymentRefunds, async (deps, call) => ({ items: await listOwnRefunds(deps, call.params.id) })),
  route(api.readRefundable, (deps, call) => readRefundableView(deps, call.actor, call.params.id)),
  route(api.requestRefund, async (deps, call) => {
    const { id } = await requestRefund(deps, call, { paymentId: call.params.id, ...call.body });
    return readRefundView(deps, call.actor, id);
  }),
  route(api.listRefunds, (deps, call) => listRefundViews(deps, call.actor, call.query)),
  route(api.readRefund, (deps, call) => readRefundView(deps, call.actor, call.params.id)),
  route(api.approveRefund, async (deps, call) => {
    const { id } = await approveRefund(deps, call, call.params);
    return readRefundView(deps, call.actor, id);
  }),
  route(api.rejectRefund, async (deps, call) => {
    const { id } = await rejectRefund(deps, call, { ...call.params, ...call.body });
    return readRefundView(deps, call.actor, id);
  }),
  route(api.settleRefund, async (deps, call) => {
    const { id } = await settleRefund(deps, call, { ...call.params, ...call.body });
    return readRefundView(deps, call.actor, id);
  }),
  route(api.requestRefundAgain, async (deps, call) => {
    const { id } = await requestRefundAgain(deps, call, call.params);
    return readRefundView(deps, call.actor, id);
  }),
];
