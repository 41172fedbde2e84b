import { Link, useParams } from 'react-router';
import { type EntryView, readEntry } from 'shared-types/ledger';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/books';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Postings } from './Postings';
import { SealCard } from './SealCard';
import { sourcePage } from './source';

const Links = ({ entry }: { entry: EntryView }) => {
  const { may } = useMe();
  const page = entry.source && sourcePage(entry.source);
  return (
    <div className="row g2 wrap">
      {entry.source && page && may(page.may) && (
        <Link className="btn sec" to={page.to}>
          {t.openSource[entry.source.kind]}
        </Link>
      )}
      {entry.reverses && (
        <Link className="btn ghost num" to={`/books/entries/${entry.reverses.id}`}>
          {t.reverses(entry.reverses.number ?? t.unnumbered)}
        </Link>
      )}
      {entry.reversedBy && (
        <Link className="btn ghost num" to={`/books/entries/${entry.reversedBy.id}`}>
          {t.reversedBy(entry.reversedBy.number ?? t.unnumbered)}
        </Link>
      )}
    </div>
  );
};

const Facts = ({ entry }: { entry: EntryView }) => {
  const now = useNow();
  const facts: [string, string][] = [
    [t.factOf.cause, entry.cause.words],
    [t.factOf.at, dayTime(entry.at, now)],
    [t.factOf.posted, dayTime(entry.postedAt, now)],
    [t.factOf.by, entry.byName ?? t.bySystem],
  ];
  return (
    <section className="card pad col g2">
      <h2>{t.facts}</h2>
      <dl className="kv">
        {facts.map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}-value`} className="num">
            {value}
          </dd>,
        ])}
      </dl>
      <Links entry={entry} />
    </section>
  );
};

/** One entry: what it moved, where it came from, and its place in the chain. */
export const EntryPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readEntry, { params: { id } }, { again: ({ seal }) => seal === null });
  return (
    <Page title={query.data?.number ?? t.entry} tools={<BookRooms />} back="/books/entries">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={140} />}>
        {(entry) => (
          <div className="settled">
            <div className="col g3">
              <section className="card pad col g3">
                <div className="row between g3 wrap">
                  <b className="fs-m w6">{entry.memo}</b>
                  <span className="row g2 wrap">
                    {entry.isReversal && <Chip name="void">{t.reversal}</Chip>}
                    {entry.reversedBy && <Chip name="void">{t.reversed}</Chip>}
                    <span className="money-big">
                      <Money fen={entry.amountFen} />
                    </span>
                  </span>
                </div>
                <Postings postings={entry.postings} />
              </section>
            </div>
            <div className="col g3">
              <Facts entry={entry} />
              <SealCard seal={entry.seal} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};
