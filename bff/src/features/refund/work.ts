import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer } from '../../platform/queue/queue.js';
import { payOut, putBack } from './books.js';
import { lockWithPayment } from './commands/approveRefund.js';
import { change, note } from './record.js';
import type { RefundEntity } from './refund.entity.js';
import { pollDelayMs, spacingMs } from './refund.rules.js';
import { findRefund, lastSentOf, saveRefund } from './refund.store.js';
import { askRefund, type ChannelWord, sendRefund } from './refundChannel.js';

/** Under way at a channel: the only states in which it is asked or told. */
const isUnderWay = ({ way, status }: RefundEntity): boolean =>
  way === 'original' && (status === 'approved' || status === 'processing' || status === 'abnormal');

/** The next look at a refund, on the community's clock. */
export const lookAgain = (tx: Tx, deps: Deps, { communityId, id }: RefundEntity, delayMs: number): Promise<void> =>
  resetTimer(tx, deps.clock, {
    communityId,
    topic: 'refund.poll',
    slot: [communityId, id],
    payload: { refundId: id },
    dueAt: new Date(deps.clock.now().getTime() + delayMs),
  });

const cause = (refund: RefundEntity) => ({
  kind: 'background' as const,
  communityId: refund.communityId,
  cause: `refund:${refund.number}`,
});

/** It did not come about, and will not under this number: bills and prepayment are as if it had never been asked for. */
const giveUp = async (tx: Tx, deps: Deps, refund: RefundEntity, attention: 'closed' | 'refused'): Promise<void> => {
  await putBack(tx, deps, refund);
  await change(tx, deps, refund, { status: 'closed', attention });
  await note(tx, deps, cause(refund), refund, 'refund.closed');
};

/** What the channel's word changes; a word that comes late, twice or out of order changes nothing more. */
export const hear = async (tx: Tx, deps: Deps, known: RefundEntity, word: ChannelWord): Promise<void> => {
  const refund = await lockWithPayment(tx, known.communityId, known.id);
  if (!isUnderWay(refund)) return;
  const now = deps.clock.now();
  const polls = { polls: refund.polls + 1 };
  if (word.kind === 'refused') return giveUp(tx, deps, refund, 'refused');
  if (word.kind !== 'answered') {
    const attention =
      word.kind === 'not-enough'
        ? ('not-enough' as const)
        : word.kind === 'misconfigured'
          ? ('refused' as const)
          : null;
    await change(tx, deps, refund, { ...polls, ...(attention ? { attention } : {}) });
    // An empty account or a wrong key is not mended within a minute.
    return lookAgain(tx, deps, refund, attention ? 3_600_000 : pollDelayMs(refund.polls));
  }
  const { state, refundId, receivedAccount, doneAt } = word;
  if (state === 'closed') return giveUp(tx, deps, refund, 'closed');
  const taken = {
    ...polls,
    acceptedAt: refund.acceptedAt ?? now,
    channelRefundId: refundId ?? refund.channelRefundId,
    receivedAccount: receivedAccount ?? refund.receivedAccount,
  };
  if (state === 'done') {
    await payOut(tx, deps, refund, 'channel', doneAt ?? now);
    await change(tx, deps, refund, { ...taken, status: 'done', attention: null, doneAt: doneAt ?? now });
    return note(tx, deps, cause(refund), refund, 'refund.done');
  }
  if (state === 'abnormal') await change(tx, deps, refund, { ...taken, status: 'abnormal', attention: 'abnormal' });
  // A person may be at it already: what was abnormal is so until it is done.
  else if (refund.status === 'abnormal') await change(tx, deps, refund, taken);
  else await change(tx, deps, refund, { ...taken, status: 'processing', attention: null });
  return lookAgain(tx, deps, refund, pollDelayMs(refund.polls));
};

/**
 * Writes down that the channel is about to be told, so that from then on it is asked first; a wait where another refund
 * of the same order was sent less than a minute ago.
 */
const begin = (deps: Deps, known: RefundEntity): Promise<{ waitMs: number }> =>
  inTransaction(deps.db, async (tx) => {
    const refund = await lockWithPayment(tx, known.communityId, known.id);
    const now = deps.clock.realNow();
    const last = await lastSentOf(tx, refund.communityId, refund.paymentId, refund.id);
    const waitMs = last ? last.getTime() + spacingMs - now.getTime() : 0;
    if (waitMs > 0) await lookAgain(tx, deps, refund, waitMs);
    else await saveRefund(tx, refund, { sentAt: now });
    return { waitMs };
  });

/**
 * One step of a refund at its channel. First time: written down, then told. Afterwards: asked, and told again under the
 * same number only when the channel knows nothing of it. Runs late and twice without harm.
 */
export const work = async (
  deps: Deps,
  { communityId, refundId }: { communityId: string; refundId: string },
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const refund = await findRefund(deps.db.reader, communityId, refundId);
  if (!refund || !isUnderWay(refund)) return undefined;
  let word: ChannelWord = { kind: 'none' };
  if (refund.sentAt) word = await askRefund(deps, refund);
  else if ((await begin(deps, refund)).waitMs > 0) return undefined;
  if (word.kind === 'none') word = await sendRefund(deps, refund);
  const heard = word;
  return (tx) => hear(tx, deps, refund, heard);
};
