import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';

interface Subject {
  communityId: string;
  id: string;
  accountId: string;
}

/** Tells the notification feature by the outbox, and open screens of both sides at once. */
export const announceBinding = async (
  tx: Tx,
  deps: Deps,
  topic: 'binding.applied' | 'binding.decided',
  binding: Subject,
): Promise<void> => {
  await publish(tx, deps.clock, { communityId: binding.communityId, topic, payload: { bindingId: binding.id } });
  await tellDoors(tx, deps, binding);
  tellScreens(tx, deps, binding);
};

/** Doors hold lists of who lives behind them: whoever moves in or out changes those. */
export const tellDoors = (
  tx: Tx,
  { clock }: Pick<Deps, 'clock'>,
  { communityId }: Pick<Subject, 'communityId'>,
): Promise<void> => publish(tx, clock, { communityId, topic: 'access.lists', payload: {}, lane: 'calls' });

/** For changes that the person made and sees already, and that nobody is sent a message for. */
export const tellScreens = (tx: Tx, deps: Deps, binding: Subject): void => {
  const message = { type: 'binding.changed' as const, bindingId: binding.id };
  afterCommit(tx, () => {
    deps.live.send(`staff:${binding.communityId}`, message);
    deps.live.send(`owner:${binding.accountId}`, message);
  });
};
