import { FinanceReportEntity } from '../../src/features/disclosure/disclosure.entity.js';
import { publishDue } from '../../src/features/disclosure/publish.js';
import { postEntry } from '../../src/features/ledger/ledger.door.js';
import { recordSpending } from '../../src/features/spending/spending.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

/** What an id of the books can point at: an entry, a spending that waits for a second person, a published report. */
export const makeBooksThings = async (
  deps: Deps,
  communityId: string,
  staffId: string,
): Promise<{ entry: string; spending: string; report: string }> => {
  const things = await makeEntries(deps, communityId, staffId);
  await publishDue(deps, communityId);
  const report = await deps.db.reader.findOneBy(FinanceReportEntity, { communityId });
  return { ...things, report: report?.id ?? '' };
};

const makeEntries = (
  { db, clock }: Deps,
  communityId: string,
  staffId: string,
): Promise<{ entry: string; spending: string }> =>
  inTransaction(db, async (tx) => {
    await postEntry(tx, clock, {
      communityId,
      cause: { kind: 'late-fee', id: 'l1' },
      at: new Date('2026-10-20T02:00:00.000Z'),
      memo: '违约金',
      postings: [
        { account: '1122.late', amountFen: 100 },
        { account: '6301', amountFen: -100 },
      ],
    });
    const { entryId } = await postEntry(tx, clock, {
      communityId,
      cause: { kind: 'payment', id: 'p1' },
      at: clock.now(),
      memo: '收物业费',
      postings: [
        { account: '1001', amountFen: 100 },
        { account: '1122.property', amountFen: -100 },
      ],
    });
    const spending = await recordSpending(tx, clock, {
      communityId,
      kind: 'expense',
      category: 'lift',
      amountFen: 300_000,
      day: '2026-11-20',
      account: 'bank',
      memo: '电梯维保',
      by: { id: staffId, name: '钱会计' },
      vouchers: 1,
      isBooked: false,
    });
    return { entry: entryId, spending: spending.id };
  });
