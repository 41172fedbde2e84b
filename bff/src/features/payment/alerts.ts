import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { alertStaff, type StaffAlertKind } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';

/** Tells those who look after the money: finance, and the managers where there is no finance. Once for each cause. */
export const alertFinance = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  alert: { communityId: string; kind: StaffAlertKind; detail: string; link: string; cause: string },
): Promise<void> => {
  const { communityId, kind, detail, link } = alert;
  const now = deps.clock.now();
  const finance = await listByRole(tx, communityId, 'finance', now);
  const people = finance.length > 0 ? finance : await listByRole(tx, communityId, 'manager', now);
  await alertStaff(tx, deps.clock, {
    id: deterministicId('payment.alert', kind, alert.cause),
    communityId,
    repairId: null,
    staffIds: people.map(({ id }) => id),
    kind,
    detail,
    link,
  });
};
