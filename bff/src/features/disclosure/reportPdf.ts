import type { ReportLine, ReportView } from 'shared-types/disclosure';
import { formatFen } from 'shared-types/money';
import { toDay } from 'shared-types/time';
import { disclosureTexts } from '../../locales/disclosure.js';
import {
  brand,
  type Cell,
  cells,
  columnChart,
  cover,
  grey,
  heading,
  ink,
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

const t = disclosureTexts.pdf;

const totals = (pdf: Pdf, report: ReportView): void => {
  const third = width / 3;
  const deficit = report.surplusFen < 0;
  const three = [
    [t.income, formatFen(report.incomeFen), brand],
    [t.expense, formatFen(report.expenseFen), money],
    [deficit ? t.deficit : t.surplus, formatFen(Math.abs(report.surplusFen)), ink],
  ] as const;
  cells(
    pdf,
    three.map(([text], index) => ({ text, x: left + index * third, width: third - 8, color: grey })),
  );
  cells(
    pdf,
    three.map(([, text, color], index) => ({ text, x: left + index * third, width: third - 8, color })),
    16,
  );
};

/** The months beside each other, each with what came in and what went out. */
const chart = (pdf: Pdf, months: ReportView['months']): void =>
  columnChart(
    pdf,
    t.chart,
    months.map(({ period, incomeFen, expenseFen }) => ({
      name: `${Number(period.slice(5))}月`,
      bars: [
        [incomeFen, brand],
        [expenseFen, money],
      ].map(([fen, color]) => ({
        value: Number(fen),
        words: (Number(fen) / 1_000_000).toFixed(1),
        color: String(color),
      })),
    })),
  );

const barWidth = 90;

/** 电梯维保 ▇▇▇ 占 12.3% 上月 ¥3,000.00 ¥2,500.00 */
const figure = (pdf: Pdf, one: ReportLine, color: string): void => {
  room(pdf, 18);
  shareBar(pdf, left + 140, barWidth, one.shareBp, color);
  const before = one.beforeFen === null ? t.noBefore : formatFen(one.beforeFen);
  cells(pdf, [
    { text: one.name, x: left, width: 134 },
    { text: t.share(`${(one.shareBp / 100).toFixed(1)}%`), x: left + 140 + barWidth + 8, width: 70, color: grey },
    { text: before, x: left + 310, width: 88, align: 'right', color: grey },
    { text: formatFen(one.amountFen), x: right - 96, width: 96, align: 'right' },
  ]);
};

const headings = (pdf: Pdf): void =>
  cells(
    pdf,
    [
      { text: t.before, x: left + 310, width: 88, align: 'right', color: grey },
      { text: t.thisMonth, x: right - 96, width: 96, align: 'right', color: grey },
    ],
    8,
  );

const balance = (pdf: Pdf, names: readonly string[], amounts: readonly number[]): void => {
  const part = width / 4;
  const cellsOf = (texts: readonly string[], color?: string): Cell[] =>
    texts.map((text, index) => ({ text, x: left + index * part, width: part - 8, ...(color ? { color } : {}) }));
  cells(pdf, cellsOf(names, grey), 9);
  cells(pdf, cellsOf(amounts.map((fen) => formatFen(fen))), 12);
};

const sectionOf = (pdf: Pdf, report: ReportView, section: ReportView['sections'][number]): void => {
  heading(pdf, section.name);
  const { fund, publicRevenue: revenue, collection } = report;
  if (section.section === 'maintenance-fund')
    balance(pdf, t.fund, [fund.openingFen, fund.inFen, -fund.outFen, fund.closingFen]);
  if (section.section === 'public-revenue')
    balance(pdf, t.revenue, [revenue.openingFen, revenue.inFen, -revenue.usedFen, revenue.closingFen]);
  if (section.lines.length === 0) return void pdf.fontSize(10).fillColor(grey).text(t.none, left, pdf.y, { width });
  headings(pdf);
  rule(pdf);
  for (const one of section.lines) figure(pdf, one, section.section === 'expense' ? money : brand);
  rule(pdf);
  cells(pdf, [
    { text: t.sum, x: left, width: 200 },
    { text: formatFen(section.totalFen), x: right - 140, width: 140, align: 'right' },
  ]);
  if (section.section !== 'income' || collection.billedFen <= 0) return;
  const percent = `${(collection.rateBp / 100).toFixed(1)}%`;
  const words = t.collection(formatFen(collection.billedFen), formatFen(collection.collectedFen), percent);
  pdf.fontSize(9).fillColor(grey).text(words, left, pdf.y, { width });
};

const seal = (pdf: Pdf, { seal: { fingerprint, bodyHash, chainSeq, chainHash } }: ReportView): void => {
  heading(pdf, t.seal);
  room(pdf, 90);
  pdf.fontSize(9).fillColor(grey).text(t.sealWords, left, pdf.y, { width });
  pdf.moveDown(0.4).fontSize(14).fillColor(ink).text(t.fingerprint(fingerprint), left, pdf.y, { width });
  pdf.moveDown(0.2).fontSize(7).fillColor(grey);
  pdf.text(t.hash(bodyHash), left, pdf.y, { width }).text(t.chain(chainSeq, chainHash), left, pdf.y, { width });
};

const draw = (pdf: Pdf, report: ReportView): void => {
  const published = t.published(toDay(report.publishedAt), report.entries);
  cover(pdf, t.title(report.communityName), disclosureTexts.monthName(report.period), published);
  totals(pdf, report);
  chart(pdf, report.months);
  for (const section of report.sections) sectionOf(pdf, report, section);
  const corrected = report.corrections.map(
    ({ period, name, publishedFen, nowFen, words }) =>
      `${t.correction(period, name, formatFen(publishedFen), formatFen(nowFen))}（${words}）`,
  );
  sentences(pdf, t.corrections, corrected);
  sentences(pdf, t.remarks, report.remarks);
  seal(pdf, report);
};

/** The report on A4 paper, with its bars drawn and the fingerprint to compare. */
export const reportPdf = (report: ReportView): Promise<Buffer> =>
  makePdf(t.title(report.communityName), t.page, (pdf) => draw(pdf, report));
