import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { repairWords } from '../../../locales/repair.js';
import { type AuditRecord, audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { decryptField } from '../../../platform/secrets/fieldCrypto.js';
import { problemType } from '../procedures.js';
import { type EventInput, nudgeScreens, saveWithLatest, tell } from '../record.js';
import type { RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { cancel, titleOf } from '../repair.rules.js';
import { lockRepair, releaseEvents, saveOrder, saveRepair } from '../repair.store.js';

interface Written {
  repair: RepairEntity;
  event: EventInput;
  orders?: WorkOrderEntity[];
  /** Not every event becomes the last word in the owner's lists. */
  keepLatest?: boolean;
  audit?: Pick<AuditRecord, 'action' | 'reason'>;
}

const onRepair = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  decide: (tx: Tx, repair: RepairEntity, orders: WorkOrderEntity[]) => Promise<Written>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const locked = await lockRepair(tx, communityId, id);
    if (!locked) throw new AppError('repair.not_found');
    const written = await decide(tx, locked.repair, locked.orders);
    for (const order of written.orders ?? []) await saveOrder(tx, order);
    if (written.keepLatest) await saveRepair(tx, written.repair);
    else await saveWithLatest(tx, written.repair, call.actor, written.event);
    await tell(deps, tx, written.repair, call.actor, written.event);
    if (written.audit)
      await audit(tx, deps.clock, call, {
        communityId,
        subjectKind: 'repair',
        subjectId: id,
        subject: `${locked.repair.number} ${locked.repair.placeLabel}`,
        ...written.audit,
      });
    const workerIds = locked.orders.map((order) => order.workerId);
    nudgeScreens(deps, tx, written.repair, { id: locked.orders[0]?.id ?? id, workerIds });
    return { id };
  });

export const cancelByStaff = (deps: Deps, call: Call<StaffActor>, input: { id: string; reason: string }) =>
  onRepair(deps, call, input.id, async (tx, repair, orders) => {
    const decision = unwrap(cancel(repair, orders, 'staff', deps.clock.now()));
    await publish(tx, deps.clock, {
      communityId: repair.communityId,
      topic: 'repair.cancelled_by_staff',
      payload: { repairId: repair.id },
    });
    return {
      ...decision,
      event: { kind: 'cancel', body: input.reason },
      audit: { action: 'repair.cancelled', reason: input.reason },
    };
  });

export const noteRepair = (deps: Deps, call: Call<StaffActor>, input: { id: string; text: string; toOwner: boolean }) =>
  onRepair(deps, call, input.id, async (tx, repair) => {
    if (input.toOwner)
      await publish(tx, deps.clock, {
        communityId: repair.communityId,
        topic: 'repair.noted',
        payload: { repairId: repair.id },
      });
    return {
      repair: { ...repair, updatedAt: deps.clock.now() },
      event: { kind: 'note', body: input.text, toOwner: input.toOwner },
      keepLatest: !input.toOwner,
    };
  });

/** A person decides on what the content check left open. Refused words stay out of sight; the request goes on. */
export const moderateRepair = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; decision: 'pass' | 'refuse'; reason?: string | undefined },
) =>
  onRepair(deps, call, input.id, async (tx, repair) => {
    const passed = input.decision === 'pass';
    const open = repair.moderation === 'review' || repair.moderation === 'pending';
    if (!open && !(passed && repair.moderation === 'refused')) throw new AppError('repair.illegal_transition');
    if (passed) await releaseEvents(tx, repair.communityId, repair.id);
    const typeName = problemType(repair.problemTypeId)?.name ?? '';
    return {
      repair: {
        ...repair,
        moderation: passed ? 'passed' : 'refused',
        moderationReason: input.reason || null,
        title: passed ? titleOf(typeName, repair.spot, repair.body) : repair.title,
        updatedAt: deps.clock.now(),
      },
      event: {
        kind: 'moderate',
        body: input.reason || null,
        detail: passed ? repairWords.passed : repairWords.refused,
        toOwner: false,
      },
      keepLatest: true,
      audit: { action: 'repair.moderated', reason: input.reason ?? input.decision },
    };
  });

/** The reporter's number in full, with the reason on record. */
export const unmaskContact = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reason: string },
): Promise<{ name: string | null; phone: string | null }> =>
  transaction(deps, call, async (tx) => {
    const locked = await lockRepair(tx, call.actor.communityId, input.id);
    if (!locked) throw new AppError('repair.not_found');
    const { repair } = locked;
    await audit(tx, deps.clock, call, {
      communityId: repair.communityId,
      action: 'contact.unmasked',
      subjectKind: 'repair',
      subjectId: repair.id,
      subject: `${repair.number} ${repair.placeLabel}`,
      reason: input.reason,
    });
    const phone = repair.contactPhoneEncrypted ? decryptField(deps.keys, repair.contactPhoneEncrypted, 'phone') : null;
    return { name: repair.contactName, phone };
  });
