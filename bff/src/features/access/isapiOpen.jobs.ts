import { IsapiError } from '../../adapters/access-control/isapi.port.js';
import { accessTexts } from '../../locales/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { noteDeviceSeen, readDeviceLogin } from '../device/device.door.js';
import { findPassage } from './access.store.js';
import { endOpening } from './commands/endOpening.js';

export const isapiOpenTopic = 'access.isapi_open';

/** Whether it opened. A call without an answer may have opened the door, and is not made again: twice is two openings. */
const openOnce = async (deps: Deps, communityId: string, deviceId: string): Promise<boolean> => {
  const login = await readDeviceLogin(deps, communityId, deviceId);
  if (!login) return false;
  try {
    await deps.isapi.openDoor(login);
    return true;
  } catch (error) {
    if (!(error instanceof IsapiError)) throw error;
    deps.log.warn({ communityId, deviceId, fault: error.fault, said: error.said }, 'a terminal did not open');
    return false;
  }
};

/** A door that we call is opened from afar; what it answered ends the passage that waits for it. */
export const isapiOpenHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'outbox',
    topic: isapiOpenTopic,
    title: accessTexts.openJob,
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const { deviceId, passageId, expiresAt } = job.payload;
      const passage = await findPassage(deps.db.reader, communityId, String(passageId));
      // Ended already: a worker died after the call.
      if (!passage || passage.admitted || passage.reason) return undefined;
      const at = deps.clock.realNow();
      const admitted = at < new Date(String(expiresAt)) && (await openOnce(deps, communityId, String(deviceId)));
      await endOpening(deps, { communityId, passageId: passage.id, admitted });
      if (admitted)
        await inTransaction(deps.db, (tx) =>
          noteDeviceSeen(tx, { communityId, deviceId: String(deviceId), at: deps.clock.now(), online: true }),
        );
      return undefined;
    },
  },
];
