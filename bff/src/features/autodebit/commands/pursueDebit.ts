import { toDay } from 'shared-types/time';
import { AutoDebitError } from '../../../adapters/autodebit/autoDebit.errors.js';
import type { AutoDebitPort } from '../../../adapters/autodebit/autoDebit.port.js';
import { autodebitTexts } from '../../../locales/autodebit.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { readCommunity } from '../../community/community.door.js';
import { failDebit, type PaymentBrief, readPayment } from '../../payment/payment.door.js';
import { addDays, nextLook } from '../autodebit.rules.js';
import { findDebit, findMandate, lockDebit } from '../autodebit.store.js';
import { alertFinance, changeDebit, papayNotifyUrl } from '../record.js';
import { type DebitWord, hearDebit } from './hearDebit.js';
import { pursueLater } from './takeDebit.js';

/** `asked`: WeChat will try, or may; `late`: nothing was sent, and today nothing will be. */
type Word = DebitWord | { state: 'asked' } | { state: 'late' };

const ask = async (port: AutoDebitPort, orderNumber: string): Promise<Word | { state: 'none' }> => {
  const answer = await port.queryDeduct(orderNumber);
  if (answer.state === 'none') return { state: 'none' };
  if (answer.state === 'failed') return { state: 'failed', reason: answer.reason || 'NO_CODE' };
  const { transactionId, amountFen, paidAt } = answer;
  if (answer.state === 'paid' && transactionId && amountFen !== undefined && paidAt)
    return { state: 'paid', transactionId, amountFen, paidAt };
  return { state: 'asked' };
};

const maxDescriptionBytes = 128;

/** WeChat counts bytes, and refuses more. */
const inBytes = (text: string): string => {
  let fitting = text;
  while (Buffer.byteLength(fitting) > maxDescriptionBytes) fitting = [...fitting].slice(0, -1).join('');
  return fitting;
};

/** Asks WeChat to take the money, under the number that was stored before: however often it is asked, it is one. */
const deduct = async (deps: Deps, port: AutoDebitPort, payment: PaymentBrief, contractId: string): Promise<Word> => {
  const orderNumber = payment.orderNumber ?? '';
  const community = await readCommunity(deps.db.reader, payment.communityId);
  try {
    await port.deduct({
      contractId,
      outTradeNo: orderNumber,
      amountFen: payment.amountFen,
      description: inBytes(autodebitTexts.description(community?.name ?? '', payment.title)),
      notifyUrl: papayNotifyUrl(deps),
    });
    return { state: 'asked' };
  } catch (error) {
    if (!(error instanceof AutoDebitError)) throw error;
    if (error.kind === 'unknown') return { state: 'asked' };
    const isLate = error.code === 'OUT_OF_HOURS';
    if (error.kind !== 'refused' && !isLate) throw error;
    // An earlier call may have got through although its answer was lost: only the query says that nothing was taken.
    const known = await ask(port, orderNumber);
    if (known.state !== 'none') return known;
    return isLate ? { state: 'late' } : { state: 'failed', reason: error.code };
  }
};

const wordOf = async (deps: Deps, payment: PaymentBrief, contractId: string, step: number): Promise<Word> => {
  const port = deps.autoDebit;
  if (!port) throw new Error(`papay is not configured, and payment ${payment.id} is open there`);
  if (step > 0) {
    const known = await ask(port, payment.orderNumber ?? '');
    if (known.state !== 'none') return known;
  }
  return deduct(deps, port, payment, contractId);
};

/** Nothing was sent: the bills are free until tomorrow, and it is no failure of the payer's. */
const putOff = async (tx: Tx, deps: Deps, communityId: string, debitId: string, paymentId: string): Promise<void> => {
  const debit = await lockDebit(tx, communityId, debitId);
  const detail = autodebitTexts.reason('hours');
  const failed = await failDebit(tx, deps, { communityId, id: paymentId }, { reason: 'debit', detail });
  if (!failed || debit?.status !== 'asking' || debit.paymentId !== paymentId) return;
  const day = addDays(toDay(deps.clock.now()), 1);
  await changeDebit(tx, debit, { status: 'waiting', reason: 'hours', day, attempts: debit.attempts - 1 });
};

/** Our keys or our plan are wrong: somebody must act, and is told once an hour. */
const sayMisconfigured = (deps: Deps, communityId: string, code: string): Promise<void> =>
  inTransaction(deps.db, (tx) =>
    alertFinance(tx, deps, {
      communityId,
      detail: autodebitTexts.misconfigured(code),
      cause: `${communityId} ${Math.floor(deps.clock.realNow().getTime() / 3_600_000)}`,
    }),
  );

/**
 * Follows one try until the channel has a clear word: asks for the money at step 0, then what became of it. A time-out is
 * unknown, never a failure: the bills stay held meanwhile, so that nothing is charged twice.
 */
export const pursueDebit = async (
  deps: Deps,
  { communityId, debitId, paymentId, step }: { communityId: string; debitId: string; paymentId: string; step: number },
): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const { reader } = deps.db;
  const [debit, payment] = await Promise.all([
    findDebit(reader, communityId, debitId),
    readPayment(reader, communityId, paymentId),
  ]);
  const mandate = debit && (await findMandate(reader, communityId, debit.mandateId));
  if (!debit || !mandate?.contractId || payment?.status !== 'open') return undefined;
  const word = await wordOf(deps, payment, mandate.contractId, step).catch(async (error: unknown) => {
    if (error instanceof AutoDebitError && error.kind === 'config')
      await sayMisconfigured(deps, communityId, error.code);
    throw error;
  });
  return async (tx) => {
    if (word.state === 'late') return putOff(tx, deps, communityId, debitId, paymentId);
    if (word.state !== 'asked') return void (await hearDebit(tx, deps, payment, word));
    const seconds = nextLook(step);
    if (seconds !== null) return pursueLater(tx, deps, debit, paymentId, { step: step + 1, seconds });
    const detail = autodebitTexts.stuck(payment.orderNumber ?? '');
    await alertFinance(tx, deps, { communityId, detail, cause: `stuck ${paymentId}` });
  };
};
