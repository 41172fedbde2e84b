import type { BodyOf } from 'shared-types/contract';
import type { changeFee as changeFeeApi, createFee as createFeeApi } from 'shared-types/fee';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { AuditAction } from '../../../locales/auditActions.js';
import { billingTexts as t } from '../../../locales/billing.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readBuildingNames, readHouseBrief } from '../../community/community.door.js';
import type { FeeEntity } from '../billing.entity.js';
import { startTicking } from '../billing.jobs.js';
import { flawsOf } from '../fee.rules.js';
import { insertFee, lockFees, updateFee } from '../fee.store.js';
import { useOf } from '../fee.view.js';
import { addMonths } from '../period.rules.js';

export type FeeFields = BodyOf<typeof changeFeeApi>;

/** What a person wrote is whole: its tiers, months and conditions make sense, its houses and buildings stand here. */
export const checkFee = async (reader: Reader, communityId: string, fee: FeeFields): Promise<void> => {
  const flaws = Object.entries(flawsOf(fee));
  const fields: Record<string, string> = Object.fromEntries(flaws.map(([field, flaw]) => [field, t.flaw(flaw)]));
  const buildings = await readBuildingNames(reader, communityId);
  if (fee.scope.buildingIds.some((id) => !buildings.has(id))) fields.scope = t.flaw('building');
  const restTo = fee.rule.kind === 'pool' ? fee.rule.restTo : null;
  if (restTo && !(await readHouseBrief(reader, communityId, restTo))) fields.rule = t.flaw('house');
  if (Object.keys(fields).length > 0) throw new AppError('request.invalid', { fields });
};

const checkName = (all: readonly FeeEntity[], name: string, validFrom: string, code: string | null): void => {
  const taken = all.some(
    (fee) => fee.name === name && fee.code !== code && (fee.validTo === null || fee.validTo >= validFrom),
  );
  if (taken) throw new AppError('fee.code_taken');
};

const newCode = (all: readonly FeeEntity[], kind: FeeEntity['kind']): string => {
  const codes = new Set(all.map(({ code }) => code));
  for (let n = 1; ; n++) {
    const code = n === 1 ? kind : `${kind}-${n}`;
    if (!codes.has(code)) return code;
  }
};

/** The version before ends the month before its successor begins; a month that is billed stays with it. */
const endBefore = async (tx: Tx, all: readonly FeeEntity[], succeeds: string, from: string): Promise<FeeEntity> => {
  const before = all.find(({ id }) => id === succeeds);
  if (!before) throw new AppError('fee.not_found');
  if (all.some(({ code, version }) => code === before.code && version > before.version))
    throw new AppError('fee.in_use');
  if (from <= before.validFrom)
    throw new AppError('request.invalid', { fields: { validFrom: t.flaw('after-before') } });
  const { lastPeriod } = await useOf(tx, before);
  if (lastPeriod !== null && lastPeriod >= from) throw new AppError('fee.in_use');
  const last = addMonths(from, -1);
  if (before.validTo === null || before.validTo > last) await updateFee(tx, before, { validTo: last });
  return before;
};

const note = (tx: Tx, deps: Deps, call: Call<StaffActor>, action: AuditAction, fee: { id: string; name: string }) =>
  audit(tx, deps.clock, call, {
    communityId: call.actor.communityId,
    action,
    subjectKind: 'fee',
    subjectId: fee.id,
    subject: fee.name,
  });

/** A new fee, or the next version of one; the first one of a community starts its daily look after bills. */
export const createFee = (
  deps: Deps,
  call: Call<StaffActor>,
  { succeeds, ...fields }: BodyOf<typeof createFeeApi>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, name: byName } = call.actor;
    await checkFee(tx, communityId, fields);
    const all = await lockFees(tx, communityId);
    const before = succeeds ? await endBefore(tx, all, succeeds, fields.validFrom) : null;
    checkName(all, fields.name, fields.validFrom, before?.code ?? null);
    const at = deps.clock.now();
    const fee: FeeEntity = {
      ...fields,
      communityId,
      id: newId(at),
      code: before?.code ?? newCode(all, fields.kind),
      version: (before?.version ?? 0) + 1,
      usedAt: null,
      createdAt: at,
      byName,
    };
    await insertFee(tx, fee);
    await startTicking(tx, deps, communityId);
    await note(tx, deps, call, 'fee.created', fee);
    return { id: fee.id };
  });

const lockOne = async (tx: Tx, communityId: string, id: string): Promise<{ fee: FeeEntity; all: FeeEntity[] }> => {
  const all = await lockFees(tx, communityId);
  const fee = all.find((one) => one.id === id);
  if (!fee) throw new AppError('fee.not_found');
  return { fee, all };
};

/** Rewrites a fee of which nothing was billed; else `fee.in_use`. */
export const changeFee = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, ...fields }: FeeFields & { id: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    await checkFee(tx, communityId, fields);
    const { fee, all } = await lockOne(tx, communityId, id);
    if ((await useOf(tx, fee)).inUse) throw new AppError('fee.in_use');
    const others = all.filter(({ code, id: other }) => code === fee.code && other !== id);
    const { validFrom, validTo } = fields;
    const overlaps = others.some(
      (one) => (one.validTo === null || one.validTo >= validFrom) && (validTo === null || one.validFrom <= validTo),
    );
    if (overlaps) throw new AppError('request.invalid', { fields: { validFrom: t.flaw('after-before') } });
    checkName(all, fields.name, validFrom, fee.code);
    await updateFee(tx, fee, fields);
    await note(tx, deps, call, 'fee.changed', { id, name: fields.name });
    return { id };
  });

/** Gives a fee its last month; not before one that is billed. */
export const endFee = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, validTo }: { id: string; validTo: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { fee, all } = await lockOne(tx, call.actor.communityId, id);
    const { lastPeriod, inUse } = await useOf(tx, fee);
    if (validTo < fee.validFrom) throw new AppError('request.invalid', { fields: { validTo: t.flaw('dates') } });
    if (inUse && lastPeriod !== null && validTo < lastPeriod) throw new AppError('fee.in_use');
    const later = all.some(
      ({ code, version, validFrom }) => code === fee.code && version > fee.version && validFrom <= validTo,
    );
    if (later) throw new AppError('request.invalid', { fields: { validTo: t.flaw('after-before') } });
    await updateFee(tx, fee, { validTo });
    await note(tx, deps, call, 'fee.ended', fee);
    return { id };
  });
