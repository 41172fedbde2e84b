import { toDay } from 'shared-types/time';
import { afterCommit, inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { postEntry } from '../ledger/ledger.door.js';
import { findFees } from './fee.store.js';
import { accrue } from './late.rules.js';
import { lockOverdue, saveLate } from './late.store.js';
import { lateEntry } from './posting.js';

export const lateTopic = 'billing.late';

const atOnce = 500;

/** One batch: bills, their late fees and the entry of the books in one transaction. Null: there are no more. */
const lateChunk = (deps: Deps, communityId: string, today: string, after: string): Promise<string | null> =>
  inTransaction(deps.db, async (tx) => {
    const terms = new Map(
      (await findFees(tx, communityId)).flatMap(({ id, late }) => (late ? [[id, late] as const] : [])),
    );
    const bills = await lockOverdue(tx, communityId, { feeIds: [...terms.keys()], today, after, limit: atOnce });
    const added: { id: string; houseId: string; fen: number }[] = [];
    for (const bill of bills) {
      const term = terms.get(bill.feeId ?? '');
      const late = term && bill.dueOn !== null ? accrue({ ...bill, dueOn: bill.dueOn }, term, today) : null;
      if (!late) continue;
      await saveLate(tx, bill, late);
      if (late.addedFen > 0) added.push({ id: bill.id, houseId: bill.houseId, fen: late.addedFen });
    }
    const [first] = added;
    if (first) {
      const cause = { kind: 'late-fee', id: `${first.id}:${today}` };
      await postEntry(tx, deps.clock, lateEntry({ communityId, cause, at: deps.clock.now() }, added));
      afterCommit(tx, () => deps.live.send(`finance:${communityId}`, { type: 'bill.changed' }));
    }
    return bills.at(-1)?.id ?? null;
  });

/**
 * Late fees of a community up to today: days that were missed are made up for, days that were reckoned are not reckoned
 * again, whatever the clock did.
 */
export const accrueLateFees = async (deps: Deps, communityId: string): Promise<void> => {
  const today = toDay(deps.clock.now());
  for (let after: string | null = ''; after !== null; ) after = await lateChunk(deps, communityId, today, after);
};

export const lateHandler: HandlerEntry<Deps> = {
  queue: 'outbox',
  topic: lateTopic,
  title: '算违约金',
  handle: async (deps, job) => {
    await accrueLateFees(deps, job.communityId ?? '');
    return undefined;
  },
};
