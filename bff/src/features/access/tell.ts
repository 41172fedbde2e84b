import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import type { PassageEntity, VisitorPassEntity } from './access.entity.js';

/** Whoever invited is told of an arrival, once. */
export const tellArrival = (
  tx: Tx,
  { clock }: Pick<Deps, 'clock'>,
  { communityId, id }: Pick<PassageEntity, 'communityId' | 'id'>,
): Promise<void> =>
  publish(tx, clock, {
    id: deterministicId('access.arrived', id),
    communityId,
    topic: 'access.arrived',
    payload: { passageId: id },
  });

/** Open screens of whoever invited and of the guards ask again. */
export const tellChanged = (
  tx: Tx,
  { live }: Pick<Deps, 'live'>,
  { communityId, accountId }: Pick<VisitorPassEntity, 'communityId'> & { accountId: string | null },
): void =>
  afterCommit(tx, () => {
    live.send(`gate:${communityId}`, { type: 'passage.changed' });
    if (accountId) live.send(`owner:${accountId}`, { type: 'passage.changed' });
  });
