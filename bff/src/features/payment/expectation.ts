import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readOwnerBriefs } from '../identity/identity.door.js';
import { gateOf, payerHashOf } from './channelGate.js';
import type { Expected } from './notice.rules.js';
import type { PaymentEntity } from './payment.entity.js';

/** What a channel must say of payments to be believed, by their order numbers: our own order, never its word. */
export const expectationsOf = async (
  deps: Deps,
  reader: Reader,
  payments: readonly PaymentEntity[],
): Promise<Map<string, Expected>> => {
  const payers = await readOwnerBriefs(
    reader,
    deps,
    payments.flatMap(({ channel, payerId }) => (channel === 'wechat-jsapi' && payerId ? [payerId] : [])),
  );
  return new Map(
    payments.map((payment) => {
      const gate = gateOf(deps, payment.channel);
      const { channel, amountFen } = payment;
      const orderNumber = payment.orderNumber ?? '';
      // A code may be paid by anybody; an order of the mini-program only by whoever made it.
      const openid = channel === 'wechat-jsapi' ? (payers.get(payment.payerId ?? '')?.openid ?? '') : null;
      const payerHash = openid === null ? null : payerHashOf(deps, openid || 'nobody');
      const { appId = '', merchantId = '' } = gate ?? {};
      return [orderNumber, { channel, orderNumber, amountFen, appId, merchantId, payerHash }];
    }),
  );
};
