import type { Outcome } from 'shared-types/fee';
import { billingTexts as t } from '../../locales/billing.js';
import type { Reader } from '../../platform/database/access.js';
import { readHouseDetail } from '../community/house.door.js';
import { linesOf } from './bill.words.js';
import type { FeeEntity } from './billing.entity.js';
import { type Charge, reckon } from './charge.rules.js';
import { buildContext, type RunFee, readHouseFacts } from './run.context.js';

export type Reckoned = ReturnType<typeof reckon>;

/**
 * What some fees are for one house with what is on record now, as a run would reckon them; null: no such house. A sum
 * that a run has shared already is told as that.
 */
export const reckonHouse = async (
  reader: Reader,
  communityId: string,
  houseId: string,
  fees: RunFee[],
): Promise<{ one: RunFee; found: Reckoned }[] | null> => {
  const house = await readHouseDetail(reader, communityId, houseId);
  if (!house) return null;
  const context = await buildContext(reader, communityId, fees);
  const factsOf = await readHouseFacts(reader, communityId, context, [houseId]);
  return fees.map((one) => ({ one, found: reckon(one.fee, house, one.period, factsOf(one, house)) }));
};

const charged = (name: string, charge: Charge): Pick<Outcome, 'amountFen' | 'lines' | 'reason' | 'reasonWords'> => ({
  amountFen: charge.amountFen,
  lines: linesOf(charge.facts, name),
  reason: null,
  reasonWords: null,
});

export const presentOutcome = (
  { fee, period }: { fee: Pick<FeeEntity, 'name'> & { id: string | null }; period: string },
  found: Reckoned,
): Outcome => ({
  feeId: fee.id,
  feeName: fee.name,
  period,
  ...(found.ok
    ? charged(fee.name, found.charge)
    : { amountFen: null, lines: [], reason: found.reason, reasonWords: t.reason(found.reason) }),
});
