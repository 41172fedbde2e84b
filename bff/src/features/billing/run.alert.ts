import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';
import type { RunEntity } from './billing.entity.js';

/** Tells finance what became of a run that was made by itself, once a state. */
export const tellFinance = async (tx: Tx, deps: Pick<Deps, 'clock'>, run: RunEntity, detail: string): Promise<void> => {
  const { communityId, id, state } = run;
  const finance = await listByRole(tx, communityId, 'finance', deps.clock.now());
  await alertStaff(tx, deps.clock, {
    id: deterministicId('bill-run', communityId, id, state),
    communityId,
    repairId: null,
    staffIds: finance.map((colleague) => colleague.id),
    kind: 'bill-run',
    detail,
    link: `/runs/${id}`,
  });
};
