import { AutoDebitError } from '../../../adapters/autodebit/autoDebit.errors.js';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { autodebitTexts } from '../../../locales/autodebit.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Actor, Call } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readHouseBrief } from '../../community/community.door.js';
import type { EndReason, MandateEntity } from '../autodebit.entity.js';
import { findMandate, findOpenOfHouse, findPlanned, lockDebit, lockMandate } from '../autodebit.store.js';
import { changeDebit, changeMandate, tellEnded } from '../record.js';

/** If this process dies over it, a worker takes the ending up again after so long. */
const retryMs = 15_000;

type Where = Pick<MandateEntity, 'communityId' | 'id'>;

/** What was only planned is not taken any more. */
export const dropPlanned = async (tx: Tx, deps: Pick<Deps, 'clock'>, mandate: MandateEntity): Promise<void> => {
  for (const { communityId, id } of await findPlanned(tx, mandate.communityId, mandate.id)) {
    const debit = await lockDebit(tx, communityId, id);
    if (debit?.status === 'announced' || debit?.status === 'waiting')
      await changeDebit(tx, debit, { status: 'skipped', reason: 'ended', endedAt: deps.clock.now() });
  }
};

/** Nothing more is taken from now on; one that WeChat has a contract for is ended there too. The mandate is locked. */
export const beginEnding = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  mandate: MandateEntity,
  why: { reason: EndReason; note: string | null },
): Promise<MandateEntity> => {
  const { communityId, id, status, contractId } = mandate;
  if (status === 'ending' || status === 'ended') return mandate;
  await dropPlanned(tx, deps, mandate);
  const end = { endReason: why.reason, endNote: why.note };
  if (status === 'signing' || contractId === null) {
    const ended = { status: 'ended', endedAt: deps.clock.now(), openKey: null, ...end } as const;
    const after = await changeMandate(tx, mandate, ended);
    await tellEnded(tx, deps, after);
    return after;
  }
  await publish(tx, deps.clock, {
    id: deterministicId('autodebit.terminate', id),
    communityId,
    topic: 'autodebit.terminate',
    payload: { mandateId: id },
    lane: 'calls',
    dueAt: new Date(deps.clock.realNow().getTime() + retryMs),
  });
  return changeMandate(tx, mandate, { status: 'ending', ...end });
};

/** WeChat's half. Rejects while WeChat gives no clear answer; terminating twice is no error there. */
export const finishEnding = async (deps: Deps, { communityId, id }: Where): Promise<void> => {
  const before = await findMandate(deps.db.reader, communityId, id);
  if (before?.status !== 'ending' || !before.contractId) return;
  if (!deps.autoDebit) throw new Error(`papay is not configured, and mandate ${id} is to be ended there`);
  await deps.autoDebit.terminate(before.contractId, autodebitTexts.remark);
  await inTransaction(deps.db, async (tx) => {
    const mandate = await lockMandate(tx, communityId, id);
    if (mandate?.status !== 'ending') return;
    const ended = { status: 'ended', endedAt: deps.clock.now(), openKey: null } as const;
    await tellEnded(tx, deps, await changeMandate(tx, mandate, ended));
  });
};

/** Asks WeChat at once; a worker goes on where there is no answer. */
const tryEnding = async (deps: Deps, where: Where): Promise<void> => {
  try {
    await finishEnding(deps, where);
  } catch (error) {
    if (!(error instanceof AutoDebitError)) throw error;
    deps.log.warn({ mandateId: where.id, code: error.code }, 'papay contract not ended yet');
  }
};

type Which = { mandateId: string } | { houseId: string };

/** Ends a mandate: an owner their house's, staff any of the community's, with a reason. */
export const endMandate = async (
  deps: Deps,
  call: Call<Actor>,
  { communityId, note, ...which }: { communityId: string; note: string | null } & Which,
): Promise<Where> => {
  const ended = await transaction(deps, call, async (tx) => {
    const id = 'mandateId' in which ? which.mandateId : (await findOpenOfHouse(tx, communityId, which.houseId))?.id;
    const mandate = id ? await lockMandate(tx, communityId, id) : null;
    if (!mandate || !id)
      throw new AppError(call.actor.kind === 'owner' ? 'autodebit.illegal_transition' : 'autodebit.not_found');
    // What was signed on paper is ended at the desk.
    if (call.actor.kind === 'owner' && mandate.kind === 'bank') throw new AppError('autodebit.illegal_transition');
    if (mandate.status === 'ending' || mandate.status === 'ended') throw new AppError('autodebit.illegal_transition');
    const byStaff = call.actor.kind === 'staff';
    await beginEnding(tx, deps, mandate, { reason: byStaff ? 'staff' : 'owner', note });
    const house = await readHouseBrief(tx, communityId, mandate.houseId);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'autodebit.ended',
      subjectKind: 'autodebit',
      subjectId: id,
      subject: autodebitTexts.subjectMandate(house?.label ?? '', mandate.kind),
      reason: note,
    });
    return { communityId, id };
  });
  await tryEnding(deps, ended);
  return ended;
};

/** A mandate that has lost its ground: the payer ended it in WeChat, or does not live there any more. */
export const endLost = async (deps: Deps, where: Where, reason: 'left'): Promise<void> => {
  await inTransaction(deps.db, async (tx) => {
    const mandate = await lockMandate(tx, where.communityId, where.id);
    if (mandate?.status === 'active') await beginEnding(tx, deps, mandate, { reason, note: null });
  });
  await tryEnding(deps, where);
};
