import { formatFen } from 'shared-types/money';
import { AppError } from '../../kernel/appError.js';
import { breaches } from '../../kernel/machine.js';
import type { AuditAction } from '../../locales/auditActions.js';
import { attentionTexts, refundTexts } from '../../locales/refund.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import { audit } from '../../platform/audit/audit.js';
import type { Call, Cause, StaffActor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';
import type { RefundEntity } from './refund.entity.js';
import { refundMachine } from './refund.machine.js';
import { saveRefund } from './refund.store.js';

/** One line of the audit log about a refund. */
export const note = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor> | Cause,
  refund: RefundEntity,
  action: AuditAction,
  reason: string | null = null,
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: refund.communityId,
    action,
    subjectKind: 'refund',
    subjectId: refund.id,
    subject: refundTexts.subject(refund.number, formatFen(refund.amountFen)),
    reason,
  });

/**
 * Writes a change of a locked refund; a move that the machine does not know is `refund.illegal_transition`. When it is
 * done its people are told; when it newly calls for attention, finance is.
 */
export const change = async (
  tx: Tx,
  deps: Deps,
  refund: RefundEntity,
  to: Partial<RefundEntity>,
): Promise<RefundEntity> => {
  const after = { ...refund, ...to };
  if (breaches(refundMachine, refund, after).length > 0) throw new AppError('refund.illegal_transition');
  await saveRefund(tx, refund, to);
  const { communityId, id, paymentId } = refund;
  if (after.status === 'done' && refund.status !== 'done')
    // Notification listens to the one, invoices to the other: a topic has one listener.
    for (const topic of ['refund.done', 'refund.settled'])
      await publish(tx, deps.clock, { communityId, topic, payload: { refundId: id } });
  if (after.attention && after.attention !== refund.attention)
    await alertStaff(tx, deps.clock, {
      communityId,
      repairId: null,
      staffIds: await cashiers(tx, communityId, deps.clock.now()),
      kind: 'refund-attention',
      detail: `${refund.number} ${attentionTexts[after.attention]}`,
      link: staffLinks.refund(id),
    });
  afterCommit(tx, () => deps.live.send(`finance:${communityId}`, { type: 'payment.changed', paymentId }));
  return after;
};

/** Finance; where there is none, the managers. */
export const cashiers = async (tx: Tx, communityId: string, now: Date): Promise<string[]> => {
  for (const role of ['finance', 'manager'] as const) {
    const found = await listByRole(tx, communityId, role, now);
    if (found.length > 0) return found.map(({ id }) => id);
  }
  return [];
};
