import { useState } from 'react';
import { type ArticleView, changeArticle, createArticle, listArticles, retireArticle } from 'shared-types/staffInquiry';
import { dayTime } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t as all } from '../../locales/zh-CN/inquiry';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Empty, Loaded, Skeleton } from '../../ui/States';
import { linesOf } from './lines';
import { InquiryRooms } from './rooms';

const t = all.article;
const names = ['q'] as const;

const Editor = ({ article, onClose }: { article: ArticleView | null; onClose: () => void }) => {
  const [title, setTitle] = useState(article?.title ?? '');
  const [questions, setQuestions] = useState(article?.questions.join('\n') ?? '');
  const [answer, setAnswer] = useState(article?.answer ?? '');
  const [source, setSource] = useState(article?.source ?? '');
  const [from, setFrom] = useState(article?.validFrom ?? '');
  const [until, setUntil] = useState(article?.validUntil ?? '');
  const options = { done: t.saved, refreshes: [listArticles], onDone: onClose, quiet: false };
  const create = useCommand(createArticle, options);
  const change = useCommand(changeArticle, options);
  const said = fieldsOf(create.error ?? change.error);
  const body = {
    title: title.trim(),
    questions: linesOf(questions),
    answer: answer.trim(),
    source: source.trim(),
    validFrom: from || null,
    validUntil: until || null,
  };
  const save = () =>
    article
      ? change.mutate({ params: { id: article.id }, body: { ...body, version: article.version } })
      : create.mutate({ body });
  return (
    <Confirm
      title={article ? t.edit : t.add}
      action={t.save}
      busy={create.isPending || change.isPending}
      disabled={!body.title || body.questions.length === 0 || !body.answer || !body.source}
      onConfirm={save}
      onClose={onClose}
    >
      <TextField label={t.titleField} value={title} onValue={setTitle} maxLength={40} error={said.title} />
      <TextArea label={t.questions} hint={t.questionsHint} value={questions} onValue={setQuestions} maxLength={700} />
      <TextArea label={t.answer} value={answer} onValue={setAnswer} maxLength={1000} />
      <TextField label={t.source} placeholder={t.sourceHint} value={source} onValue={setSource} maxLength={60} />
      <div className="row g3 wrap top-a">
        <TextField label={t.from} type="date" value={from} onValue={setFrom} />
        <TextField label={t.until} type="date" value={until} onValue={setUntil} error={said.validUntil} />
      </div>
    </Confirm>
  );
};

const Retire = ({ article, onClose }: { article: ArticleView; onClose: () => void }) => {
  const retire = useCommand(retireArticle, { done: t.retired, refreshes: [listArticles], onDone: onClose });
  return (
    <Confirm
      title={t.retire}
      action={t.retire}
      danger
      busy={retire.isPending}
      onConfirm={() => retire.mutate({ params: { id: article.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.retireWhat(article.title)}</p>
    </Confirm>
  );
};

interface RowProps {
  article: ArticleView;
  onEdit: () => void;
  onRetire: () => void;
}

const Row = ({ article, onEdit, onRetire }: RowProps) => {
  const { may } = useMe();
  return (
    <li className="col g1">
      <div className="row g2 wrap">
        <b className="fs-m">{article.title}</b>
        <Chip name={t.marks[article.state]}>{article.stateName}</Chip>
        <span className="grow" />
        {may('article.manage') && (
          <>
            <button type="button" className="btn sec sm" aria-label={`${t.edit} ${article.title}`} onClick={onEdit}>
              {t.edit}
            </button>
            {article.state !== 'retired' && (
              <button
                type="button"
                className="btn ghost sm"
                aria-label={`${t.retire} ${article.title}`}
                onClick={onRetire}
              >
                {t.retire}
              </button>
            )}
          </>
        )}
      </div>
      <p>{article.answer}</p>
      <p className="t2">{t.asked(article.questions)}</p>
      <p className="t3 num">
        {all.source(article.source)} · {t.by(article.byName, dayTime(article.changedAt, serverNow()))}
      </p>
    </li>
  );
};

/** What the community knows; searched as an owner would ask. */
export const ArticlesPage = () => {
  const { may } = useMe();
  const [filters, set] = useFilters(names);
  const query = useRead(listArticles, { query: filled({ q: filters.q }) });
  const [editing, setEditing] = useState<{ article: ArticleView | null } | null>(null);
  const [retiring, setRetiring] = useState<ArticleView | null>(null);
  return (
    <Page title={all.articles} tools={<InquiryRooms />}>
      <div className="row g2 wrap">
        <div className="grow">
          <SearchBox label={t.search} value={filters.q} onValue={(q) => set({ q })} />
        </div>
        {may('article.manage') && (
          <button type="button" className="btn pri" onClick={() => setEditing({ article: null })}>
            {t.add}
          </button>
        )}
      </div>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{filters.q ? t.noneFound : t.empty}</Empty>
            ) : (
              <ul className="col g4" aria-label={all.articles}>
                {items.map((article) => (
                  <Row
                    key={article.id}
                    article={article}
                    onEdit={() => setEditing({ article })}
                    onRetire={() => setRetiring(article)}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {editing && <Editor article={editing.article} onClose={() => setEditing(null)} />}
      {retiring && <Retire article={retiring} onClose={() => setRetiring(null)} />}
    </Page>
  );
};
