import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { repairWords } from '../../../locales/repair.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import { readUploadKinds, takeFiles } from '../../file/file.door.js';
import { readOwnerBrief } from '../../identity/identity.door.js';
import { checkContent } from '../contentCheck.js';
import { askForWorker, type Change, changeLoop, type LoopContext } from '../loop.js';
import { type Loop, mainOrder } from '../loop.rules.js';
import type { EventInput } from '../record.js';
import type { Moderation, RepairEntity } from '../repair.entity.js';
import { mayAdd } from '../repair.policy.js';
import { cancel, confirm, type Push, rate, reopen, urge } from '../repair.rules.js';
import { findRepairById } from '../repair.store.js';
import { climbNow } from './climb.js';

interface OwnerCommand {
  id: string;
}

const communitiesOf = (actor: OwnerActor): string[] => [...new Set(actor.houses.map((house) => house.communityId))];

/** Locks the owner's request, lets a rule decide, writes and tells. The gate has checked that it is theirs. */
const onOwnRepair = (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand,
  decide: (tx: Tx, loop: Loop, context: LoopContext) => Promise<Change>,
  fileIds: string[] = [],
): Promise<{ id: string; communityId: string }> =>
  transaction(deps, call, async (tx) => {
    const found = await findRepairById(tx, communitiesOf(call.actor), input.id);
    const changed = found
      ? await changeLoop(deps, tx, found, call.actor, (loop, context) => decide(tx, loop, context))
      : null;
    if (!found || !changed) throw new AppError('repair.not_found');
    await takeFiles(tx, call.actor, fileIds, {
      communityId: found.communityId,
      subjectKind: 'event',
      subjectId: changed.eventIds[0] ?? '',
    });
    return { id: found.id, communityId: found.communityId };
  });

const checkWords = async (deps: Deps, call: Call<OwnerActor>, text: string | undefined): Promise<Moderation> => {
  const owner = text ? await readOwnerBrief(deps.db.reader, deps, call.actor.id) : null;
  return checkContent(deps, { openid: owner?.openid ?? null, text: text ?? '', emergency: false });
};

const checkPictures = async (deps: Deps, fileIds: string[]): Promise<void> => {
  const kinds = await readUploadKinds(deps.db.reader, fileIds);
  if (kinds.some((kind) => kind !== 'image'))
    throw new AppError('request.invalid', { fields: { fileIds: '这里只放照片' } });
};

/** Held words make the whole request wait for a person, unless one has to look at it anyway. */
const withHeld = async (deps: Deps, tx: Tx, loop: Loop, moderation: Moderation): Promise<Loop> => {
  const { repair } = loop;
  if (moderation === 'passed' || repair.moderation !== 'passed') return loop;
  if (moderation === 'pending')
    await publish(tx, deps.clock, {
      communityId: repair.communityId,
      topic: 'repair.recheck',
      payload: { repairId: repair.id },
    });
  return { ...loop, repair: { ...repair, moderation } };
};

export const addToRepair = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { text?: string | undefined; fileIds: string[] },
): Promise<{ id: string }> => {
  if (!input.text && input.fileIds.length === 0)
    throw new AppError('request.invalid', { fields: { text: '写几个字或拍张照片，至少要有一样' } });
  await checkPictures(deps, input.fileIds);
  const moderation = await checkWords(deps, call, input.text);
  return onOwnRepair(
    deps,
    call,
    input,
    async (tx, loop) => {
      if (!mayAdd(loop.repair)) throw new AppError('repair.illegal_transition');
      return {
        loop: await withHeld(deps, tx, loop, moderation),
        events: [{ kind: 'add', body: input.text || null, held: moderation !== 'passed' }],
      };
    },
    input.fileIds,
  );
};

export const cancelByOwner = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { reason?: string | undefined },
): Promise<{ id: string }> => {
  const moderation = await checkWords(deps, call, input.reason);
  return onOwnRepair(deps, call, input, async (tx, loop, { now }) => ({
    loop: await withHeld(deps, tx, unwrap(cancel(loop, 'owner', now)), moderation),
    events: [{ kind: 'cancel', body: input.reason || null, held: moderation !== 'passed' }],
  }));
};

export const confirmRepair = (deps: Deps, call: Call<OwnerActor>, input: OwnerCommand): Promise<{ id: string }> =>
  onOwnRepair(deps, call, input, async (_tx, loop, { now }) => ({
    loop: unwrap(confirm(loop, now)),
    events: [{ kind: 'confirm' }],
  }));

export const rateRepair = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { stars: number; text?: string | undefined; fileIds: string[] },
): Promise<{ id: string }> => {
  await checkPictures(deps, input.fileIds);
  const moderation = await checkWords(deps, call, input.text);
  return onOwnRepair(
    deps,
    call,
    input,
    async (tx, loop, { now }) => {
      const rated = unwrap(rate(loop, input.stars, input.text || null, now));
      const workerIds = workersOf(loop);
      if (workerIds.length > 0)
        await publish(tx, deps.clock, {
          communityId: loop.repair.communityId,
          topic: 'dispatch.rated',
          payload: { workerIds, stars: input.stars },
        });
      await publish(tx, deps.clock, {
        communityId: loop.repair.communityId,
        topic: 'followup.rated',
        payload: { repairId: loop.repair.id },
      });
      return {
        loop: await withHeld(deps, tx, rated, moderation),
        events: [
          { kind: 'rate', body: input.text || null, detail: String(input.stars), held: moderation !== 'passed' },
        ],
      };
    },
    input.fileIds,
  );
};

/** Who mended it: stars are theirs, not of whoever stood guard. */
const workersOf = (loop: Loop): string[] => {
  const main = mainOrder(loop);
  return main?.workerId ? [main.workerId] : [];
};

/** Tells who can move it, and lets what stands still move. */
export const push = async (deps: Deps, tx: Tx, loop: Loop, { order, move }: Push): Promise<void> => {
  const { communityId, id: repairId, stewardId } = loop.repair;
  if (move === 'dispatch') await askForWorker(deps, tx, order);
  await alertStaff(tx, deps.clock, {
    communityId,
    repairId,
    staffIds: [order.workerId, stewardId].flatMap((id) => (id ? [id] : [])),
    kind: 'urged',
    rings: true,
    ...(order.workerId && !stewardId ? { link: `/orders/${order.id}` } : {}),
  });
};

const pushWords = (pushes: Push[], escalates: boolean): string => {
  const first = pushes.find(({ order }) => order.main) ?? pushes[0];
  return repairWords.urged(first?.move ?? 'tell', first?.order.workerName ?? null, escalates);
};

/** 催一下 (limited by policy): each one moves something, and says what. */
export const urgeRepair = (deps: Deps, call: Call<OwnerActor>, input: OwnerCommand): Promise<{ id: string }> =>
  onOwnRepair(deps, call, input, async (tx, loop, context) => {
    const urged = unwrap(urge(loop, context.inForce.policy, context.now));
    for (const one of urged.pushes) await push(deps, tx, urged.loop, one);
    const events: EventInput[] = [{ kind: 'urge', detail: pushWords(urged.pushes, urged.escalates) }];
    if (!urged.escalates || urged.loop.escalation) return { loop: urged.loop, events };
    const department = mainOrder(loop)?.department ?? 'customer-service';
    const climbed = await climbNow(deps, tx, urged.loop, { cause: 'urged', department, context });
    return { loop: climbed.loop, events: [...events, ...climbed.events] };
  });

/** What a reopening tells others: the work did not hold. */
export const announceReopening = async (deps: Deps, tx: Tx, before: Loop, repair: RepairEntity): Promise<void> => {
  const { communityId } = repair;
  const workerIds = workersOf(before);
  if (workerIds.length > 0)
    await publish(tx, deps.clock, { communityId, topic: 'dispatch.reworked', payload: { workerIds } });
  if (repair.stewardId)
    await alertStaff(tx, deps.clock, {
      communityId,
      repairId: repair.id,
      staffIds: [repair.stewardId],
      kind: 'reopened',
      rings: repair.urgency === 'emergency',
    });
};

export const reopenByOwner = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { text: string },
): Promise<{ id: string }> => {
  const moderation = await checkWords(deps, call, input.text);
  return onOwnRepair(deps, call, input, async (tx, loop, { inForce, now }) => {
    const again = unwrap(reopen(loop, { policy: inForce.policy, now, orderId: newId(now) }));
    await announceReopening(deps, tx, loop, again.loop.repair);
    const opened = { ...again.loop, repair: { ...again.loop.repair, policyVersion: inForce.version } };
    return {
      loop: await withHeld(deps, tx, opened, moderation),
      events: [{ kind: 'reopen', body: input.text, held: moderation !== 'passed' }],
    };
  });
};
