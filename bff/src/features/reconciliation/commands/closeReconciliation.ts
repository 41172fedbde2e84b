import { atWall } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { reconciliationTexts } from '../../../locales/reconciliation.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { type PostingInput, postEntry } from '../../ledger/ledger.door.js';
import type { ReconciliationEntity } from '../reconciliation.entity.js';
import { findDifferences, lockSheet, saveSheet } from '../reconciliation.store.js';
import { isStatementChannel } from '../sheet.js';
import { tillOfDay } from '../till.js';

/** Accounts of what is counted. */
const tillAccounts: Partial<Record<ReconciliationEntity['channel'], string>> = {
  cash: '1001',
  pos: '1012.pos',
  transfer: '1002',
};
const bank = '1002';

/** What was counted too much or too little is in our books from now on, and what was carried to the bank is there. */
const bookTill = async (tx: Tx, deps: Deps, call: Call<StaffActor>, sheet: ReconciliationEntity): Promise<void> => {
  const { communityId, channel, day, countedFen, bankedFen, countFeeFen } = sheet;
  const account = tillAccounts[channel];
  if (!account || countedFen === null) return;
  const { netFen } = await tillOfDay(tx, communityId, channel, day);
  const overFen = countedFen - netFen;
  const postings: PostingInput[] = [
    { account, amountFen: overFen - bankedFen - countFeeFen },
    { account: bank, amountFen: bankedFen },
    { account: '6603.channel-fee', amountFen: countFeeFen },
    { account: '6302', amountFen: -overFen },
  ].filter(({ amountFen }) => amountFen !== 0);
  if (postings.length === 0) return;
  await postEntry(tx, deps.clock, {
    communityId,
    cause: { kind: 'till', id: sheet.id },
    at: atWall(day, 23, 59),
    memo: reconciliationTexts.tillMemo(channel, day),
    postings,
    by: call.actor.id,
  });
};

/** A day is closed for good once it is even: compared or counted, and every difference decided. */
export const closeReconciliation = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, name: closedByName } = call.actor;
    const sheet = await lockSheet(tx, communityId, input.id);
    if (!sheet) throw new AppError('reconciliation.not_found');
    if (sheet.state === 'closed') throw new AppError('reconciliation.closed');
    const differences = await findDifferences(tx, communityId, sheet.id);
    if (sheet.state !== 'open' || differences.some(({ decidedAt }) => decidedAt === null))
      throw new AppError('reconciliation.not_even');
    if (!isStatementChannel(sheet.channel)) await bookTill(tx, deps, call, sheet);
    await saveSheet(tx, sheet, { state: 'closed', closedAt: deps.clock.now(), closedByName });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'reconciliation.closed',
      subjectKind: 'reconciliation',
      subjectId: sheet.id,
      subject: reconciliationTexts.sheetName(sheet.channel, sheet.day),
    });
    return { id: sheet.id };
  });
