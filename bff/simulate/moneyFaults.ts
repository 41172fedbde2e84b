import { toNumber } from '../src/platform/database/rows.js';
import { selectRows } from '../src/platform/database/select.js';
import type { Deps } from '../src/platform/deps.js';
import type { LivingCommunity } from './community.js';

type Where = Pick<Deps, 'db'>;

const faultsOf = async (
  { db }: Where,
  sql: string,
  values: unknown[],
  words: (row: Record<string, unknown>) => string,
): Promise<string[]> => (await selectRows(db.reader, `${sql} LIMIT 5`, values)).map(words);

/** Every entry is even. */
const unevenEntries = (deps: Where, communityId: string, since: string): Promise<string[]> =>
  faultsOf(
    deps,
    `SELECT entry_id, SUM(amount_fen) AS fen FROM ledger_posting WHERE community_id = ? AND entry_id > ?
     GROUP BY entry_id HAVING SUM(amount_fen) <> 0`,
    [communityId, since],
    (row) => `entry ${String(row.entry_id)} is off by ${toNumber(row.fen)} fen`,
  );

/** What a house has paid ahead is the same in its account and in the books, and never below nothing. */
const balances = (deps: Where, communityId: string): Promise<string[]> =>
  faultsOf(
    deps,
    `SELECT b.house_id, b.balance_fen, COALESCE(l.fen, 0) AS booked FROM house_balance b
     LEFT JOIN (SELECT house_id, -SUM(amount_fen) AS fen FROM ledger_posting WHERE community_id = ? AND account = '2203'
       GROUP BY house_id) l ON l.house_id = b.house_id
     WHERE b.community_id = ? AND (b.balance_fen <> COALESCE(l.fen, 0) OR b.balance_fen < 0)`,
    [communityId, communityId],
    (row) => `house ${String(row.house_id)} has ${toNumber(row.balance_fen)} fen ahead, booked ${toNumber(row.booked)}`,
  );

/** What a bill still asks for is what the books say that its house owes for it. */
const receivables = (deps: Where, communityId: string): Promise<string[]> =>
  faultsOf(
    deps,
    `SELECT b.id, b.status, COALESCE(l.fen, 0) AS booked,
       CASE WHEN b.status IN ('due', 'paid') THEN b.amount_fen + b.late_fee_fen - b.paid_fen - b.coupon_fen ELSE 0 END AS owed
     FROM bill b LEFT JOIN (SELECT bill_id, SUM(amount_fen) AS fen FROM ledger_posting WHERE community_id = ?
       AND account LIKE '1122%' AND bill_id IS NOT NULL GROUP BY bill_id) l ON l.bill_id = b.id
     WHERE b.community_id = ? AND COALESCE(l.fen, 0) <>
       CASE WHEN b.status IN ('due', 'paid') THEN b.amount_fen + b.late_fee_fen - b.paid_fen - b.coupon_fen ELSE 0 END`,
    [communityId, communityId],
    (row) =>
      `bill ${String(row.id)} (${String(row.status)}) asks for ${toNumber(row.owed)} fen, booked ${toNumber(row.booked)}`,
  );

/** No bill is overpaid, and only what is under way holds bills. */
const holds = async (deps: Where, communityId: string): Promise<string[]> => [
  ...(await faultsOf(
    deps,
    `SELECT id FROM bill WHERE community_id = ? AND status IN ('due', 'paid')
       AND (paid_fen + coupon_fen > amount_fen + late_fee_fen OR paid_fen < 0 OR (status = 'paid') <>
         (paid_fen + coupon_fen = amount_fen + late_fee_fen))`,
    [communityId],
    (row) => `bill ${String(row.id)} has more or less than it is paid with`,
  )),
  ...(await faultsOf(
    deps,
    `SELECT h.bill_id, p.status FROM bill_hold h JOIN payment p ON p.community_id = h.community_id AND p.id = h.payment_id
     WHERE h.community_id = ? AND p.status NOT IN ('open', 'closing', 'received')`,
    [communityId],
    (row) => `bill ${String(row.bill_id)} is held by a payment that is ${String(row.status)}`,
  )),
];

/** No more goes back than came. */
const refunds = (deps: Where, communityId: string): Promise<string[]> =>
  faultsOf(
    deps,
    `SELECT p.number FROM payment p LEFT JOIN (SELECT payment_id, SUM(amount_fen) AS fen FROM refund
       WHERE community_id = ? AND status IN ('approved', 'sent', 'done') GROUP BY payment_id) r ON r.payment_id = p.id
     WHERE p.community_id = ? AND COALESCE(r.fen, 0) > p.amount_fen + p.prepaid_fen`,
    [communityId, communityId],
    (row) => `more went back of payment ${String(row.number)} than came`,
  );

/**
 * What must hold of the money between any two commits; `since`: the id of the first entry that is looked at (ids grow
 * with time). Empty: it holds.
 */
export const moneyFaults = async (deps: Where, communityId: string, since = ''): Promise<string[]> => [
  ...(await unevenEntries(deps, communityId, since)),
  ...(await balances(deps, communityId)),
  ...(await receivables(deps, communityId)),
  ...(await holds(deps, communityId)),
  ...(await refunds(deps, communityId)),
];

/** At the end, when nothing is under way any more: what WeChat has taken is known here, to the fen, and nothing hangs. */
export const settledFaults = async (life: LivingCommunity): Promise<string[]> => {
  const { reader } = life.deps.db;
  const ours = new Map(
    (
      await selectRows(
        reader,
        "SELECT order_number, status, paid_fen FROM payment WHERE community_id = ? AND channel LIKE 'wechat%'",
        [life.communityId],
      )
    ).map((row) => [String(row.order_number), row]),
  );
  return life.simulators.control.wechatPay.orders().flatMap(({ outTradeNo, transactionId, totalFen }) => {
    const payment = ours.get(outTradeNo);
    if (transactionId === null)
      return payment && ['settled', 'unwanted'].includes(String(payment.status))
        ? [`${outTradeNo} is booked, and was never paid`]
        : [];
    if (!payment || toNumber(payment.paid_fen) !== totalFen)
      return [`${outTradeNo} was paid, and nobody knows it here`];
    return ['settled', 'unwanted'].includes(String(payment.status))
      ? []
      : [`${outTradeNo} was paid, and hangs: ${String(payment.status)}`];
  });
};
