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
import { type Change, changeLoop, type LoopContext } from '../loop.js';
import type { Loop } from '../loop.rules.js';
import { problemType } from '../procedures.js';
import { cancel, titleOf, titleWords } from '../repair.rules.js';
import { findRepair, releaseEvents } from '../repair.store.js';

export interface StaffChange extends Change {
  audit?: Pick<AuditRecord, 'action' | 'reason'>;
}

/** The shape of the desk's commands: locked, decided, written, told, audited. */
export const onRepair = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  decide: (tx: Tx, loop: Loop, context: LoopContext) => Promise<StaffChange>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    let record: StaffChange['audit'];
    const changed = await changeLoop(deps, tx, { communityId, id }, call.actor, async (loop, context) => {
      const change = await decide(tx, loop, context);
      record = change.audit;
      return change;
    });
    if (!changed) throw new AppError('repair.not_found');
    const { repair } = changed.before;
    if (record)
      await audit(tx, deps.clock, call, {
        communityId,
        subjectKind: 'repair',
        subjectId: id,
        subject: `${repair.number} ${repair.placeLabel}`,
        ...record,
      });
    return { id };
  });

/** A complaint has acts of its own for this (case.door.ts). */
export const onlyRepairs = ({ repair }: Loop): void => {
  if (repair.kind !== 'repair') throw new AppError('repair.illegal_transition');
};

/** Tells the owner's inbox that something happened to a request. */
export const tellOwner = (deps: Deps, tx: Tx, loop: Loop, topic: string): Promise<void> =>
  publish(tx, deps.clock, {
    communityId: loop.repair.communityId,
    topic,
    payload: { repairId: loop.repair.id },
  });

export const cancelByStaff = (deps: Deps, call: Call<StaffActor>, input: { id: string; reason: string }) =>
  onRepair(deps, call, input.id, async (tx, loop, { now }) => {
    onlyRepairs(loop);
    const called = unwrap(cancel(loop, 'staff', now));
    await tellOwner(deps, tx, loop, 'repair.cancelled_by_staff');
    return {
      loop: called,
      events: [{ kind: 'cancel', body: input.reason }],
      audit: { action: 'repair.cancelled', reason: input.reason },
    };
  });

/** A person's word to the owner is an answer (platform.md): it keeps the promise to respond, never the one to arrive. */
export const noteRepair = (deps: Deps, call: Call<StaffActor>, input: { id: string; text: string; toOwner: boolean }) =>
  onRepair(deps, call, input.id, async (tx, loop, { now }) => {
    if (input.toOwner) await tellOwner(deps, tx, loop, 'repair.noted');
    const answeredAt = loop.repair.answeredAt ?? (input.toOwner ? now : null);
    return {
      loop: { ...loop, repair: { ...loop.repair, answeredAt } },
      events: [{ kind: 'note', body: input.text, toOwner: input.toOwner }],
      quiet: !input.toOwner,
    };
  });

/** A person decides on what the content check left open. Refused words stay out of sight; the request goes on. */
export const moderateRepair = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; decision: 'pass' | 'refuse'; reason?: string | undefined },
) =>
  onRepair(deps, call, input.id, async (tx, loop) => {
    const { repair } = loop;
    const passed = input.decision === 'pass';
    const open = repair.moderation === 'review' || repair.moderation === 'pending';
    if (!open && !(passed && repair.moderation === 'refused')) throw new AppError('repair.illegal_transition');
    if (passed) await releaseEvents(tx, repair.communityId, repair.id);
    const typeName = repair.undecided ? repairWords.undecidedTitle : (problemType(repair.problemTypeId)?.name ?? '');
    return {
      loop: {
        ...loop,
        repair: {
          ...repair,
          moderation: passed ? 'passed' : 'refused',
          moderationReason: input.reason || null,
          title: passed ? titleOf(typeName, repair.spot, titleWords(repair.kind, repair.body)) : repair.title,
        },
      },
      events: [
        {
          kind: 'moderate',
          body: input.reason || null,
          detail: passed ? repairWords.passed : repairWords.refused,
          toOwner: false,
        },
      ],
      quiet: true,
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
    const repair = await findRepair(tx, call.actor.communityId, input.id);
    if (!repair) throw new AppError('repair.not_found');
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
