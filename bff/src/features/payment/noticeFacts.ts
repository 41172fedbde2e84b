import type { PaidFacts } from './notice.rules.js';
import type { ChannelNotificationEntity } from './payment.entity.js';

const paidStates: Record<ChannelNotificationEntity['channel'], readonly string[]> = {
  wechat: ['SUCCESS', 'REFUND'],
  alipay: ['paid', 'finished'],
};

/** What a kept notification says of money; null: it does not say that money came. */
export const factsOf = (
  notice: Omit<ChannelNotificationEntity, 'status' | 'outcome' | 'actedAt' | 'receivedAt'>,
): PaidFacts | null => {
  const { kind, channel, state, succeededAt } = notice;
  if (kind !== 'payment' || !succeededAt || !paidStates[channel].includes(state)) return null;
  const { appId, merchantId, orderNumber, transactionId, payerHash, tradeType, currency, amountFen } = notice;
  return {
    channel,
    appId,
    merchantId,
    orderNumber,
    transactionId,
    payerHash,
    tradeType,
    currency,
    amountFen,
    paidAt: succeededAt,
  };
};
