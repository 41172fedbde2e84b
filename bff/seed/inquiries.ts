import { readFileSync } from 'node:fs';
import { z } from 'shared-types/schemas';
import { CannedEntity } from '../src/features/inquiry/canned.entity.js';
import { ArticleEntity, InquiryEntity, InquiryMessageEntity } from '../src/features/inquiry/inquiry.entity.js';
import { knownOfArticle } from '../src/features/inquiry/knowledge.js';
import { newId } from '../src/kernel/ids.js';
import { inquiryTexts as t } from '../src/locales/inquiry.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { insertRows } from '../src/platform/database/write.js';
import type { Deps } from '../src/platform/deps.js';
import type { DemoOwner } from './history.js';

const Articles = z.array(
  z.object({ title: z.string(), questions: z.array(z.string()), answer: z.string(), source: z.string() }),
);
const articlesFile = new URL('../src/data/articles.json', import.meta.url);

const dayMs = 86_400_000;

/** What owners asked of late: which article answered, and what a person said after it. */
const talks: { question: string; title: string; said: string | null; daysAgo: number; atKiosk?: boolean }[] = [
  {
    question: '想租一个地库的停车位',
    title: '租固定车位',
    said: '您好，地下车库 B 区还有两个，明天来前台登记就行。',
    daysAgo: 1,
  },
  { question: '礼拜天能敲墙吗', title: '装修施工时间', said: null, daysAgo: 2 },
  { question: '有个旧床垫要丢', title: '大件垃圾', said: null, daysAgo: 4, atKiosk: true },
  { question: '新业主在小程序里咋绑', title: '绑定房屋', said: '房号核对过了，已经给您通过。', daysAgo: 6 },
];

const canned: readonly { title: string; text: string }[] = [
  { title: '问候', text: '您好，我是客服，看到您的问题了，马上给您查。' },
  { title: '请稍等', text: '这件事我要问一下同事，几分钟后回您，您不用一直等着。' },
  { title: '到前台办', text: '这件事要本人带证件到前台办，每天 8:30 到 17:30 都有人。' },
  { title: '再见', text: '还有要问的随时说，祝您顺心。' },
];

interface World {
  communityId: string;
  owners: readonly DemoOwner[];
  by: { id: string; name: string };
}

/** What the community knows, and what was asked in the last days. */
export const makeInquiries = async (deps: Deps, { communityId, owners, by }: World): Promise<void> => {
  const now = deps.clock.now();
  const changedAt = new Date(now.getTime() - 60 * dayMs);
  const articles: ArticleEntity[] = z.parse(Articles, JSON.parse(readFileSync(articlesFile, 'utf8'))).map((one) => ({
    ...{ communityId, id: newId(changedAt), title: one.title, questions: one.questions, answer: one.answer },
    ...{ source: one.source, validFrom: null, validUntil: null, retiredAt: null, version: 1, changedAt },
    ...{ byId: by.id, byName: by.name },
  }));
  const inquiries: InquiryEntity[] = [];
  const messages: InquiryMessageEntity[] = [];
  const askers = owners.filter(({ accountId }) => accountId !== null).slice(10);
  for (const [index, { question, title, said, daysAgo, atKiosk = false }] of talks.entries()) {
    const asker = askers[index];
    const article = articles.find((one) => one.title === title);
    if (!asker?.accountId || !article) continue;
    const at = new Date(now.getTime() - daysAgo * dayMs);
    const id = newId(at);
    const { source } = knownOfArticle(article);
    const line = (position: number, more: Partial<InquiryMessageEntity>): InquiryMessageEntity => ({
      ...{ communityId, id: newId(at), inquiryId: id, position, at: new Date(at.getTime() + position * 40_000) },
      ...{
        kind: 'asked',
        body: '',
        phrased: false,
        byId: null,
        byName: null,
        sources: [],
        confidenceBp: null,
        link: null,
      },
      ...more,
    });
    const lines = [
      line(1, { body: question }),
      line(2, { kind: 'answered', body: article.answer, sources: [source], confidenceBp: 4200 }),
      ...(said
        ? [
            line(3, { kind: 'told', body: t.taken(by.name) }),
            line(4, { kind: 'said', body: said, byId: by.id, byName: by.name }),
          ]
        : []),
      line(said ? 5 : 3, { kind: 'told', body: t.closed }),
    ];
    const closedAt = lines.at(-1)?.at ?? at;
    inquiries.push({
      ...{
        communityId,
        id,
        accountId: atKiosk ? null : asker.accountId,
        houseId: asker.house.id,
        status: 'closed',
        openedAt: at,
      },
      ...{ changedAt: closedAt, waitingSince: null, repairId: null, closedAt, last: t.closed, openKey: null },
      ...{ helperId: atKiosk ? by.id : null, helperName: atKiosk ? by.name : null },
      staffId: said ? by.id : null,
      staffName: said ? by.name : null,
    });
    messages.push(...lines);
  }
  await inTransaction(deps.db, async (tx) => {
    await insertRows(tx, ArticleEntity, articles);
    await insertRows(
      tx,
      CannedEntity,
      canned.map((one) => ({
        ...{ communityId, id: newId(changedAt), ...one, version: 1, changedAt },
        ...{ byId: by.id, byName: by.name },
      })),
    );
    await insertRows(tx, InquiryEntity, inquiries);
    await insertRows(tx, InquiryMessageEntity, messages);
  });
};
