import type { DepositKind, DeskMethod } from 'shared-types/account';
import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { accountTexts, depositNames } from '../../../locales/account.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { deskAccount } from '../account.view.js';
import { insertDeposit, nextDepositNumber } from '../deposit.store.js';

export interface DepositTaken {
  /** The house. */
  id: string;
  kind: DepositKind;
  amountFen: number;
  method: DeskMethod;
  note?: string | undefined;
}

/** Takes money at the desk that will be given back: what is owed for it stands in account 2241. */
export const takeDeposit = (deps: Deps, call: Call<StaffActor>, input: DepositTaken): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: takenBy, name: takenByName } = call.actor;
    const { kind, amountFen, method } = input;
    const house = await readHouseBrief(tx, communityId, input.id);
    if (!house) throw new AppError('house.not_found');
    const at = deps.clock.now();
    const id = newId(at);
    const number = await nextDepositNumber(tx, communityId, toDay(at));
    await insertDeposit(tx, {
      communityId,
      id,
      number,
      houseId: house.id,
      kind,
      amountFen,
      method,
      note: input.note || null,
      status: 'held',
      takenAt: at,
      takenBy,
      takenByName,
      returnedAt: null,
      returnedBy: null,
      returnedByName: null,
      returnMethod: null,
      returnFen: null,
      deductedFen: null,
      deductReason: null,
    });
    await postEntry(tx, deps.clock, {
      communityId,
      cause: { kind: 'deposit', id },
      at,
      memo: accountTexts.depositTaken(depositNames[kind], number),
      by: takenBy,
      postings: [
        { account: deskAccount[method], amountFen },
        { account: '2241', amountFen: -amountFen, houseId: house.id },
      ],
    });
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'deposit.taken',
      subjectKind: 'deposit',
      subjectId: id,
      subject: accountTexts.depositAudit(number, house.label, amountFen),
    });
    return { id };
  });
