import type { DeskMethod } from 'shared-types/account';
import { AppError } from '../../../kernel/appError.js';
import { accountTexts, depositNames } from '../../../locales/account.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { deskAccount } from '../account.view.js';
import { lockDeposit, saveDeposit } from '../deposit.store.js';

/** Ends a deposit: what is not given back is kept as other income (6302), with a reason. */
export const returnDeposit = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; returnFen: number; method: DeskMethod; deductReason?: string | undefined },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: returnedBy, name: returnedByName } = call.actor;
    const deposit = await lockDeposit(tx, communityId, input.id);
    if (!deposit) throw new AppError('deposit.not_found');
    if (deposit.status !== 'held') throw new AppError('deposit.illegal_transition');
    const { returnFen, method } = input;
    const deductedFen = deposit.amountFen - returnFen;
    if (deductedFen < 0) throw new AppError('request.invalid', { fields: { returnFen: accountTexts.returnTooMuch } });
    const reason = input.deductReason || null;
    if (deductedFen > 0 && !reason)
      throw new AppError('request.invalid', { fields: { deductReason: accountTexts.deductReasonMissing } });
    const at = deps.clock.now();
    await saveDeposit(tx, {
      ...deposit,
      status: 'returned',
      returnedAt: at,
      returnedBy,
      returnedByName,
      returnMethod: method,
      returnFen,
      deductedFen,
      deductReason: deductedFen > 0 ? reason : null,
    });
    await postEntry(tx, deps.clock, {
      communityId,
      cause: { kind: 'deposit-return', id: deposit.id },
      at,
      memo: accountTexts.depositReturned(depositNames[deposit.kind], deposit.number),
      by: returnedBy,
      postings: [
        { account: '2241', amountFen: deposit.amountFen, houseId: deposit.houseId },
        { account: deskAccount[method], amountFen: -returnFen },
        { account: '6302', amountFen: -deductedFen, houseId: deposit.houseId },
      ].filter(({ amountFen }) => amountFen !== 0),
    });
    const house = await readHouseBrief(tx, communityId, deposit.houseId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'deposit.returned',
      subjectKind: 'deposit',
      subjectId: deposit.id,
      subject: accountTexts.depositReturnAudit(deposit.number, house?.label ?? '', returnFen, deductedFen),
      reason,
    });
    return { id: deposit.id };
  });
