import { setTimeout as sleep } from 'node:timers/promises';
import { toDay } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { resetTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry } from '../../platform/queue/worker.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';
import { presentFault } from './ledger.view.js';
import { sealWaiting } from './seal.js';
import { saveVerdict } from './seal.store.js';
import { verifyChain } from './verify.js';
import { nextVerifyTimer, verifyTopic } from './verify.timer.js';

const everyMs = 1000;

/**
 * Seals what waits, each second, as long as this process is a worker; several may do so. It is no row of the outbox: the
 * row of one slot would make all who post in it wait for each other, which is what seals afterwards are for.
 */
export const startSealing = (deps: Pick<Deps, 'db' | 'clock' | 'log'>): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sealWaiting(deps).catch((error: Error) => deps.log.error({ error: error.message }, 'sealing failed'));
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
};

/** Who answers for the books: finance, the managers, and whoever runs the system. */
const keepersOf = async (reader: Reader, communityId: string, now: Date): Promise<string[]> => {
  const roles = ['finance', 'manager', 'administrator'] as const;
  const people = await Promise.all(roles.map((role) => listByRole(reader, communityId, role, now)));
  return people.flat().map(({ id }) => id);
};

export const ledgerHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: verifyTopic,
    title: '核对账本',
    handle: async (deps, job) => {
      const communityId = job.communityId ?? '';
      const { clock } = deps;
      const { firstFault } = await verifyChain(deps.db.reader, communityId, clock.realNow());
      const now = clock.now();
      const staffIds = firstFault ? await keepersOf(deps.db.reader, communityId, now) : [];
      return async (tx) => {
        const fault = firstFault ? JSON.stringify(firstFault) : null;
        await saveVerdict(tx, communityId, { verifiedAt: now, fault });
        await resetTimer(tx, clock, nextVerifyTimer(communityId, now));
        if (!firstFault) return;
        const id = deterministicId('ledger-fault', communityId, toDay(now), firstFault.kind, String(firstFault.seq));
        const detail = presentFault(firstFault).words;
        const link = staffLinks.books();
        await alertStaff(tx, clock, { id, communityId, repairId: null, staffIds, kind: 'ledger-fault', detail, link });
      };
    },
    // Nothing else would check the books of this community.
    maxAttempts: 1000,
  },
];
