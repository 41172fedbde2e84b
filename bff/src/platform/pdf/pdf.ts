import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';

/** A4 documents of the system: one font, one margin, cells side by side, numbered pages. */

/** A CJK font that may be embedded; the standard fonts of PDF have no Chinese. */
const font = join(
  dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')),
  '../fonts/NotoSansHans-Regular.otf',
);

export const left = 48;
export const width = 499;
export const right = left + width;
const bottom = 780;
export const ink = '#1E2926';
export const grey = '#626B67';
export const line = '#D9D7CF';
export const track = '#EFEDE6';
export const brand = '#0E7C66';
export const money = '#C98A1B';

export type Pdf = InstanceType<typeof PDFDocument>;

/** A new page where so much does not fit any more. */
export const room = (pdf: Pdf, height: number): void => {
  if (pdf.y + height > bottom) pdf.addPage();
};

export const heading = (pdf: Pdf, words: string): void => {
  room(pdf, 60);
  pdf.moveDown(0.8).fontSize(13).fillColor(ink).text(words, left, pdf.y, { width });
  pdf.moveDown(0.3);
};

export const rule = (pdf: Pdf): void => {
  pdf.moveTo(left, pdf.y).lineTo(right, pdf.y).lineWidth(0.5).strokeColor(line).stroke();
  pdf.moveDown(0.3);
};

export interface Cell {
  text: string;
  x: number;
  width: number;
  align?: 'right';
  color?: string;
}

/** Cells side by side, as high as the highest. */
export const cells = (pdf: Pdf, all: readonly Cell[], size = 10): void => {
  pdf.fontSize(size);
  const height = Math.max(...all.map(({ text, width: of }) => pdf.heightOfString(text, { width: of })));
  room(pdf, height + 4);
  const { y } = pdf;
  for (const { text, x, width: of, align, color } of all)
    pdf.fillColor(color ?? ink).text(text, x, y, { width: of, align: align ?? 'left', lineBreak: true });
  pdf.x = left;
  pdf.y = y + height + 4;
};

/** A share of a whole, drawn into the line that begins at `pdf.y`. */
export const shareBar = (pdf: Pdf, x: number, barWidth: number, shareBp: number, color: string): void => {
  pdf.rect(x, pdf.y + 3, barWidth, 7).fill(track);
  pdf.rect(x, pdf.y + 3, (Math.min(shareBp, 10_000) / 10_000) * barWidth, 7).fill(color);
};

export interface Column {
  /** Under the axis. */
  name: string;
  bars: readonly { value: number; words: string; color: string }[];
}

const chartHeight = 120;

/** Columns of one or more bars each; the axis starts at 0, and there is room for six columns at least. */
export const columnChart = (pdf: Pdf, title: string, columns: readonly Column[]): void => {
  room(pdf, chartHeight + 50);
  pdf.moveDown(0.6).fontSize(9).fillColor(grey).text(title, left, pdf.y, { width });
  const base = pdf.y + 14 + chartHeight;
  const most = Math.max(1, ...columns.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const step = width / Math.max(6, columns.length);
  pdf.moveTo(left, base).lineTo(right, base).lineWidth(0.5).strokeColor(line).stroke();
  for (const [index, { name, bars }] of columns.entries()) {
    const middle = left + step * (index + 0.5);
    const bar = Math.min(16, step / (bars.length + 1.2));
    const begin = middle - (bars.length * (bar + 2) - 2) / 2;
    for (const [nth, { value, words, color }] of bars.entries()) {
      const x = begin + nth * (bar + 2);
      const height = (Math.max(value, 0) / most) * (chartHeight - 14);
      pdf.rect(x, base - height, bar, height).fill(color);
      pdf
        .fontSize(6)
        .fillColor(grey)
        .text(words, x - 8, base - height - 9, { width: bar + 16, align: 'center', lineBreak: false });
    }
    pdf
      .fontSize(8)
      .fillColor(ink)
      .text(name, middle - step / 2, base + 4, { width: step, align: 'center', lineBreak: false });
  }
  pdf.x = left;
  pdf.y = base + 20;
};

/** Title, the month, and a line of when it was made. */
export const cover = (pdf: Pdf, title: string, period: string, made: string): void => {
  pdf.font(font).fontSize(20).fillColor(ink).text(title, left, 48, { width });
  pdf.fontSize(13).text(period, left, pdf.y, { width });
  pdf.moveDown(0.2).fontSize(9).fillColor(grey).text(made, left, pdf.y, { width });
  pdf.moveDown(0.6);
};

/** A heading with sentences under it; nothing where there are none. */
export const sentences = (pdf: Pdf, title: string, words: readonly string[]): void => {
  if (words.length === 0) return;
  heading(pdf, title);
  for (const one of words) cells(pdf, [{ text: one, x: left, width }]);
};

const numberPages = (pdf: Pdf, words: (page: number, of: number) => string): void => {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(start + page);
    // Below the margin, where a text would begin a new page by itself.
    pdf.page.margins.bottom = 0;
    pdf
      .fontSize(8)
      .fillColor(grey)
      .text(words(page + 1, count), left, 806, { width, align: 'center', lineBreak: false });
  }
};

/** The finished document, its pages numbered. */
export const makePdf = (
  title: string,
  pageWords: (page: number, of: number) => string,
  draw: (pdf: Pdf) => void,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const pdf = new PDFDocument({ size: 'A4', margin: left, bufferPages: true, info: { Title: title } });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    draw(pdf);
    numberPages(pdf, pageWords);
    pdf.end();
  });
