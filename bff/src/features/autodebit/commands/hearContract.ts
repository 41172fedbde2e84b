import type { ContractStatus } from '../../../adapters/autodebit/autoDebit.port.js';
import { deterministicId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { publish, setTimer } from '../../../platform/queue/queue.js';
import { readMoneyPolicy } from '../../policy/policy.door.js';
import { nextTick } from '../autodebit.rules.js';
import { lockMandate } from '../autodebit.store.js';
import { changeMandate, tellEnded } from '../record.js';
import { dropPlanned } from './endMandate.js';

export const tickTopic = 'autodebit.tick';

/** From its first mandate on a community looks once a day what is to be taken. */
const startTicking = async (tx: Tx, deps: Pick<Deps, 'clock'>, communityId: string): Promise<void> => {
  const { autoDebit } = await readMoneyPolicy(tx, communityId);
  await setTimer(tx, deps.clock, {
    communityId,
    topic: tickTopic,
    payload: {},
    slot: [communityId],
    dueAt: nextTick(autoDebit, deps.clock.now()),
  });
};

/** A contract that was signed for a mandate which is over: it must not stand, for nobody would look after it. */
const drop = (tx: Tx, deps: Pick<Deps, 'clock'>, communityId: string, contractId: string): Promise<void> =>
  publish(tx, deps.clock, {
    id: deterministicId('autodebit.drop', contractId),
    communityId,
    topic: 'autodebit.drop',
    payload: { contractId },
    lane: 'calls',
  });

/**
 * What WeChat says of a contract, by notification or by answer; late, twice and out of order ends in the same state. A
 * mandate that is over stays over. Called in a transaction.
 */
export const hearContract = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  where: { communityId: string; id: string },
  word: ContractStatus,
): Promise<void> => {
  const mandate = await lockMandate(tx, where.communityId, where.id);
  if (!mandate || word.state === 'none' || !word.contractId) return;
  const { communityId, status } = mandate;
  if (mandate.contractId !== null && mandate.contractId !== word.contractId) return;
  const now = deps.clock.now();
  if (word.state === 'signed') {
    if (status === 'ended') return drop(tx, deps, communityId, word.contractId);
    if (status !== 'signing') return;
    await changeMandate(tx, mandate, { status: 'active', contractId: word.contractId, signedAt: now });
    return startTicking(tx, deps, communityId);
  }
  if (status === 'ended') return;
  const endReason = status === 'ending' ? mandate.endReason : 'wechat';
  await dropPlanned(tx, deps, mandate);
  const ended = { contractId: word.contractId, endedAt: now, endReason, openKey: null };
  await tellEnded(tx, deps, await changeMandate(tx, mandate, { status: 'ended', ...ended }));
};
