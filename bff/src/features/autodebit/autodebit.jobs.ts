import { toDay } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { autodebitTexts } from '../../locales/autodebit.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { type OutboxMessage, publish, resetTimer } from '../../platform/queue/queue.js';
import type { HandlerEntry, Job } from '../../platform/queue/worker.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { monthToAnnounce, nextTick } from './autodebit.rules.js';
import { findActive, findDueDebits } from './autodebit.store.js';
import { actOnNotice } from './commands/actOnNotice.js';
import { announceDebit } from './commands/announceDebit.js';
import { finishEnding } from './commands/endMandate.js';
import { tickTopic } from './commands/hearContract.js';
import { pursueDebit } from './commands/pursueDebit.js';
import { checkMandate, lookAtSigning } from './commands/signMandate.js';
import { takeDebit } from './commands/takeDebit.js';

const communityOf = (job: Job): string => job.communityId ?? '';
const mandateOf = (job: Job) => ({ communityId: communityOf(job), id: String(job.payload.mandateId) });

/** What a day asks for, one row each; made twice it is the same rows. */
const workOfDay = async (tx: Tx, deps: Deps, communityId: string): Promise<OutboxMessage[]> => {
  const { autoDebit } = await readMoneyPolicy(tx, communityId);
  if (!autoDebit.on || !deps.autoDebit) return [];
  const today = toDay(deps.clock.now());
  const month = monthToAnnounce(autoDebit, today);
  const signedInTime = (await findActive(tx, communityId, 'papay')).filter(
    ({ signedAt }) => month && signedAt && toDay(signedAt) <= month.plannedDay,
  );
  const announced = signedInTime.map(({ id: mandateId }) => ({
    id: deterministicId('autodebit.announce', mandateId, month?.slot ?? '', today),
    communityId,
    topic: 'autodebit.announce',
    payload: { mandateId, slot: month?.slot, day: month?.day },
    lane: 'calls' as const,
  }));
  const due = (await findDueDebits(tx, communityId, today)).map(({ id: debitId }) => ({
    id: deterministicId('autodebit.take', debitId, today),
    communityId,
    topic: 'autodebit.take',
    payload: { debitId },
  }));
  return [...announced, ...due];
};

const tick = async (tx: Tx, deps: Deps, communityId: string): Promise<void> => {
  await publish(tx, deps.clock, ...(await workOfDay(tx, deps, communityId)));
  const { autoDebit } = await readMoneyPolicy(tx, communityId);
  const dueAt = nextTick(autoDebit, deps.clock.now());
  await resetTimer(tx, deps.clock, { communityId, topic: tickTopic, payload: {}, slot: [communityId], dueAt });
};

const announce = (deps: Deps, job: Job) =>
  announceDebit(deps, {
    communityId: communityOf(job),
    mandateId: String(job.payload.mandateId),
    slot: String(job.payload.slot),
    day: String(job.payload.day),
  });

const pursue = (deps: Deps, job: Job) =>
  pursueDebit(deps, {
    communityId: communityOf(job),
    debitId: String(job.payload.debitId),
    paymentId: String(job.payload.paymentId),
    step: Number(job.payload.step),
  });

const drop: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  if (!deps.autoDebit) throw new Error('papay is not configured, and a contract is to be ended there');
  await deps.autoDebit.terminate(String(job.payload.contractId), autodebitTexts.remarkLate);
  return undefined;
};

/** A refusal said that the contract is no more: WeChat is asked, and where it says the same the mandate is over. */
const gone: HandlerEntry<Deps>['handle'] = async (deps, job) => {
  await checkMandate(deps, mandateOf(job));
  return undefined;
};

/** Until WeChat answers: a mandate that is to end must end there too. */
const patient = 200;

/** Background work of auto debit. */
export const autodebitHandlers: HandlerEntry<Deps>[] = [
  {
    queue: 'timer',
    topic: tickTopic,
    title: '每天的代扣工作',
    handle: async (deps, job) => (tx) => tick(tx, deps, communityOf(job)),
    // Nothing else would look after the debits of this community.
    maxAttempts: 1000,
  },
  { queue: 'outbox', topic: 'autodebit.announce', title: '预告代扣', handle: announce },
  {
    queue: 'outbox',
    topic: 'autodebit.take',
    title: '发起代扣',
    handle: async (deps, job) => (tx) =>
      takeDebit(tx, deps, { communityId: communityOf(job), id: String(job.payload.debitId) }),
  },
  { queue: 'outbox', topic: 'autodebit.pursue', title: '向微信扣款、查结果', handle: pursue, maxAttempts: patient },
  {
    queue: 'outbox',
    topic: 'autodebit.look',
    title: '查代扣签约',
    handle: (deps, job) =>
      lookAtSigning(deps, mandateOf(job), { round: String(job.payload.round), step: Number(job.payload.step) }),
  },
  {
    queue: 'outbox',
    topic: 'autodebit.terminate',
    title: '解除代扣签约',
    handle: async (deps, job) => {
      await finishEnding(deps, mandateOf(job));
      return undefined;
    },
    maxAttempts: patient,
  },
  { queue: 'outbox', topic: 'autodebit.drop', title: '解除没人要的签约', handle: drop, maxAttempts: patient },
  { queue: 'outbox', topic: 'autodebit.gone', title: '核对代扣签约还在不在', handle: gone },
  {
    queue: 'outbox',
    topic: 'autodebit.notified',
    title: '处理代扣通知',
    handle: (deps, job) => actOnNotice(deps, String(job.payload.noticeId)),
  },
];
