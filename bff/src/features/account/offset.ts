import { deterministicId } from '../../kernel/ids.js';
import { accountTexts } from '../../locales/account.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { applyToBill, lockBills, readDueBills } from '../billing/billing.door.js';
import { postEntry } from '../ledger/ledger.door.js';
import { moveBalance } from './balance.js';
import { findMovement, lockBalance } from './balance.store.js';
import { spread } from './offset.rules.js';

/**
 * Pays what a house owes from its balance, once a run, if its owner wants that; how much it was, in fen. Bills are
 * locked before the balance, as payments do it.
 */
export const offsetHouse = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, houseId, runId }: { communityId: string; houseId: string; runId: string },
): Promise<number> => {
  const due = await readDueBills(tx, communityId, houseId);
  const bills = await lockBills(
    tx,
    communityId,
    due.map(({ id }) => id),
  );
  const at = deps.clock.now();
  const balance = await lockBalance(tx, communityId, houseId, at);
  const cause = { kind: 'offset', id: `${houseId}:${runId}` };
  const before = await findMovement(tx, communityId, houseId, cause);
  if (before) return -before.amountFen;
  const parts = balance.autoOffset ? spread(balance.balanceFen, bills) : [];
  const totalFen = parts.reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (totalFen === 0) return 0;
  await moveBalance(tx, deps.clock, { communityId, houseId, amountFen: -totalFen, kind: 'offset', cause });
  const sourceId = deterministicId('offset', communityId, houseId, runId);
  const postings = [{ account: '2203', amountFen: totalFen, houseId }];
  for (const { billId, amountFen } of parts) {
    const bill = bills.find(({ id }) => id === billId);
    const paid = { communityId, billId, amountFen, kind: 'prepayment' as const, sourceId };
    const { principalFen, lateFen } = await applyToBill(tx, deps.clock, paid);
    postings.push(
      ...[
        { account: `1122.${bill?.feeKind}`, amountFen: -principalFen, houseId, billId },
        { account: '1122.late', amountFen: -lateFen, houseId, billId },
      ].filter((posting) => posting.amountFen !== 0),
    );
  }
  await postEntry(tx, deps.clock, { communityId, cause, at, memo: accountTexts.offsetMemo, postings });
  return totalFen;
};
