import { subscribeSendsPerMinute } from '../../adapters/wechat/sendRate.js';
import { subscribeValues } from '../../adapters/wechat/subscribeValues.js';
import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit, inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { waitForPlace } from '../../platform/keyvalue/pace.js';
import { type SharedWrite, sharedWrite } from '../../platform/queue/mark.js';
import { type Job, Postpone } from '../../platform/queue/worker.js';
import { togetherFor } from '../../platform/together.js';
import { cut, mostBody, mostTitle } from './inbox.rules.js';
import type { DeliveryState } from './notification.entity.js';
import {
  addQuota,
  beginDeliveries,
  clearQuota,
  deleteDelivery,
  endDeliveries,
  insertMessagesOnce,
} from './notification.store.js';
import { readOwner, readQuota } from './reads.js';
import { createTurns } from './turns.js';

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

/** What one event tells people. */
export interface Noticed {
  topic: string;
  /** What staff read in the dead-letter list. */
  title: string;
  noticesOf(deps: Deps, job: Job): Promise<Notice[]>;
}

export interface InboxItem {
  deps: Deps;
  jobId: string;
  notice: Notice;
}

/** Keeps notices in the inbox, each once; runs with the marking of the outbox rows. */
export const keepInInbox = async (tx: Tx, items: readonly InboxItem[]): Promise<void> => {
  const written = await insertMessagesOnce(
    tx,
    items.map(({ deps, jobId, notice }) => ({
      id: deterministicId('inbox', jobId, notice.accountId),
      accountId: notice.accountId,
      communityId: notice.communityId,
      title: cut(notice.title, mostTitle),
      body: cut(notice.body, mostBody),
      link: notice.link,
      at: deps.clock.now(),
      readAt: null,
    })),
  );
  const live = items[0]?.deps.live;
  afterCommit(tx, () => {
    for (const { accountId } of written) live?.send(`owner:${accountId}`, { type: 'inbox.changed' });
  });
};

interface Beginning {
  id: string;
  notice: Notice;
}

const mostTogether = 64;

/** Parts of one template each, and with nobody twice in a part. */
const parts = (beginnings: readonly Beginning[]): Beginning[][] => {
  const made: Beginning[][] = [];
  for (const one of beginnings) {
    const { accountId, templateId } = one.notice;
    const fits = (part: Beginning[]): boolean =>
      part.every(({ notice }) => notice.templateId === templateId && notice.accountId !== accountId);
    const part = made.find(fits);
    if (part) part.push(one);
    else made.push([one]);
  }
  return made;
};

/** Claims the right to send: takes an acceptance and records that a call is about to be made. False: nothing to send. */
const claim = togetherFor(async (deps: Deps, beginnings: Beginning[]): Promise<boolean[]> => {
  const begun = await inTransaction(deps.db, async (tx) => {
    const ids = new Set<string>();
    for (const part of parts(beginnings.toSorted((a, b) => (a.notice.templateId < b.notice.templateId ? -1 : 1)))) {
      const deliveries = part.map(({ id, notice }) => ({
        id,
        communityId: notice.communityId,
        accountId: notice.accountId,
        templateId: notice.templateId,
        state: 'sending' as const,
        error: null,
        createdAt: deps.clock.realNow(),
        endedAt: null,
      }));
      for (const id of await beginDeliveries(tx, part[0]?.notice.templateId ?? '', deliveries)) ids.add(id);
    }
    return ids;
  });
  return beginnings.map(({ id }) => begun.has(id));
}, mostTogether);

interface Outcome {
  id: string;
  notice: Notice;
  state: DeliveryState;
  error: string | null;
  at: Date;
}

/** Writes down how calls ended; runs with the marking of the outbox rows. */
const keepOutcomes = async (tx: Tx, outcomes: readonly Outcome[]): Promise<void> => {
  const alike = new Map<string, Outcome[]>();
  for (const one of outcomes) {
    const key = `${one.state} ${one.error}`;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  for (const list of alike.values())
    if (list[0])
      await endDeliveries(
        tx,
        list.map(({ id }) => id),
        list[0],
      );
  for (const { error, notice } of outcomes)
    if (error === 'no_subscription') await clearQuota(tx, notice.accountId, notice.templateId);
};

/** So long a lease of the worker is not needed to wait for a place. */
const pace = { name: 'wechat-subscribe', perMinute: subscribeSendsPerMinute, patienceMs: 10_000 };
const rateDelayMs = 5000;

/** WeChat refuses two at once to one person (43108). So few in line that the last one's lease outlasts the waiting. */
const turns = createTurns(3);
const turnDelayMs = 1000;

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
export const sendByWechat = async (deps: Deps, job: Job, notice: Notice): Promise<SharedWrite | undefined> => {
  const owner = await readOwner(deps, { id: notice.accountId });
  if (!owner) return undefined;
  const sent = turns.take(owner.openid, () => sendInTurn(deps, job, notice, owner.openid));
  if (!sent) throw new Postpone(turnDelayMs, 'wechat: others to the same person go first');
  return sent;
};

const sendInTurn = async (deps: Deps, job: Job, notice: Notice, openid: string): Promise<SharedWrite | undefined> => {
  // Before the claim: whoever is ended while waiting has sent nothing, and it shows.
  if (!(await waitForPlace(deps.keyValue, pace))) throw new Postpone(pace.patienceMs, 'wechat: no place to send');
  const id = deterministicId('delivery', job.id, notice.accountId);
  if (!(await claim(deps, { id, notice }))) return undefined;
  try {
    const { state, error } = await send(deps, openid, notice);
    return sharedWrite(keepOutcomes, { id, notice, state, error, at: deps.clock.realNow() });
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
  templateId !== '' && (await readQuota(deps, { id: accountId, templateId }));
