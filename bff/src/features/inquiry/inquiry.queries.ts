import type { QueryOf, ResponseOf } from 'shared-types/contract';
import type { HouseInquiryRow, listHouseInquiries } from 'shared-types/houseInquiry';
import type { InquiryView, readCurrentInquiry } from 'shared-types/inquiry';
import type { ArticleView, listInquiries, StaffInquiryRow, StaffInquiryView } from 'shared-types/staffInquiry';
import { toDay, toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { articleStateNames, inquiryStatusNames, inquiryTexts as t } from '../../locales/inquiry.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { listByRole, readOwnerBriefs } from '../identity/identity.door.js';
import { articleState } from './article.rules.js';
import type { ArticleEntity, InquiryEntity, InquiryMessageEntity } from './inquiry.entity.js';
import * as store from './inquiry.store.js';
import { likeliest } from './knowledge.js';

const actionsOf = ({ status }: InquiryEntity): InquiryView['actions'] => {
  if (status === 'bot') return ['ask', 'person', 'write', 'close'];
  if (status === 'waiting') return ['ask', 'write', 'close'];
  return status === 'staff' ? ['ask', 'close'] : [];
};

const presentMessage = (message: InquiryMessageEntity): InquiryView['messages'][number] => {
  const { id, at, kind, body, phrased, byName, sources, link } = message;
  return { id, at: toInstant(at), kind, text: body, phrased, by: byName && t.staff(byName), sources, link };
};

const labelsOf = async (reader: Reader, inquiries: readonly InquiryEntity[]): Promise<Map<string, string>> => {
  const houses = await readHouseBriefs(reader, [...new Set(inquiries.map(({ houseId }) => houseId))]);
  return new Map(houses.map(({ id, label }) => [id, label]));
};

const present = async (reader: Reader, inquiry: InquiryEntity): Promise<InquiryView> => {
  const { communityId, id, houseId, status, staffName, waitingSince } = inquiry;
  const [messages, labels, before] = await Promise.all([
    store.findMessages(reader, communityId, id),
    labelsOf(reader, [inquiry]),
    waitingSince ? store.countWaitingBefore(reader, communityId, waitingSince) : 0,
  ]);
  return {
    id,
    houseId,
    houseLabel: labels.get(houseId) ?? '',
    status,
    statusWords: t.statusWords(status, staffName, before),
    messages: messages.map(presentMessage),
    actions: actionsOf(inquiry),
  };
};

export const readOwn = async (deps: Deps, actor: OwnerActor, id: string): Promise<InquiryView> => {
  const inquiry = await store.findInquiryById(deps.db.reader, id);
  if (inquiry?.accountId !== actor.id) throw new AppError('inquiry.not_found');
  return present(deps.db.reader, inquiry);
};

/** So long one that is over is still shown: its last words are what the owner came back for. */
const shownMs = 3_600_000;

export const readCurrent = async (
  deps: Deps,
  actor: OwnerActor,
  houseId: string,
): Promise<ResponseOf<typeof readCurrentInquiry>> => {
  const house = actor.houses.find((one) => one.houseId === houseId);
  if (!house) throw new AppError('house.not_found');
  const { communityId } = house;
  const latest = await store.findLatestOf(deps.db.reader, { communityId, accountId: actor.id, houseId });
  const isShown =
    latest && (latest.openKey !== null || deps.clock.now().getTime() - latest.changedAt.getTime() < shownMs);
  return { inquiry: isShown ? await present(deps.db.reader, latest) : null, suggestions: [...t.suggestions] };
};

export const readOfHouse = async (deps: Deps, { communityId }: StaffActor, id: string): Promise<InquiryView> => {
  const inquiry = await store.findInquiry(deps.db.reader, communityId, id);
  if (!inquiry) throw new AppError('inquiry.not_found');
  return present(deps.db.reader, inquiry);
};

const mostOfHouse = 4;

const presentOfHouse = async (reader: Reader, inquiry: InquiryEntity): Promise<HouseInquiryRow> => {
  const { communityId, id, status, openedAt } = inquiry;
  const messages = await store.findMessages(reader, communityId, id);
  return {
    ...{ id, status, statusName: inquiryStatusNames[status], at: toInstant(openedAt) },
    question: messages.find(({ kind }) => kind === 'asked')?.body ?? '',
    answer: messages.findLast(({ kind }) => kind === 'said' || kind === 'answered')?.body ?? null,
  };
};

export const listOfHouse = async (
  deps: Deps,
  { communityId }: StaffActor,
  houseId: string,
): Promise<ResponseOf<typeof listHouseInquiries>> => {
  const { reader } = deps.db;
  const found = await store.findOfHouse(reader, communityId, houseId, mostOfHouse);
  return {
    items: await Promise.all(found.map((one) => presentOfHouse(reader, one))),
    suggestions: [...t.suggestions],
    hears: deps.speech !== null,
  };
};

const presentRow = (
  inquiry: InquiryEntity,
  { actor, labels, names }: { actor: StaffActor; labels: Map<string, string>; names: Map<string, string> },
): StaffInquiryRow => ({
  id: inquiry.id,
  houseLabel: labels.get(inquiry.houseId) ?? '',
  ownerName: names.get(inquiry.accountId ?? '') ?? t.owner,
  helperName: inquiry.helperName,
  status: inquiry.status,
  statusName: inquiryStatusNames[inquiry.status],
  last: inquiry.last,
  at: toInstant(inquiry.changedAt),
  waitingSince: inquiry.waitingSince && toInstant(inquiry.waitingSince),
  staffName: inquiry.staffName,
  mine: inquiry.staffId === actor.id,
});

const namesOf = async (deps: Deps, inquiries: readonly InquiryEntity[]): Promise<Map<string, string>> => {
  const owners = await readOwnerBriefs(deps.db.reader, deps, [
    ...new Set(inquiries.flatMap(({ accountId }) => accountId ?? [])),
  ]);
  return new Map([...owners].map(([id, { displayName }]) => [id, displayName]));
};

export const listForDesk = async (
  deps: Deps,
  actor: StaffActor,
  { which, cursor, limit }: QueryOf<typeof listInquiries>,
): Promise<ResponseOf<typeof listInquiries>> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const [at, id] = decodeCursor(cursor, 2);
  const before = at && id ? { at: cursorTime(at), id } : null;
  const found =
    which === 'open'
      ? await store.listOpen(reader, communityId)
      : await store.listOver(reader, communityId, { before, limit: limit + 1 });
  const shown = which === 'open' ? found : found.slice(0, limit);
  const [labels, names, waiting] = await Promise.all([
    labelsOf(reader, shown),
    namesOf(deps, shown),
    store.countWaitingBefore(reader, communityId, null),
  ]);
  const last = shown.length < found.length ? shown.at(-1) : undefined;
  return {
    items: shown.map((one) => presentRow(one, { actor, labels, names })),
    nextCursor: last ? encodeCursor(last.changedAt.toISOString(), last.id) : null,
    waiting,
  };
};

const staffActionsOf = ({ status }: InquiryEntity, mine: boolean): StaffInquiryView['staffActions'] => {
  if (status === 'waiting') return ['take', 'write'];
  return status === 'staff' && mine ? ['say', 'handOver', 'write', 'close'] : [];
};

const mostCanned = 3;

export const readForDesk = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffInquiryView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const inquiry = await store.findInquiry(reader, communityId, id);
  if (!inquiry) throw new AppError('inquiry.not_found');
  const now = deps.clock.now();
  const today = toDay(now);
  const [view, names, articles, desk] = await Promise.all([
    present(reader, inquiry),
    namesOf(deps, [inquiry]),
    store.findArticles(reader, communityId),
    listByRole(reader, communityId, 'customer-service', now),
  ]);
  const question = view.messages.findLast(({ kind }) => kind === 'asked')?.text ?? '';
  const valid = articles.filter((article) => articleState(article, today) === 'valid');
  const mine = inquiry.staffId === actor.id;
  return {
    ...view,
    ownerName: names.get(inquiry.accountId ?? '') ?? t.owner,
    helperName: inquiry.helperName,
    staffName: inquiry.staffName,
    mine,
    canned: likeliest(valid, question, mostCanned).map((one) => ({ id: one.id, title: one.title, text: one.answer })),
    colleagues: desk.filter((one) => one.id !== actor.id).map(({ id: staffId, name }) => ({ id: staffId, name })),
    staffActions: staffActionsOf(inquiry, mine),
  };
};

const presentArticle = (article: ArticleEntity, today: string): ArticleView => {
  const { id, title, questions, answer, source, validFrom, validUntil, changedAt, byName, version } = article;
  const state = articleState(article, today);
  const facts = { id, title, questions, answer, source, validFrom, validUntil };
  return { ...facts, state, stateName: articleStateNames[state], changedAt: toInstant(changedAt), byName, version };
};

const mostFound = 20;

export const listArticleViews = async (
  deps: Deps,
  { communityId }: StaffActor,
  q: string | undefined,
): Promise<{ items: ArticleView[] }> => {
  const articles = await store.findArticles(deps.db.reader, communityId);
  const today = toDay(deps.clock.now());
  const shown = q?.trim() ? likeliest(articles, q, mostFound) : articles;
  return { items: shown.map((article) => presentArticle(article, today)) };
};

export const readArticleView = async (deps: Deps, { communityId }: StaffActor, id: string): Promise<ArticleView> => {
  const article = await store.findArticle(deps.db.reader, communityId, id);
  if (!article) throw new AppError('article.not_found');
  return presentArticle(article, toDay(deps.clock.now()));
};
