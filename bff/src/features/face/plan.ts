import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish, resetTimer } from '../../platform/queue/queue.js';
import { eraseTopic, syncTopic, watchTopic } from './face.model.js';

type Now = Pick<Deps, 'clock'>;

/** Three times in the minute within which owners were told that a face or card is gone. */
const watchEveryMs = 20_000;

/** How work at terminals is planned, of faces and of cards. */
export const plansOf = (topics: { watch: string; sync: string }) => ({
  /** The next look at who moved away, what changed and which terminal is back; as long as a terminal may hold something. */
  planWatch: (tx: Tx, { clock }: Now, communityId: string): Promise<void> =>
    resetTimer(tx, clock, {
      communityId,
      topic: topics.watch,
      payload: {},
      // By the wall's clock, whatever the community's does.
      dueAt: new Date(clock.now().getTime() + watchEveryMs * clock.speed()),
      slot: [communityId],
    }),

  planSync: (tx: Tx, { clock }: Now, communityId: string, deviceIds: readonly string[]): Promise<void> =>
    publish(
      tx,
      clock,
      ...deviceIds.map((deviceId) => ({
        ...{ communityId, topic: topics.sync, payload: { deviceId }, lane: 'calls' as const },
      })),
    ),
});

export const { planWatch, planSync } = plansOf({ watch: watchTopic, sync: syncTopic });

/** `replaced`: the photo that another one has replaced; null: the consent is over, all of them. */
export const planErase = (
  tx: Tx,
  { clock }: Now,
  { communityId, consentId, replaced }: { communityId: string; consentId: string; replaced: string | null },
): Promise<void> =>
  publish(tx, clock, { communityId, topic: eraseTopic, payload: { consentId, replaced }, lane: 'calls' });
