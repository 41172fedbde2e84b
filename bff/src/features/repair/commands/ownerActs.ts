import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readUploadKinds, takeFiles } from '../../file/file.door.js';
import { readOwnerBrief } from '../../identity/identity.door.js';
import { checkContent } from '../contentCheck.js';
import { type EventInput, nudgeScreens, saveWithLatest, tell } from '../record.js';
import type { Moderation, RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { mayAdd } from '../repair.policy.js';
import { cancel, confirm, rate } from '../repair.rules.js';
import { findRepairById, lockRepair, saveOrder } from '../repair.store.js';

interface OwnerCommand {
  id: string;
}

interface Written {
  repair: RepairEntity;
  event: EventInput;
  orders?: WorkOrderEntity[];
}

const communitiesOf = (actor: OwnerActor): string[] => [...new Set(actor.houses.map((house) => house.communityId))];

/** Locks the owner's request, lets a rule decide, writes and tells. The gate has checked that it is theirs. */
const onOwnRepair = (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand,
  decide: (tx: Tx, repair: RepairEntity, orders: WorkOrderEntity[]) => Promise<Written>,
  fileIds: string[] = [],
): Promise<{ id: string; communityId: string }> =>
  transaction(deps, call, async (tx) => {
    const found = await findRepairById(tx, communitiesOf(call.actor), input.id);
    const locked = found ? await lockRepair(tx, found.communityId, found.id) : null;
    if (!locked) throw new AppError('repair.not_found');
    const { repair, event, orders = [] } = await decide(tx, locked.repair, locked.orders);
    for (const order of orders) await saveOrder(tx, order);
    await saveWithLatest(tx, repair, call.actor, event);
    const eventId = await tell(deps, tx, repair, call.actor, event);
    await takeFiles(tx, call.actor, fileIds, {
      communityId: repair.communityId,
      subjectKind: 'event',
      subjectId: eventId,
    });
    const workerIds = locked.orders.map((order) => order.workerId);
    const first = locked.orders[0];
    nudgeScreens(deps, tx, repair, first ? { id: first.id, workerIds } : null);
    return { id: repair.id, communityId: repair.communityId };
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
const withHeld = async (deps: Deps, tx: Tx, repair: RepairEntity, moderation: Moderation): Promise<RepairEntity> => {
  if (moderation === 'passed' || repair.moderation !== 'passed') return repair;
  if (moderation === 'pending')
    await publish(tx, deps.clock, {
      communityId: repair.communityId,
      topic: 'repair.recheck',
      payload: { repairId: repair.id },
    });
  return { ...repair, moderation };
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
    async (tx, repair) => {
      if (!mayAdd(repair)) throw new AppError('repair.illegal_transition');
      return {
        repair: await withHeld(deps, tx, { ...repair, updatedAt: deps.clock.now() }, moderation),
        event: { kind: 'add', body: input.text || null, held: moderation !== 'passed' },
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
  return onOwnRepair(deps, call, input, async (tx, repair, orders) => {
    const decision = unwrap(cancel(repair, orders, 'owner', deps.clock.now()));
    return {
      repair: await withHeld(deps, tx, decision.repair, moderation),
      orders: decision.orders,
      event: { kind: 'cancel', body: input.reason || null, held: moderation !== 'passed' },
    };
  });
};

export const confirmRepair = (deps: Deps, call: Call<OwnerActor>, input: OwnerCommand): Promise<{ id: string }> =>
  onOwnRepair(deps, call, input, async (_tx, repair) => ({
    repair: unwrap(confirm(repair, deps.clock.now())),
    event: { kind: 'confirm' },
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
    async (tx, repair) => ({
      repair: await withHeld(
        deps,
        tx,
        unwrap(rate(repair, input.stars, input.text || null, deps.clock.now())),
        moderation,
      ),
      event: { kind: 'rate', body: input.text || null, detail: String(input.stars), held: moderation !== 'passed' },
    }),
    input.fileIds,
  );
};
