import {
  type AutoDebitNotification,
  AutoDebitNotificationRefused,
  papayReceived,
} from '../../adapters/autodebit/autoDebit.port.js';
import type { Callback, CallbackAnswer } from '../../http/callbacks.js';
import { deterministicId } from '../../kernel/ids.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { findNotice, insertNotice } from './autodebit.store.js';

const refused: CallbackAnswer = {
  status: 400,
  contentType: 'text/xml',
  body: '<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[refused]]></return_msg></xml>',
};

/** What papay tells has no number of its own: the same event has the same id here, however often it is told. */
const idOf = (notice: AutoDebitNotification): string =>
  notice.kind === 'contract'
    ? deterministicId('debit_notice', 'contract', notice.contractId, notice.change)
    : deterministicId(
        'debit_notice',
        'deduction',
        notice.outTradeNo,
        notice.result,
        notice.transactionId ?? notice.reason ?? '',
      );

/** What is kept: no more than is acted on, and never an openid. */
const bodyOf = (notice: AutoDebitNotification): string => {
  if (notice.kind === 'deduction') return JSON.stringify(notice);
  const { openid: _payer, ...rest } = notice;
  return JSON.stringify(rest);
};

const keep = async (deps: Deps, notice: AutoDebitNotification): Promise<void> => {
  const id = idOf(notice);
  if (await findNotice(deps.db.reader, id)) return;
  const receivedAt = deps.clock.realNow();
  try {
    await inTransaction(deps.db, async (tx) => {
      const { kind } = notice;
      await insertNotice(tx, {
        id,
        kind,
        body: bodyOf(notice),
        receivedAt,
        status: 'waiting',
        outcome: null,
        actedAt: null,
      });
      await publish(tx, deps.clock, { communityId: null, topic: 'autodebit.notified', payload: { noticeId: id } });
    });
  } catch (error) {
    // Another process kept the same one meanwhile.
    if (!isDuplicate(error)) throw error;
  }
};

/** Papay's notifications (wechat.md 2.12): verified on their raw bytes, kept, answered, then acted on by a worker. */
export const autodebitCallbacks: Callback[] = [
  {
    path: '/callbacks/papay',
    handle: async (deps, { body }) => {
      if (!deps.autoDebit) return { ...refused, status: 404 };
      try {
        await keep(deps, deps.autoDebit.readNotification(body.toString('utf8')));
        return { status: 200, contentType: 'text/xml', body: papayReceived };
      } catch (error) {
        if (!(error instanceof AutoDebitNotificationRefused)) throw error;
        deps.log.warn({}, 'papay notification refused');
        return refused;
      }
    },
  },
];
