import { allocateEvenly } from '../../kernel/money.js';
import { reconciliationTexts } from '../../locales/reconciliation.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunities } from '../community/community.door.js';
import { balanceOf, postEntry } from '../ledger/ledger.door.js';
import { findByOrderNumber } from '../payment/payment.door.js';
import { findRefundsByNumber } from '../refund/refund.door.js';
import type { FundRowEntity, StatementChannel, StatementRowEntity } from './reconciliation.entity.js';
import { saveStatement } from './reconciliation.store.js';
import type { ReadStatement } from './statements.js';

export const clearingAccount = (channel: StatementChannel): string => `1012.${channel}`;
const bank = '1002';

/**
 * One merchant serves all communities: a row belongs to the community of the order that it names, and to the first one
 * where it names none of ours, so that somebody sees it.
 */
const communityFinder = async (reader: Reader): Promise<(orderNumber: string) => Promise<string>> => {
  const [first] = (await readCommunities(reader)).map(({ id }) => id).sort();
  const known = new Map<string, string>();
  return async (orderNumber) => {
    const before = known.get(orderNumber);
    if (before) return before;
    const found = (await findByOrderNumber(reader, orderNumber))?.communityId ?? first ?? '';
    known.set(orderNumber, found);
    return found;
  };
};

/** What the channel sent to the bank as a whole is each community's by what the channel held for it. */
const bookSettlement = async (tx: Tx, deps: Deps, fund: FundRowEntity): Promise<void> => {
  const account = clearingAccount(fund.channel);
  const ids = (await readCommunities(tx)).map(({ id }) => id).sort();
  const held = await Promise.all(ids.map(async (id) => Math.max(0, await balanceOf(tx, id, { account }))));
  const weights = held.some((fen) => fen > 0) ? held : ids.map((_, index) => (index === 0 ? 1 : 0));
  const shares = allocateEvenly(-fund.amountFen, weights);
  for (const [index, communityId] of ids.entries()) {
    const amountFen = shares[index] ?? 0;
    if (amountFen === 0) continue;
    await postEntry(tx, deps.clock, {
      communityId,
      cause: { kind: 'channel-settled', id: `${fund.channel}:${fund.id}` },
      at: fund.at,
      memo: reconciliationTexts.settledMemo(fund.channel, fund.day),
      open: { memo: reconciliationTexts.settledMemo(fund.channel, fund.day) },
      postings: [
        { account: bank, amountFen },
        { account, amountFen: -amountFen },
      ],
    });
  }
};

/** Stores what was read, once, and books what the channel sent to the bank. */
export const keepStatement = async (
  deps: Deps,
  channel: StatementChannel,
  day: string,
  read: Extract<ReadStatement, { kind: 'read' }>,
): Promise<void> => {
  const { reader } = deps.db;
  const communityOf = await communityFinder(reader);
  const rows: StatementRowEntity[] = [];
  for (const row of read.rows)
    rows.push({
      ...row,
      communityId: await communityOf(row.orderNumber),
      channel,
      day,
      matchedId: null,
      oursFen: null,
      houseId: null,
      title: null,
    });
  const orderOf = new Map(rows.map(({ number, orderNumber }) => [number, orderNumber]));
  const vouchers = (read.funds ?? []).flatMap(({ kind, voucherNo }) => (kind === 'refund' ? [voucherNo] : []));
  for (const { number, orderNumber } of vouchers.length > 0 ? await findRefundsByNumber(reader, vouchers) : [])
    orderOf.set(number, orderNumber ?? '');
  const funds: FundRowEntity[] = [];
  for (const fund of read.funds ?? []) {
    const shared = fund.kind === 'settlement' || fund.kind === 'recharge';
    const communityId = shared ? null : await communityOf(orderOf.get(fund.voucherNo) ?? fund.voucherNo);
    funds.push({ ...fund, channel, day, communityId });
  }
  await inTransaction(deps.db, async (tx) => {
    const { newFunds } = await saveStatement(
      tx,
      {
        channel,
        day,
        fetchedAt: deps.clock.now(),
        rows: rows.length,
        hash: read.hash,
        balanceFen: funds.at(-1)?.balanceFen ?? null,
      },
      rows,
      funds,
    );
    for (const fund of newFunds)
      if (fund.kind === 'settlement' || fund.kind === 'recharge') await bookSettlement(tx, deps, fund);
  });
};
