import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readBuildingNames } from '../../community/community.door.js';
import { findFee, insertPool, lockFees, lockPool, updatePool } from '../fee.store.js';
import { monthOf } from '../period.rules.js';

const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

/** The sum of a month that a fee shares, with its voucher; entered again it replaces what was there until it is billed. */
export const enterPool = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { feeId: string; period: string; buildingId: string | null; totalFen: number; voucher: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const fee = await findFee(tx, communityId, input.feeId);
    if (!fee) throw new AppError('fee.not_found');
    if (fee.rule.kind !== 'pool') throw invalid('feeId', t.notShared);
    if (input.period > monthOf(toDay(deps.clock.now()))) throw invalid('period', t.readingAhead);
    const buildings = await readBuildingNames(tx, communityId);
    const byBuilding = fee.rule.level === 'building';
    if (byBuilding !== (input.buildingId !== null)) throw invalid('buildingId', t.poolLevel(byBuilding));
    if (input.buildingId !== null && !buildings.has(input.buildingId)) throw invalid('buildingId', t.flaw('building'));
    // Two at once would both find no row.
    await lockFees(tx, communityId);
    const { totalFen, voucher, period } = input;
    const key = { communityId, feeCode: fee.code, period, buildingId: input.buildingId ?? '' };
    const before = await lockPool(tx, key);
    if (before?.runId) throw new AppError('fee.in_use');
    const at = deps.clock.now();
    const said = { totalFen, voucher, byId, byName, at };
    const pool = before ?? { ...key, id: newId(at), runId: null, ...said };
    await (before ? updatePool(tx, before, said) : insertPool(tx, pool));
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'pool.entered',
      subjectKind: 'fee',
      subjectId: fee.id,
      subject: t.poolSubject(fee.name, period, totalFen),
      reason: voucher,
    });
    return { id: pool.id };
  });
