import { toDay } from 'shared-types/time';
import type { PaperCount, WhitePaperView } from 'shared-types/whitePaper';
import { whitePaperTexts as words } from '../../locales/whitePaper.js';
import {
  brand,
  type Cell,
  cells,
  columnChart,
  cover,
  grey,
  heading,
  left,
  makePdf,
  money,
  type Pdf,
  right,
  room,
  rule,
  sentences,
  shareBar,
  width,
} from '../../platform/pdf/pdf.js';

const t = words.pdf;
const barWidth = 120;

const known = (count: number | null): string => (count === null ? t.unknown : String(count));

const row = (pdf: Pdf, texts: readonly string[], color?: string, size = 10): void => {
  const [name = '', ...rest] = texts;
  const numbers = rest.map(
    (text, index): Cell => ({
      ...{ text, x: right - 64 * (rest.length - index), width: 60, align: 'right' },
      ...(color ? { color } : {}),
    }),
  );
  cells(pdf, [{ text: name, x: left, width: 150, ...(color ? { color } : {}) }, ...numbers], size);
};

const counts = (pdf: Pdf, title: string, lines: readonly PaperCount[]): void => {
  const some = lines.filter(({ count, before, yearAgo }) => count > 0 || before || yearAgo);
  if (some.length === 0) return;
  heading(pdf, title);
  row(pdf, ['', t.thisMonth, t.before, t.yearAgo], grey, 8);
  rule(pdf);
  for (const { name, count, shareBp, before, yearAgo } of some) {
    room(pdf, 18);
    shareBar(pdf, left + 155, barWidth, shareBp, brand);
    row(pdf, [name, String(count), known(before), known(yearAgo)]);
  }
};

/** Where the columns of the durations begin. */
const columns = [0, 150, 270, 400];

const durations = (pdf: Pdf, paper: WhitePaperView): void => {
  heading(pdf, t.durations);
  const { what, median, p90, kept } = t.durationHeads;
  const line = (texts: readonly string[], color?: string, size?: number): void =>
    cells(
      pdf,
      texts.map((text, index) => ({
        ...{ text, x: left + (columns[index] ?? 0), width: 110 },
        ...(color ? { color } : {}),
      })),
      size,
    );
  line([what, median, p90, kept], grey, 8);
  rule(pdf);
  for (const one of paper.durations.filter(({ count, promised }) => count + promised > 0))
    line([
      `${words.urgencies[one.urgency]} ${words.spans[one.span]}`,
      words.duration(one.medianMinutes),
      words.duration(one.p90Minutes),
      t.keptOf(one.kept, one.promised),
    ]);
};

const steps = (pdf: Pdf, paper: WhitePaperView): void => {
  const some = paper.steps.filter(({ totalMinutes }) => totalMinutes > 0);
  if (some.length === 0) return;
  heading(pdf, t.steps);
  for (const { step, count, shareBp, medianMinutes } of some) {
    room(pdf, 18);
    shareBar(pdf, left + 70, barWidth, shareBp, money);
    cells(pdf, [
      { text: words.steps[step], x: left, width: 66 },
      { text: words.percent(shareBp), x: left + 200, width: 60 },
      { text: t.stepLine(count, words.duration(medianMinutes)), x: left + 270, width: 220, color: grey },
    ]);
  }
};

const forecast = (pdf: Pdf, { forecast: next }: WhitePaperView): void => {
  const people = next.people.map(({ name, hours, needed, have }) => t.people(name, hours, needed, have));
  const parts = next.parts.map(({ name, quantity }) => t.part(name, quantity));
  sentences(pdf, t.forecast(next.period), [
    t.basis[next.basis],
    ...next.lines.map(({ name, count, low, high }) => t.forecastLine(name, count, low, high)),
    ...people,
    ...(parts.length > 0 ? [t.parts(parts.join('、'))] : []),
  ]);
};

const draw = (pdf: Pdf, paper: WhitePaperView): void => {
  cover(pdf, t.title(paper.communityName), words.monthName(paper.period), t.made(toDay(paper.generatedAt)));
  sentences(pdf, t.findings, paper.findings);
  counts(pdf, t.totals, Object.values(paper.totals));
  const { keptBp, starsTenths, ratings } = paper;
  const said = [
    ...(keptBp === null ? [] : [t.kept(words.percent(keptBp))]),
    ...(starsTenths === null ? [] : [t.stars((starsTenths / 10).toFixed(1), ratings.rated)]),
  ];
  if (said.length > 0) cells(pdf, [{ text: said.join(' · '), x: left, width, color: grey }]);
  columnChart(
    pdf,
    t.months,
    paper.months.map(({ period, count }) => ({
      name: `${Number(period.slice(5))}月`,
      bars: [{ value: count, words: String(count), color: period === paper.period ? brand : grey }],
    })),
  );
  counts(pdf, t.types, paper.types);
  counts(pdf, t.places, paper.places);
  columnChart(
    pdf,
    t.hours,
    paper.hours.map(({ name, count }) => ({
      name,
      bars: [{ value: count, words: count > 0 ? String(count) : '', color: brand }],
    })),
  );
  durations(pdf, paper);
  steps(pdf, paper);
  sentences(
    pdf,
    t.repeats,
    paper.repeats.map(({ name, typeName, count }) => t.repeat(name, typeName, count)),
  );
  if (ratings.rated > 0)
    columnChart(
      pdf,
      t.ratings,
      ratings.stars.map(({ stars, count }) => ({
        name: t.starLine(stars),
        bars: [{ value: count, words: String(count), color: stars <= 2 ? money : brand }],
      })),
    );
  const followed = paper.followUps.filter(({ count }) => count > 0);
  sentences(
    pdf,
    t.followUps,
    followed.map(({ what, count }) => `${t.followUp[what]} ${t.count(count)}`),
  );
  forecast(pdf, paper);
};

/** The white paper on A4, with the same numbers and charts as the page (C10). */
export const paperPdf = (paper: WhitePaperView): Promise<Buffer> =>
  makePdf(t.title(paper.communityName), t.page, (pdf) => draw(pdf, paper));
