import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import { mayGo } from '../../kernel/machine.js';
import { inquiryTexts as t } from '../../locales/inquiry.js';
import { messageLinks } from '../../locales/messages.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Tx } from '../../platform/database/access.js';
import { afterCommit } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { cancelTimer, resetTimer } from '../../platform/queue/queue.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { readHouseBrief } from '../community/community.door.js';
import { listByRole } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { openWrittenQuestion } from '../repair/repair.door.js';
import type { InquiryEntity, InquiryMessageEntity } from './inquiry.entity.js';
import { inquiryMachine } from './inquiry.machine.js';
import { findMessages, insertMessages, nextPosition, saveInquiry } from './inquiry.store.js';

export const waitTopic = 'inquiry.wait';

export type Line = Pick<InquiryMessageEntity, 'kind' | 'body'> &
  Partial<Pick<InquiryMessageEntity, 'phrased' | 'byId' | 'byName' | 'sources' | 'confidenceBp' | 'link'>>;

const mostLast = 100;

/** Writes what was said into a conversation that is locked, changes it, and tells the open pages. */
export const record = async (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  inquiry: InquiryEntity,
  lines: readonly Line[],
  change: Partial<InquiryEntity> = {},
): Promise<InquiryEntity> => {
  const { communityId, id, accountId } = inquiry;
  const to = change.status ?? inquiry.status;
  if (to !== inquiry.status && !mayGo(inquiryMachine, inquiry.status, to))
    throw new AppError('inquiry.illegal_transition');
  const at = deps.clock.now();
  const first = await nextPosition(tx, communityId, id);
  await insertMessages(
    tx,
    lines.map((line, index) => ({
      ...{ communityId, id: newId(at), inquiryId: id, position: first + index, at },
      ...{ phrased: false, byId: null, byName: null, sources: [], confidenceBp: null, link: null },
      ...line,
    })),
  );
  const last = lines.at(-1)?.body;
  const changed = {
    ...change,
    changedAt: at,
    ...(last === undefined ? {} : { last: [...last].slice(0, mostLast).join('') }),
  };
  await saveInquiry(tx, inquiry, changed);
  afterCommit(tx, () => {
    const message = { type: 'inquiry.changed' as const, inquiryId: id };
    if (accountId) deps.live.send(`owner:${accountId}`, message);
    deps.live.send(`staff:${communityId}`, message);
  });
  return { ...inquiry, ...changed };
};

/** Whoever of customer service is there now. */
export const onlineDesk = async (tx: Tx, communityId: string, now: Date): Promise<{ id: string; name: string }[]> =>
  (await listByRole(tx, communityId, 'customer-service', now)).filter(({ onShift }) => onShift);

const timerOf = ({ communityId, id }: InquiryEntity, dueAt: Date) => ({
  communityId,
  topic: waitTopic,
  payload: { inquiryId: id },
  slot: [communityId, id],
  dueAt,
});

/** Nobody waits any more. Not for the timer's own handler, whose row it is. */
export const stopWaiting = (tx: Tx, { communityId, id }: InquiryEntity): Promise<void> =>
  cancelTimer(tx, waitTopic, [communityId, id]);

/** In the inbox of each, and a ring where they are at work. */
export const callDesk = async (
  tx: Tx,
  deps: Deps,
  { communityId, houseId, id }: InquiryEntity,
  staffIds: readonly string[],
): Promise<void> => {
  const label = (await readHouseBrief(tx, communityId, houseId))?.label ?? '';
  await alertStaff(tx, deps.clock, {
    communityId,
    repairId: null,
    staffIds,
    kind: 'inquiry',
    link: staffLinks.inquiry(id),
    detail: label,
  });
  afterCommit(tx, () => {
    for (const staffId of staffIds)
      deps.live.send(`worker:${staffId}`, { type: 'inquiry.raised', inquiryId: id, title: t.raised(label) });
  });
};

/** The desk is called; the timer takes it to paper if nobody comes. */
export const waitForPerson = async (
  tx: Tx,
  deps: Deps,
  inquiry: InquiryEntity,
  desk: readonly { id: string }[],
): Promise<void> => {
  const now = deps.clock.now();
  const { policy } = await readPolicyInForce(tx, inquiry.communityId);
  await record(tx, deps, inquiry, [{ kind: 'told', body: t.waitingTold }], { status: 'waiting', waitingSince: now });
  await resetTimer(tx, deps.clock, timerOf(inquiry, new Date(now.getTime() + policy.inquiry.waitMinutes * 60_000)));
  await callDesk(
    tx,
    deps,
    inquiry,
    desk.map(({ id }) => id),
  );
};

const mostText = 1000;

/** What was asked, and the last words of the talk, as far as a request's text goes. */
const textOf = (messages: readonly InquiryMessageEntity[]): string => {
  const asked = messages.filter(({ kind }) => kind === 'asked');
  // What made them want a person: the last thing that the knowledge was asked.
  const called = messages.find(({ kind }) => kind === 'told')?.position ?? Number.POSITIVE_INFINITY;
  const question = (asked.findLast(({ position }) => position < called) ?? asked.at(-1))?.body ?? '';
  const talk = messages
    .filter(({ kind }) => kind === 'asked' || kind === 'said')
    .slice(-8)
    .map(({ byName, body }) => `${byName ? t.staff(byName) : t.owner}：${body}`)
    .join('\n');
  return t.requestText(question, talk).slice(0, mostText);
};

/** It goes to paper: a request on the promise's clocks, which says so in the conversation. */
export const goInWriting = async (
  tx: Tx,
  deps: Deps,
  inquiry: InquiryEntity,
  why: string | null,
): Promise<InquiryEntity> => {
  const { communityId, houseId, accountId, helperName, id } = inquiry;
  // Before a request is opened that nothing would lead to.
  if (!mayGo(inquiryMachine, inquiry.status, 'written')) throw new AppError('inquiry.illegal_transition');
  const text = textOf(await findMessages(tx, communityId, id));
  const request = await openWrittenQuestion(deps, tx, { communityId, houseId, accountId, helperName, text });
  const body = `${why ?? ''}${t.written(request.number)}`;
  const line: Line = { kind: 'told', body, link: messageLinks.repair(request.id) };
  return record(tx, deps, inquiry, [line], {
    status: 'written',
    repairId: request.id,
    waitingSince: null,
    openKey: null,
  });
};
