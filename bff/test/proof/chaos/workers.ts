import { setTimeout as sleep } from 'node:timers/promises';
import { syncWorker } from '../../../src/features/dispatch/dispatch.door.js';
import { ShiftEntity } from '../../../src/features/identity/identity.entity.js';
import { newId } from '../../../src/kernel/ids.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import type { Deps } from '../../../src/platform/deps.js';
import { makeStaff } from '../../factories/community.js';

/** Somebody who repairs, on shift for the next hours, known to dispatch. */
export const makeWorkerOnShift = async (
  deps: Deps,
  communityId: string,
  name: string,
  skills: string[] = ['plumber', 'electrician'],
): Promise<{ id: string; token: string }> => {
  const worker = await makeStaff(deps, communityId, 'engineer', { name, skills });
  const now = deps.clock.now().getTime();
  await inTransaction(deps.db, (tx) =>
    tx.insert(ShiftEntity, {
      communityId,
      id: newId(deps.clock.now()),
      staffId: worker.id,
      startsAt: new Date(now - 3_600_000),
      endsAt: new Date(now + 8 * 3_600_000),
    }),
  );
  await syncWorker(deps, communityId, worker.id);
  return worker;
};

/** Waits for what comes about by other processes. */
export const until = async (what: () => Promise<boolean>, ms = 25_000): Promise<void> => {
  for (const end = Date.now() + ms; !(await what().catch(() => false)); await sleep(50))
    if (Date.now() > end) throw new Error('it did not come about in time');
};
