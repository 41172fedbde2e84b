import type { FeeView, Outcome } from 'shared-types/fee';
import { toDay } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import type { Deps } from '../../platform/deps.js';
import type { FeeEntity } from './billing.entity.js';
import { checkFee, type FeeFields } from './commands/writeFee.js';
import { feesOfMonth, periodOf } from './fee.rules.js';
import { findFees } from './fee.store.js';
import { presentFees } from './fee.view.js';
import { presentOutcome, reckonHouse } from './outcome.js';
import { monthOf } from './period.rules.js';

/** Fees in force now or later; or all that there ever were. */
export const listFeeViews = async (deps: Deps, communityId: string, scope: 'current' | 'all'): Promise<FeeView[]> => {
  const month = monthOf(toDay(deps.clock.now()));
  const fees = await findFees(deps.db.reader, communityId);
  const shown = scope === 'all' ? fees : fees.filter(({ validTo }) => validTo === null || validTo >= month);
  return presentFees(deps.db.reader, communityId, shown);
};

export const readFeeView = async (deps: Deps, communityId: string, id: string): Promise<FeeView> => {
  const fees = (await findFees(deps.db.reader, communityId)).filter((fee) => fee.id === id);
  const [view] = await presentFees(deps.db.reader, communityId, fees);
  if (!view) throw new AppError('fee.not_found');
  return view;
};

/** A fee that is being written, on one house. */
export const tryFee = async (
  deps: Deps,
  communityId: string,
  input: { fee: FeeFields; houseId: string; period: string },
): Promise<Outcome> => {
  const { reader } = deps.db;
  await checkFee(reader, communityId, input.fee);
  const createdAt = deps.clock.now();
  const fee: FeeEntity = {
    ...input.fee,
    communityId,
    id: newId(createdAt),
    code: '',
    version: 0,
    usedAt: null,
    createdAt,
    byName: '',
  };
  const [result] = (await reckonHouse(reader, communityId, input.houseId, [{ fee, period: input.period }])) ?? [];
  if (!result) throw new AppError('house.not_found');
  return presentOutcome({ fee: { id: null, name: fee.name }, period: input.period }, result.found);
};

/** Every fee that the run of a month bills, on one house. */
export const explainHouse = async (
  deps: Deps,
  communityId: string,
  { houseId, month }: { houseId: string; month: string },
): Promise<Outcome[]> => {
  const { reader } = deps.db;
  const fees = feesOfMonth(await findFees(reader, communityId), month);
  const found = await reckonHouse(
    reader,
    communityId,
    houseId,
    fees.map((fee) => ({ fee, period: periodOf(fee.rule, month) })),
  );
  if (!found) throw new AppError('house.not_found');
  return found.map((result) => presentOutcome(result.one, result.found));
};
