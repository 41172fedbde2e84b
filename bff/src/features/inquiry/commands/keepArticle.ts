import type { ArticleBody } from 'shared-types/staffInquiry';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { inquiryTexts as t } from '../../../locales/inquiry.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { ArticleEntity } from '../inquiry.entity.js';
import { findArticles, insertArticle, lockArticle, saveArticle } from '../inquiry.store.js';

const mostArticles = 500;

const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

const check = async (reader: Reader, communityId: string, body: ArticleBody, own: string | null): Promise<void> => {
  const { validFrom, validUntil, title } = body;
  if (validFrom && validUntil && validUntil < validFrom) throw invalid('validUntil', t.validReversed);
  const alive = (await findArticles(reader, communityId)).filter(({ retiredAt }) => retiredAt === null);
  if (alive.some((one) => one.title === title && one.id !== own)) throw invalid('title', t.duplicate);
  if (!own && alive.length >= mostArticles) throw invalid('title', t.tooMany);
};

const note = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor>,
  { id, title }: Pick<ArticleEntity, 'id' | 'title'>,
  action: 'article.created' | 'article.changed' | 'article.retired',
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: call.actor.communityId,
    action,
    subjectKind: 'article',
    subjectId: id,
    subject: title,
  });

export const createArticle = (deps: Deps, call: Call<StaffActor>, body: ArticleBody): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    await check(tx, communityId, body, null);
    const changedAt = deps.clock.now();
    const article = {
      ...body,
      communityId,
      id: newId(changedAt),
      retiredAt: null,
      version: 1,
      changedAt,
      byId,
      byName,
    };
    await insertArticle(tx, article);
    await note(tx, deps, call, article, 'article.created');
    return { id: article.id };
  });

const mustLock = async (tx: Tx, communityId: string, id: string): Promise<ArticleEntity> => {
  const article = await lockArticle(tx, communityId, id);
  if (!article) throw new AppError('article.not_found');
  return article;
};

/** Answers that were given keep their words: they are kept with them. */
export const changeArticle = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, version, ...body }: ArticleBody & { id: string; version: number },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    const article = await mustLock(tx, communityId, id);
    if (article.version !== version) throw new AppError('article.changed');
    await check(tx, communityId, body, id);
    const changedAt = deps.clock.now();
    await saveArticle(tx, article, { ...body, retiredAt: null, version: version + 1, changedAt, byId, byName });
    await note(tx, deps, call, { id, title: body.title }, 'article.changed');
    return { id };
  });

export const retireArticle = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ done: true }> =>
  transaction(deps, call, async (tx) => {
    const article = await mustLock(tx, call.actor.communityId, id);
    if (article.retiredAt) return { done: true as const };
    const now = deps.clock.now();
    await saveArticle(tx, article, { retiredAt: now, changedAt: now, version: article.version + 1 });
    await note(tx, deps, call, article, 'article.retired');
    return { done: true as const };
  });
