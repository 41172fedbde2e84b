import { readFileSync } from 'node:fs';
import type { SourceView } from 'shared-types/inquiry';
import { formatFen } from 'shared-types/money';
import { z } from 'shared-types/schemas';
import { dayName, dayTime, toDay } from 'shared-types/time';
import { inquiryTexts as t } from '../../locales/inquiry.js';
import { messageLinks } from '../../locales/messages.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { currentAnnouncementsOf } from '../announcement/announcement.door.js';
import { houseDueTotals, readFeesInForce } from '../billing/billing.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { openRepairsOf } from '../repair/repair.door.js';
import { articleState } from './article.rules.js';
import type { ArticleEntity } from './inquiry.entity.js';
import { findArticles } from './inquiry.store.js';
import { type Doc, type Hit, indexOf, isSure, type Synonyms, search } from './retrieval.rules.js';

/** What may answer a question: what the office wrote, fees and rules in force, notices, and the asker's own affairs. */

const synonymsFile = new URL('../../data/inquiry-synonyms.json', import.meta.url);

/** Words of one meaning; a broken file stops the boot. */
export const synonyms: Synonyms = new Map(
  Object.entries(z.parse(z.record(z.string(), z.array(z.string())), JSON.parse(readFileSync(synonymsFile, 'utf8')))),
);

/** How much better the best must be than the next to be given as the answer. */
const lead = 0.2;

export interface Known {
  doc: Doc;
  source: SourceView;
}

export const knownOfArticle = ({ id, title, questions, answer, source }: ArticleEntity): Known => ({
  doc: { id: `article:${id}`, asked: [title, ...questions], text: answer },
  source: { kind: 'article', id, name: source, title, text: answer, link: null },
});

export const knownArticles = async (reader: Reader, communityId: string, today: string): Promise<Known[]> =>
  (await findArticles(reader, communityId))
    .filter((article) => articleState(article, today) === 'valid')
    .map(knownOfArticle);

const knownFees = async (reader: Reader, communityId: string, month: string): Promise<Known[]> =>
  (await readFeesInForce(reader, communityId, month)).map(({ id, name, words }) => {
    const text = words.join('；');
    return {
      doc: { id: `fee:${id}`, asked: t.feeAsked(name), text },
      source: { kind: 'fee', id, name: t.feeName, title: name, text, link: null },
    };
  });

const knownRules = async (reader: Reader, communityId: string): Promise<Known[]> => {
  const { version, policy } = await readPolicyInForce(reader, communityId);
  const text = t.ruleText({
    respond: policy.general.respondMinutes,
    finish: policy.general.finishMinutes,
    urgentRespond: policy.emergency.respondMinutes,
    urgentArrive: policy.emergency.arriveMinutes,
  });
  const name = t.ruleName(version);
  return [
    {
      doc: { id: 'rule:times', asked: [t.ruleTitle, ...t.ruleAsked], text },
      source: { kind: 'rule', id: 'times', name, title: t.ruleTitle, text, link: null },
    },
  ];
};

const knownNotices = async (deps: Deps, actor: OwnerActor): Promise<Known[]> =>
  (await currentAnnouncementsOf(deps, actor)).map(({ id, title, text }) => ({
    doc: { id: `announcement:${id}`, asked: [title], text },
    source: { kind: 'announcement', id, name: t.announcementName, title, text, link: messageLinks.announcement(id) },
  }));

interface House {
  communityId: string;
  id: string;
  label: string;
}

const knownBill = async (deps: Deps, { communityId, id, label }: House): Promise<Known> => {
  const now = deps.clock.now();
  const totals = (await houseDueTotals(deps.db.reader, communityId, [id], now)).get(id);
  const due = totals?.oldestDueOn ? dayName(`${totals.oldestDueOn}T00:00:00+08:00`, now) : null;
  const text = totals && totals.dueFen > 0 ? t.billText(formatFen(totals.dueFen), totals.bills, due) : t.billNothing;
  const title = t.billTitle(label);
  return {
    doc: { id: `bill:${id}`, asked: t.billAsked, text },
    source: { kind: 'bill', id, name: t.billName, title, text, link: messageLinks.due(id) },
  };
};

const knownRequests = async (deps: Deps, actor: OwnerActor): Promise<Known[]> => {
  const { pressing, toConfirm } = await openRepairsOf(deps, actor);
  const now = deps.clock.now();
  return [...pressing, ...toConfirm].map(({ id, title, latest, promise }) => {
    const text = t.requestLine(latest, promise ? dayTime(promise.dueAt, now) : null);
    return {
      doc: { id: `request:${id}`, asked: t.requestAsked(title), text: `${title} ${text}` },
      source: { kind: 'request', id, name: t.requestName(title), title, text, link: messageLinks.repair(id) },
    };
  });
};

export interface Answer {
  /** Null: not sure enough. */
  source: SourceView | null;
  /** What might be meant, the likeliest first; of a sure answer nothing. */
  maybe: SourceView[];
  confidenceBp: number;
}

const mostMaybe = 3;
/** Below this a document has hardly a word of the question. */
const leastMaybe = 0.12;

export const decide = (known: readonly Known[], hits: readonly Hit[], threshold: number): Answer => {
  const sourceOf = ({ id }: Hit): SourceView[] => {
    const found = known.find(({ doc }) => doc.id === id);
    return found ? [found.source] : [];
  };
  const [first] = hits;
  const confidenceBp = Math.round(Math.min(1, first?.confidence ?? 0) * 10_000);
  const source = first && isSure(hits, threshold, lead) ? (sourceOf(first)[0] ?? null) : null;
  const maybe = source ? [] : hits.filter(({ confidence }) => confidence >= leastMaybe).flatMap(sourceOf);
  return { source, maybe: maybe.slice(0, mostMaybe), confidenceBp };
};

/** Answers from what is known now, for this asker and house; reads only. */
export const answer = async (deps: Deps, actor: OwnerActor, house: House, question: string): Promise<Answer> => {
  const { reader } = deps.db;
  const today = toDay(deps.clock.now());
  const parts = await Promise.all([
    knownArticles(reader, house.communityId, today),
    knownFees(reader, house.communityId, today.slice(0, 7)),
    knownRules(reader, house.communityId),
    knownNotices(deps, actor),
    knownBill(deps, house).then((one) => [one]),
    knownRequests(deps, actor),
  ]);
  const known = parts.flat();
  const index = indexOf(
    known.map(({ doc }) => doc),
    synonyms,
  );
  const { policy } = await readPolicyInForce(reader, house.communityId);
  return decide(known, search(index, question, synonyms, mostMaybe), policy.inquiry.sureBp / 10_000);
};

/** Articles for a question, the likeliest first; for the desk. */
export const likeliest = (articles: readonly ArticleEntity[], question: string, most: number): ArticleEntity[] => {
  const known = articles.map(knownOfArticle);
  const index = indexOf(
    known.map(({ doc }) => doc),
    synonyms,
  );
  return search(index, question, synonyms, most).flatMap(
    ({ id }) => articles.find((article) => `article:${article.id}` === id) ?? [],
  );
};
