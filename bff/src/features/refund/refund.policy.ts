import type { refundActions } from 'shared-types/refund';
import type { StaffActor } from '../../platform/call.js';
import type { RefundEntity } from './refund.entity.js';

/** What this member of staff may do with a refund now. */
export const actionsOf = (actor: StaffActor, refund: RefundEntity): (typeof refundActions)[number][] => {
  const { status, attention, large, requestedBy } = refund;
  const may = (permission: 'refund.request' | 'refund.approve' | 'refund.approve-large'): boolean =>
    actor.permissions.has(permission);
  if (status === 'requested' && may('refund.approve')) {
    const decides = requestedBy !== actor.id && (!large || may('refund.approve-large'));
    return decides ? ['approve', 'reject'] : ['reject'];
  }
  if (status === 'abnormal' || (status === 'approved' && attention === 'hand-over'))
    return may('refund.approve') ? ['settle'] : [];
  return status === 'closed' && attention && may('refund.request') ? ['again'] : [];
};
