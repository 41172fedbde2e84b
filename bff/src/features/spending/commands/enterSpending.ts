import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { spendingTexts } from '../../../locales/spending.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { takeFiles } from '../../file/file.door.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { type RecordInput, recordSpending } from '../record.js';
import { faultsOf, needsApproval } from '../spending.rules.js';
import { findCorrection, lockSpending } from '../spending.store.js';

export type EnterInput = Omit<RecordInput, 'communityId' | 'by' | 'vouchers' | 'isBooked' | 'decidedBy'> & {
  fileIds: readonly string[];
};

const checkFields = (input: EnterInput, today: string): void => {
  const faults = Object.entries(faultsOf(input, today));
  if (faults.length === 0) return;
  const fields = Object.fromEntries(faults.map(([field, fault]) => [field, spendingTexts.faults[fault]]));
  throw new AppError('request.invalid', { fields });
};

const wrongCorrection = (): AppError =>
  new AppError('request.invalid', { fields: { correctsId: spendingTexts.faults.corrects } });

/** Only what was taken back or rejected is corrected, and once. */
const checkCorrection = async (tx: Tx, communityId: string, id: string | undefined): Promise<void> => {
  if (!id) return;
  const wrong = await lockSpending(tx, communityId, id);
  if (!wrong) throw new AppError('spending.not_found');
  const ended = wrong.state === 'reversed' || wrong.state === 'rejected';
  if (!ended || (await findCorrection(tx, communityId, id))) throw wrongCorrection();
};

/** Enters money spent or earned with its vouchers: booked at once, or waiting for a second person above the policy's amount. */
export const enterSpending = (deps: Deps, call: Call<StaffActor>, input: EnterInput): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: staffId, name } = call.actor;
    checkFields(input, toDay(deps.clock.now()));
    const fileIds = [...new Set(input.fileIds)];
    if (fileIds.length === 0) throw new AppError('spending.voucher_missing');
    await checkCorrection(tx, communityId, input.correctsId);
    const { approveAboveFen } = (await readMoneyPolicy(tx, communityId)).spending;
    const waits = needsApproval(input.amountFen, approveAboveFen);
    const spending = await recordSpending(tx, deps.clock, {
      ...input,
      communityId,
      by: { id: staffId, name },
      vouchers: fileIds.length,
      isBooked: !waits,
    }).catch((error: unknown) => {
      throw input.correctsId && isDuplicate(error) ? wrongCorrection() : error;
    });
    const subject = { communityId, subjectKind: 'spending', subjectId: spending.id };
    await takeFiles(tx, call.actor, fileIds, subject, ['image', 'document']);
    await audit(tx, deps.clock, call, {
      communityId,
      action: waits ? 'spending.entered' : 'spending.booked',
      subjectKind: 'spending',
      subjectId: spending.id,
      subject: spendingTexts.audited(spending.number, spendingTexts.categories[spending.category], spending.amountFen),
    });
    return { id: spending.id };
  });
