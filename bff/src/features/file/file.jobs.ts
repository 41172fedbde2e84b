import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { deleteStray, findStrays } from './file.store.js';

const strayMs = 48 * 3_600_000;

/** Uploads that no command took within two days are deleted: the row first, then the bytes. */
export const fileJobs = async (deps: Deps): Promise<void> => {
  const before = new Date(deps.clock.realNow().getTime() - strayMs);
  for (const file of await findStrays(deps.db.reader, before)) {
    const deleted = await inTransaction(deps.db, (tx) => deleteStray(tx, file.id));
    if (!deleted) continue;
    await deps.storage.delete(file.storageKey);
    if (file.thumbKey) await deps.storage.delete(file.thumbKey);
  }
};
