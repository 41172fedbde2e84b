import { useState } from 'react';
import { useParams } from 'react-router';
import { dayTime } from 'shared-types/time';
import { printWhitePaper, readWhitePaper, type WhitePaperView } from 'shared-types/whitePaper';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/whitePaper';
import { Dialog } from '../../ui/Dialog';
import { ExportButton } from '../../ui/ExportButton';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Behind } from './Behind';
import { Forecast } from './Forecast';
import { Columns, Counts, Line, type Pick, type Picked } from './parts';
import { Speed } from './Speed';

const Findings = ({ findings }: { findings: readonly string[] }) => (
  <section className="card pad col g2">
    <h2>{t.findings}</h2>
    {findings.length === 0 ? (
      <p className="t2">{t.noFindings}</p>
    ) : (
      <ol className="plain">
        {findings.map((words) => (
          <li key={words} className="slip-line">
            {words}
          </li>
        ))}
      </ol>
    )}
  </section>
);

const totalNames = Object.keys(t.totals) as (keyof typeof t.totals)[];

const Totals = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => (
  <section className="card pad col g3">
    <div className="paper-totals">
      {totalNames.map((name) => {
        const { key, count, before, yearAgo } = paper.totals[name];
        return (
          <button
            key={key}
            type="button"
            className="col figure"
            title={t.open(t.totals[name])}
            onClick={() => onPick({ key, name: t.totals[name] })}
          >
            <span className="t2">{t.totals[name]}</span>
            <b className="money-big num">{count}</b>
            <span className="t2 num">{t.beside(before, yearAgo)}</span>
          </button>
        );
      })}
    </div>
    <h3 className="fs-m">{t.months}</h3>
    <Columns
      label={t.months}
      columns={paper.months.map(({ period, count, emergencies }) => ({
        ...{ key: period, name: t.monthShort(period), value: count, on: period === paper.period },
        said: t.monthOf(period, count, emergencies),
      }))}
    />
  </section>
);

const Hours = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => (
  <section className="card pad col g2">
    <h2>{t.hours}</h2>
    <Columns
      label={t.hours}
      columns={paper.hours.map(({ key, name, count }) => ({
        ...{ key, name, value: count, on: true, said: t.hourOf(name, count) },
        onOpen: count > 0 ? () => onPick({ key, name: t.hourName(name) }) : undefined,
      }))}
    />
  </section>
);

const Repeats = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => (
  <section className="card pad col g2">
    <h2>{t.repeats}</h2>
    {paper.repeats.length === 0 ? (
      <p className="t2">{t.noRepeats}</p>
    ) : (
      <ul className="plain">
        {paper.repeats.map(({ key, name, typeName, count }) => (
          <Line
            key={key}
            name={name}
            value={t.repeatOf(typeName, count)}
            onOpen={() => onPick({ key, name: `${name} ${typeName}` })}
          />
        ))}
      </ul>
    )}
  </section>
);

const Ratings = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => (
  <section className="card pad col g2">
    <h2>{t.ratings}</h2>
    <p className="t2 num">
      {t.stars(paper.starsTenths)} · {t.rated(paper.ratings.rated)}
    </p>
    <ul className="plain">
      {[...paper.ratings.stars].reverse().map(({ key, stars, count }) => (
        <Line
          key={key}
          name={t.star(stars)}
          shareBp={paper.ratings.rated === 0 ? 0 : Math.round((count * 10_000) / paper.ratings.rated)}
          value={t.count(count)}
          onOpen={count > 0 ? () => onPick({ key, name: t.star(stars) }) : undefined}
        />
      ))}
    </ul>
  </section>
);

const FollowUps = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => {
  const some = paper.followUps.filter(({ count }) => count > 0);
  if (some.length === 0) return null;
  return (
    <section className="card pad col g2">
      <h2>{t.followUps}</h2>
      <ul className="plain">
        {some.map(({ key, what, count }) => (
          <Line
            key={key}
            name={t.followUp[what]}
            value={t.count(count)}
            onOpen={() => onPick({ key, name: t.followUp[what] })}
          />
        ))}
      </ul>
    </section>
  );
};

const Body = ({ paper, onPick }: { paper: WhitePaperView; onPick: Pick }) => (
  <div className="settled">
    <div className="col g3">
      <Totals paper={paper} onPick={onPick} />
      <Counts title={t.types} lines={paper.types} onPick={onPick} />
      <Speed paper={paper} onPick={onPick} />
      <Counts title={t.places} lines={paper.places} onPick={onPick} />
      <Hours paper={paper} onPick={onPick} />
    </div>
    <div className="col g3">
      <Forecast forecast={paper.forecast} />
      <Repeats paper={paper} onPick={onPick} />
      <Ratings paper={paper} onPick={onPick} />
      <FollowUps paper={paper} onPick={onPick} />
    </div>
  </div>
);

/** One month of service, every number of it opening to its requests (C10). */
export const WhitePaperPage = () => {
  const { id = '' } = useParams();
  const now = useNow();
  const query = useRead(readWhitePaper, { params: { id } });
  const [picked, setPicked] = useState<Picked | null>(null);
  const paper = query.data;
  return (
    <Page
      title={paper ? t.paperOf(paper.period) : t.title}
      back="/white-papers"
      tools={
        paper && (
          <ExportButton
            contract={printWhitePaper}
            input={{ params: { id } }}
            label={t.pdf}
            fileName={() => t.pdfName(paper.period)}
          />
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
        {(found) => (
          <>
            <p className="t2 num">{t.made(dayTime(found.generatedAt, now))}</p>
            <Findings findings={found.findings} />
            <Body paper={found} onPick={setPicked} />
          </>
        )}
      </Loaded>
      {picked && (
        <Dialog title={picked.name} onClose={() => setPicked(null)}>
          <Behind paperId={id} figure={picked.key} />
        </Dialog>
      )}
    </Page>
  );
};
