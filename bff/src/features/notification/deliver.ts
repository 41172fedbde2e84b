import { subscribeSendsPerMinute } from '../../adapters/wechat/sendRate.js';
import { subscribeValues } from '../../adapters/wechat/subscribeValues.js';
import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit, inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { waitForPlace } from '../../platform/keyvalue/pace.js';
import { type Job, Postpone } from '../../platform/queue/worker.js';
import { readOwnerBrief } from '../identity/identity.door.js';
import { cut, mostBody, mostTitle } from './inbox.rules.js';
import type { DeliveryState } from './notification.entity.js';
import {
  addQuota,
  clearQuota,
  deleteDelivery,
  endDelivery,
  hasQuota,
  insertDeliveryOnce,
  insertMessagesOnce,
  takeQuota,
} from './notification.store.js';

type Write = (tx: Tx) => Promise<void>;

export interface Notice {
  accountId: string;
  communityId: string;
  title: string;
  /** Two to five characters: 已派单 */
  state: string;
  body: string;
  link: string;
  /** 厨房水管漏水 · 3栋2单元1102 */
  subject: string;
  /** The request's number, where the template has a field for it. */
  number: string | null;
  at: Date;
  templateId: string;
}

/** Keeps the notice in the inbox, once; runs with the marking of the outbox row. */
export const keepInInbox = async (deps: Deps, tx: Tx, job: Job, notice: Notice): Promise<void> => {
  const written = await insertMessagesOnce(tx, [
    {
      id: deterministicId('inbox', job.id, notice.accountId),
      accountId: notice.accountId,
      communityId: notice.communityId,
      title: cut(notice.title, mostTitle),
      body: cut(notice.body, mostBody),
      link: notice.link,
      at: deps.clock.now(),
      readAt: null,
    },
  ]);
  if (written.length > 0) afterCommit(tx, () => deps.live.send(`owner:${notice.accountId}`, { type: 'inbox.changed' }));
};

/** Claims the right to send: takes an acceptance and records that a call is about to be made. False: nothing to send. */
const claim = (deps: Deps, id: string, notice: Notice): Promise<boolean> =>
  inTransaction(deps.db, async (tx) => {
    if (!(await takeQuota(tx, notice.accountId, notice.templateId))) return false;
    const first = await insertDeliveryOnce(tx, {
      id,
      communityId: notice.communityId,
      accountId: notice.accountId,
      templateId: notice.templateId,
      state: 'sending',
      error: null,
      createdAt: deps.clock.realNow(),
      endedAt: null,
    });
    // Begun before, and perhaps sent: the acceptance is given back.
    if (!first) await addQuota(tx, notice.accountId, notice.templateId, deps.clock.realNow());
    return first;
  });

/** So long a lease of the worker is not needed to wait for a place. */
const pace = { name: 'wechat-subscribe', perMinute: subscribeSendsPerMinute, patienceMs: 10_000 };
const rateDelayMs = 5000;

/** WeChat itself says that it did nothing: the acceptance is given back, and the outbox tries again later. */
const notDone = new Set(['busy', 'rate', 'token', 'config', 'quota']);

const kindOf = (error: unknown): string => (error as { kind?: string }).kind ?? 'unknown';

const send = async (
  deps: Deps,
  openid: string,
  notice: Notice,
): Promise<{ state: DeliveryState; error: string | null }> => {
  try {
    const answer = await deps.wechat.sendSubscribeMessage({
      openid,
      templateId: notice.templateId,
      page: notice.link.replace(/^\//, ''),
      data: subscribeValues({
        thing1: notice.subject,
        phrase2: notice.state,
        time3: notice.at,
        thing4: notice.body,
        ...(notice.number ? { character_string5: notice.number } : {}),
      }),
    });
    return answer === 'sent' ? { state: 'sent', error: null } : { state: 'refused', error: answer.refused };
  } catch (error) {
    if (notDone.has(kindOf(error))) throw error;
    return { state: kindOf(error) === 'unknown' ? 'unknown' : 'refused', error: kindOf(error) };
  }
};

/**
 * Sends the notice as a subscribe message if the owner has accepted one. The platform can't be asked whether a message
 * was sent, so a call that may have been made is never made again: at most once by WeChat, exactly once in the inbox.
 * Rejects when WeChat did nothing, for the outbox to try again; otherwise the outcome is written with the row's marking.
 */
export const sendByWechat = async (deps: Deps, job: Job, notice: Notice): Promise<Write | undefined> => {
  const owner = await readOwnerBrief(deps.db.reader, deps, notice.accountId);
  if (!owner) return undefined;
  // Before the claim: whoever is ended while waiting has sent nothing, and it shows.
  if (!(await waitForPlace(deps.keyValue, pace))) throw new Postpone(pace.patienceMs, 'wechat: no place to send');
  const id = deterministicId('delivery', job.id, notice.accountId);
  if (!(await claim(deps, id, notice))) return undefined;
  try {
    const { state, error } = await send(deps, owner.openid, notice);
    return async (tx) => {
      await endDelivery(tx, id, state, deps.clock.realNow(), error);
      if (error === 'no_subscription') await clearQuota(tx, notice.accountId, notice.templateId);
    };
  } catch (error) {
    await inTransaction(deps.db, async (tx) => {
      await deleteDelivery(tx, id);
      await addQuota(tx, notice.accountId, notice.templateId, deps.clock.realNow());
    });
    // Too many a minute is no failure of this message: it waits as long as that takes.
    if (kindOf(error) === 'rate') throw new Postpone(rateDelayMs, 'wechat: too many at once');
    throw error;
  }
};

/** Whether a message may be sent at all: the template is set up, and the owner accepted one more of it. */
export const maySend = async (deps: Deps, { templateId, accountId }: Notice): Promise<boolean> =>
  templateId !== '' && (await hasQuota(deps.db.reader, accountId, templateId));
